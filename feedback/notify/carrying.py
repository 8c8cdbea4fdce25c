"""Who hears that an insight was carried, and that it is time to say whether those that were carried helped."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from feedback.models import InsightCarry
from notices import outbox
from teams.models import Membership

TO_MARK = "insights.to_mark"


def key_of(carry: InsightCarry) -> str:
    return f"insight:{carry.insight_id}:carried:{carry.charter_id}"


def author_of(carry: InsightCarry) -> list:
    """Who noted it, as long as they are in the team whose charter it is."""
    present = Membership.objects.present().filter(team=carry.team_id, person=carry.insight.author_id)
    return present.people()


def carried(carry: InsightCarry, *, by) -> None:
    """Who carries their own needs no notice of it."""
    people = [person for person in author_of(carry) if person != by]
    outbox.tell(
        people, key=key_of(carry), kind="insight.carried", team_id=carry.team_id,
        text=_("%(who)s took something that you learned into “%(charter)s”.") % {"who": by, "charter": carry.charter},
        url=reverse("feedback:chain", args=[carry.insight_id]),
    )  # fmt: skip


def undone(carry: InsightCarry) -> None:
    outbox.take_back(key_of(carry), people=author_of(carry))


def to_mark(charter, review, people: Iterable) -> None:
    """Once for each review and person."""
    outbox.remind(
        people, key=f"{TO_MARK}:{review}", kind=TO_MARK, team_id=charter.team_id, about_id=review,
        text=_("“%(charter)s” is being looked at again: did what you carried into it help?") % {"charter": charter},
        url=reverse("feedback:mark_insights", args=[review]),
    )  # fmt: skip
