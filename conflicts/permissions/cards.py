"""Rules of the cards: one's own is written and shared by oneself alone; to what others share one can answer."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts import card as questions
from conflicts.models import ConflictCard, ConflictCase, Point
from conflicts.permissions.parties import can_work_on, joined_party, party_of

State = ConflictCase.State
MOST_POINTS = 60


def can_write_card(user, case: ConflictCase) -> Answer:
    """One's own view: in the draft, and for as long as people work on it."""
    return can_work_on(user, case, State.DRAFT, State.OPENED, *ConflictCase.WORKING)


def can_share_card(user, case: ConflictCase) -> Answer:
    """The opener's is shared by opening; after that each shares their own, once there is something to hear."""
    answer = can_work_on(user, case, State.OPENED, *ConflictCase.WORKING)
    missing = unwritten_by(user, case) if answer else []
    if missing:
        return Denied(_("Write an answer to “%(question)s”.") % {"question": missing[0].label})
    return answer


def unwritten_by(user, case: ConflictCase) -> list:
    party = party_of(user, case)
    card = ConflictCard.objects.filter(party=party).first()
    has_interest = Point.objects.filter(party=party, kind=Point.Kind.INTEREST).exists()
    return questions.missing(card.draft if card else {}, has_interest=has_interest)


def can_add_point(user, case: ConflictCase) -> Answer:
    answer = can_write_card(user, case)
    if answer and Point.objects.filter(party=party_of(user, case)).count() >= MOST_POINTS:
        return Denied(_("Keep it to %(most)d: more than that nobody can hear.") % {"most": MOST_POINTS})
    return answer


def can_edit_point(user, point: Point) -> Answer:
    answer = can_write_card(user, point.case)
    if answer and point.party_id != party_of(user, point.case).pk:
        return Denied(_("Only who wrote it changes it."))
    return answer


def can_mark_point(user, point: Point) -> Answer:
    """To one's own nothing is answered, nor to what is not shared."""
    answer = can_work_on(user, point.case, State.OPENED, *ConflictCase.WORKING)
    if not answer:
        return answer
    if point.shared_at is None:
        return Denied(_("It is not shared yet."))
    own = point.party_id == joined_party(user, point.case).pk
    return Denied(_("You wrote this yourself.")) if own else True
