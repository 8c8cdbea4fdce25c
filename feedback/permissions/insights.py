"""Rules of insights: whoever wrote one edits, shares and drops it; the team that it was shared with decides to carry it on."""

from django.utils.translation import gettext as _

from charters.models import Charter
from common.permissions import Answer, Denied
from feedback.models import Insight
from teams.models import MemberRole, Team
from teams.permissions import is_writer, role_in

State = Insight.State


def can_write_insight(user, charter: Charter | None = None) -> Answer:
    """Everybody for themselves; about the work of a team those who are in it."""
    if charter is None:
        return user.is_authenticated or Denied(_("Sign in to note what you learned."))
    return role_in(user, charter.team_id) is not None or Denied(_("This charter is of a team that you are not in."))


def is_author(user, insight: Insight) -> Answer:
    return insight.author_id == user.pk or Denied(_("Only who noted it changes it."))


def can_edit_insight(user, insight: Insight) -> Answer:
    return is_author(user, insight)


def can_share_insight(user, insight: Insight, team: Team | None = None) -> Answer:
    """With the team that it came from; one that came from none, with a team of its author's choice."""
    if not is_author(user, insight):
        return is_author(user, insight)
    if insight.shared_at:
        return Denied(_("It is shared already."))
    if insight.team_id and team and insight.team_id != team.pk:
        return Denied(_("It is shared with the team that it came from, and with no other."))
    chosen = insight.team_id or (team and team.pk)
    if chosen is None:
        return True
    return role_in(user, chosen) not in (None, MemberRole.OBSERVER) or Denied(
        _("You share it with a team that you work in.")
    )


def can_take_back_insight(user, insight: Insight) -> Answer:
    if not is_author(user, insight):
        return is_author(user, insight)
    if insight.shared_at is None:
        return Denied(_("Only you read it already."))
    return not insight.carries.taken().exists() or Denied(
        _("A charter has taken it up; it stays with those who did.")
    )  # fmt: skip


def can_accept_insight(user, insight: Insight) -> Answer:
    if not insight.can_become(State.ACCEPTED) or insight.state == State.CARRIED:
        return Denied(_("It is on its way already."))
    return is_author(user, insight) or is_shared_with_writer(user, insight)


def is_shared_with_writer(user, insight: Insight) -> Answer:
    is_shared = insight.shared_at is not None and insight.state != State.DROPPED
    return (is_shared and is_writer(user, insight.team_id)) or Denied(
        _("Who noted it decides, and once it is shared, those who write the charters of the team.")
    )


def can_drop_insight(user, insight: Insight) -> Answer:
    if not is_author(user, insight):
        return Denied(_("Only who noted it drops it."))
    return insight.can_become(State.DROPPED) or Denied(_("It is dropped already."))
