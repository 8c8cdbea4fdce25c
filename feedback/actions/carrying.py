"""From a lesson to a clause: the writers of a charter take an insight as it is, change it first, or leave it with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions import adding, items
from charters.models import Charter, CharterReview, CharterVersion
from common.ids import uuid7
from common.locks import lock
from common.permissions import Stale, require
from feedback.actions.insights import moved
from feedback.models import Insight, InsightCarry
from feedback.notify import carrying as notify
from feedback.permissions import can_leave_insight, can_mark_insight, can_take_insight, can_undo_carry

Decision, Outcome, State = InsightCarry.Decision, InsightCarry.Outcome, Insight.State
# The stamp of whoever has read no clause yet (see charters.actions.items.save).
UNREAD = "0."
STATE_OF = {Outcome.HELPED: State.CONFIRMED, Outcome.NO_EFFECT: State.TRIED}


def open_version(charter: Charter) -> CharterVersion | None:
    """The text of the charter that is being written, reviewed or signed."""
    return charter.versions.open().select_related("charter", "team").first()


@transaction.atomic
def adopt_insight(insight: Insight, charter: Charter, *, by) -> InsightCarry:
    """It becomes a clause of its kind, word by word. A second click finds it done."""
    if not insight.section:
        raise Stale(_("Say first what kind of clause it becomes."))
    return take(insight, charter, Decision.ADOPT, insight.section, insight.text, by=by)


@transaction.atomic
def adapt_insight(insight: Insight, charter: Charter, section: str, text: str, *, by) -> InsightCarry:
    """It becomes a clause in other words, or of another kind."""
    return take(insight, charter, Decision.ADAPT, section, text, by=by)


@transaction.atomic
def leave_insight(insight: Insight, charter: Charter, reason: str, *, by) -> InsightCarry:
    """The writers leave it out of this charter, and say why. For other charters it stays open."""
    version, insight = held(insight, charter)
    known = decided(insight, charter)
    if known:
        return known
    require(can_leave_insight(by, insight, version))
    return decide(insight, charter, Decision.LEAVE, by, reason=reason)


@transaction.atomic
def take(insight: Insight, charter: Charter, decision: str, section: str, text: str, *, by) -> InsightCarry:
    """The clause, and where it came from. What is decided already stays so."""
    version, insight = held(insight, charter)
    known = decided(insight, charter)
    if known:
        return known
    require(can_take_insight(by, insight, version))
    key = uuid7()
    fields = adding.clause_of(section, text, key, None, {}).values
    saved = items.save(version, key, fields, UNREAD, by=by, kind=section)
    carry = decide(insight, charter, decision, by, item_key=saved.item.key)
    moved(insight, State.CARRIED)
    notify.carried(carry, by=by)
    return carry


def held(insight: Insight, charter: Charter) -> tuple[CharterVersion, Insight]:
    """The insight is held, so that it is decided about once; the text is held by whoever writes in it."""
    insight, version = lock(insight), open_version(charter)
    if version is None:
        raise Stale(_("This charter is not being written now."))
    return version, insight


def decided(insight: Insight, charter: Charter) -> InsightCarry | None:
    return InsightCarry.objects.filter(insight=insight, charter=charter).first()


def decide(insight, charter, decision, by, **fields) -> InsightCarry:
    return InsightCarry.objects.create(
        insight=insight, charter=charter, team_id=charter.team_id, decision=decision, decided_by=by, **fields
    )


@transaction.atomic
def undo_carry(carry: InsightCarry, *, by) -> Insight:
    """While the text is a draft: the clause leaves it again (the draft can put it back), and nothing is decided."""
    insight, version = lock(carry.insight), open_version(carry.charter)
    carry = InsightCarry.objects.filter(pk=carry.pk).select_related("charter").first()
    if carry is None:
        return insight
    require(can_undo_carry(by, carry, version))
    if carry.item_key and items.find(version, carry.item_key):
        items.remove(version, carry.item_key, by=by)
    notify.undone(carry)
    carry.delete()
    return settle(insight)


@transaction.atomic
def mark_insight(carry: InsightCarry, outcome: str, *, by) -> InsightCarry:
    """A writer says whether the clause helped; another may say otherwise as long as the review is open."""
    review = CharterReview.objects.open().filter(charter=carry.charter_id).select_related("charter").first()
    insight = lock(carry.insight)
    carry = lock(carry)
    require(can_mark_insight(by, carry, review))
    carry.outcome, carry.review, carry.marked_by, carry.marked_at = outcome, review, by, timezone.now()
    carry.save(update_fields=["outcome", "review", "marked_by", "marked_at"])
    settle(insight)
    return carry


def settle(insight: Insight) -> Insight:
    """Where an insight stands follows from what charters made of it; one that was dropped stays dropped."""
    return insight if insight.state == State.DROPPED else moved(insight, standing(insight))


def standing(insight: Insight) -> str:
    """Confirmed once it helped anywhere, tried once it made no difference, carried as long as nobody knows."""
    outcomes = set(insight.carries.taken().values_list("outcome", flat=True))
    known = [state for outcome, state in STATE_OF.items() if outcome in outcomes]
    return known[0] if known else State.CARRIED if outcomes else State.ACCEPTED
