"""Rules of writing a charter together."""

from django.utils.translation import gettext as _

from charters.models import Charter, CharterVersion
from charters.permissions.closing import is_running
from common.permissions import Answer, Denied
from teams.models import Team
from teams.permissions import is_writer

State = CharterVersion.State


def can_start(user, team: Team) -> Answer:
    return is_writer(user, team.pk) or Denied(_("Only the lead and the members may start a charter."))


def can_begin_amendment(user, charter: Charter) -> Answer:
    """Whoever writes may propose a change of what the team agreed; what came into force stays until everybody named has signed."""
    return can_amend(user, charter) and (
        charter.versions.standing().exists() or Denied(_("Nothing is in force yet: change the draft itself."))
    )


def can_amend(user, charter: Charter) -> Answer:
    """The same where a version in force is in hand already."""
    if not is_writer(user, charter.team_id):
        return Denied(_("Only the lead and the members begin an amendment."))
    return is_running(charter)


def can_rebase(user, version: CharterVersion) -> Answer:
    """Whoever writes takes over what came into force since the amendment was begun."""
    if not version.is_amendment or version.based_on.state in CharterVersion.STANDING:
        return Denied(_("What this amendment is based on is still in force."))
    return can_edit(user, version)


def can_edit(user, version: CharterVersion) -> Answer:
    if not is_writer(user, version.team_id):
        return Denied(_("Only the lead and the members write the charter."))
    if version.state == State.SIGNING:
        return Denied(_("The text is frozen while people sign. The lead can take it back to draft."))
    return version.is_editable or (
        is_running(version.charter) and Denied(_("This version is finished. A change is an amendment."))
    )
