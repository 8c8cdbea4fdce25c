"""Each party's own card: written in private, read by the others as it was shared."""

from django.db import transaction
from django.utils import timezone

from common.permissions import Stale, require
from conflicts import card as questions
from conflicts.actions.holding import held, record
from conflicts.models import ConflictCard, ConflictCase, Point
from conflicts.notify import telling
from conflicts.permissions import can_share_card, can_write_card, party_of
from conflicts.wording import CHANGED_MEANWHILE

# Beside the answers: what the others never read.
OWN = ("habit", "for_mediator")


@transaction.atomic
def write_card(case: ConflictCase, revision: int, *, by, **answers: str) -> ConflictCard:
    """The person's own draft; the others read none of it before it is shared. `revision` is what the writer saw."""
    case = held(case)
    require(can_write_card(by, case))
    card = own_card(case, by)
    own = {name: answers.pop(name) for name in OWN if name in answers}
    given = own | {"draft": questions.blank() | card.draft | answers}
    if all(getattr(card, name) == value for name, value in given.items()):
        return card
    if card.revision != revision:
        raise Stale(CHANGED_MEANWHILE)
    for name, value in given.items():
        setattr(card, name, value)
    card.revision += 1
    card.save(update_fields=["revision", *given])
    return card


def own_card(case: ConflictCase, by) -> ConflictCard:
    return ConflictCard.objects.get_or_create(case=case, party=party_of(by, case))[0]


@transaction.atomic
def share_card(case: ConflictCase, *, by) -> ConflictCard:
    """The others read it from now on, with the interests and yardsticks beside it."""
    case = held(case)
    require(can_share_card(by, case))
    card = own_card(case, by)
    if card.shared == card.draft and not unshared(card).exists():
        return card
    share(card)
    record("card.shared", case, by=by)
    telling.others(case, by=by, what=f"card:{case.moved_at.timestamp()}")
    return card


def share(card: ConflictCard) -> None:
    card.shared, card.shared_at = card.draft, timezone.now()
    card.save(update_fields=["shared", "shared_at"])
    unshared(card).update(shared_at=card.shared_at)


def unshared(card: ConflictCard):
    return Point.objects.filter(party=card.party_id, shared_at=None)
