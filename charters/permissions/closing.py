"""Rules of closing a charter and of opening it again; and the one rule that everything asks which would change a closed one."""

from django.utils.translation import gettext as _

from charters.models import Charter, CharterVersion
from common.permissions import Answer, Denied
from teams.permissions import is_lead

State = CharterVersion.State


def is_running(charter: Charter) -> Answer:
    """What was closed is read, and changed no more; the lead can open it again."""
    return charter.closed_at is None or Denied(_("This charter is closed. The lead can open it again."))


def can_close_charter(user, charter: Charter) -> Answer:
    if not is_lead(user, charter.team_id):
        return Denied(_("Only the team’s lead closes a charter."))
    return charter.closed_at is None or Denied(_("This charter is closed already."))


def was_in_force(charter: Charter) -> Answer:
    return charter.versions.standing().exists() or Denied(
        _("Only what was in force is closed; a draft is withdrawn.")
    )  # fmt: skip


def nothing_on_its_way(charter: Charter) -> Answer:
    """What people are writing or signing must not vanish under them."""
    return not charter.versions.open().exists() or Denied(
        _("A change of this charter is on its way. Withdraw it, or finish it, before you close the charter.")
    )


def can_reopen_charter(user, charter: Charter) -> Answer:
    if not is_lead(user, charter.team_id):
        return Denied(_("Only the team’s lead opens a charter again."))
    return charter.closed_at is not None or Denied(_("This charter is not closed."))
