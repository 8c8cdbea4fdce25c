"""Rules of carrying an insight into a charter, and of saying later whether it helped."""

from django.utils.translation import gettext as _

from charters.models import CharterVersion
from charters.permissions import can_edit, can_mark_agreements
from common.permissions import Answer, Denied
from feedback.models import Insight, InsightCarry


def can_decide_insight(user, insight: Insight, version: CharterVersion) -> Answer:
    """Whoever writes the charter decides about each insight that they can read, once."""
    if not can_edit(user, version):
        return can_edit(user, version)
    return insight.state != Insight.State.DROPPED or Denied(_("It was dropped meanwhile."))


def can_undo_carry(user, carry: InsightCarry, version: CharterVersion | None) -> Answer:
    """As long as the text is a draft. `version`: the one that is being written, or None."""
    if version is None or version.state != CharterVersion.State.DRAFT:
        return Denied(_("The text is past the draft; change the clause itself."))
    if carry.outcome:
        return Denied(_("It was said already whether it helped."))
    return can_edit(user, version)


def can_mark_insight(user, carry: InsightCarry, review=None) -> Answer:
    """The lead or any who writes, while the team looks at the charter again. `review`: the open one, or None."""
    if carry.decision == InsightCarry.Decision.LEAVE:
        return Denied(_("It was left out of this charter."))
    if review is None:
        return Denied(_("It is marked while the team looks at the charter again."))
    return can_mark_agreements(user, review)


# Adopted as it is, adapted, or left out: one decision about each.
can_take_insight = can_leave_insight = can_decide_insight
