"""Rules of taking clauses from another charter, and of taking over, or not, what changed there since."""

from django.utils.translation import gettext as _

from charters.models import Charter, CharterVersion
from charters.parentage import descendants
from charters.permissions.closing import is_running
from charters.permissions.drafting import can_edit
from common.permissions import Answer, Denied
from teams.models import Team
from teams.permissions import is_lead, is_writer, role_in


def can_inherit(user, version: CharterVersion, parent: Charter) -> Answer:
    """Who writes the draft takes from what they may read, of their own organisation of teams; never in a circle."""
    if not can_edit(user, version):
        return can_edit(user, version)
    if not can_read(user, parent):
        return can_read(user, parent)
    return is_near(version, parent) and is_in_force(parent) and closes_no_circle(version, parent)


def can_read(user, parent: Charter) -> Answer:
    return role_in(user, parent.team_id) is not None or Denied(
        _("You cannot read that charter: you are not in its team.")
    )


def is_near(version: CharterVersion, parent: Charter) -> Answer:
    near = Team.objects.of_organisation(version.team).filter(pk=parent.team_id)
    return near.exists() or Denied(
        _("Clauses are taken from charters of the same team, or of teams that belong together.")
    )


def is_in_force(parent: Charter) -> Answer:
    if not is_running(parent):
        return Denied(_("That charter is closed. What you have from it stays."))
    return parent.versions.active().exists() or Denied(_("Clauses are taken from charters in force."))


def closes_no_circle(version: CharterVersion, parent: Charter) -> Answer:
    if parent.pk == version.charter_id:
        return Denied(_("A charter cannot take clauses from itself."))
    return parent.pk not in descendants(version.charter) or Denied(
        _("That charter takes clauses from this one, so this one cannot take any from it.")
    )


def can_follow_parent(user, charter: Charter, parent: Charter) -> Answer:
    """It is proposed as an amendment, so whoever writes may; but nobody takes over what they cannot read."""
    if not is_writer(user, charter.team_id):
        return Denied(_("Only the lead and the members take over what changed."))
    return is_running(charter) and can_read(user, parent)


def can_keep_own(user, charter: Charter, parent: Charter) -> Answer:
    if not is_lead(user, charter.team_id):
        return Denied(_("Only the team’s lead says that it stays as it is."))
    return is_running(charter) and can_read(user, parent)
