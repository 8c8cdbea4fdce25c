"""How each sees the options: alone, until all have handed in. Before that nothing of it moves anything that others see."""

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common import merging
from common.permissions import Stale, require
from conflicts.actions.holding import held, record
from conflicts.actions.options import last_round, turn
from conflicts.models import ConflictCase, HandedIn, OptionRating, RatingRound
from conflicts.notify import telling
from conflicts.permissions import can_hand_in, can_rate, can_take_back, joined_parties, party_of
from conflicts.permissions.options import has_handed_in
from conflicts.wording import CHANGED_MEANWHILE

Step = RatingRound.State
FIELDS = ("value", "note")


@transaction.atomic
def rate(case: ConflictCase, given: dict[UUID, dict], stamp: str, listing: str, *, by) -> merging.Merge:
    """Keeps how somebody sees some options, {option: {"value", "note"}}. With conflicts nothing was written.

    `stamp` is what the person's form was read at (common.merging), `listing` which list it showed. Nothing is recorded
    and the case does not move: not even that somebody has begun is told.
    """
    case = held(case)
    current = last_round(case)
    require(can_rate(by, current))
    require_listing(current, listing)
    saved = own_ratings(current, party_of(by, case))
    merged = merging.merge(stamp, flat(given), flat({key: row.said for key, row in saved.items()}))
    if not merged.conflicts:
        keep(current, party_of(by, case), saved, merged.values)
    return merged


def require_listing(current: RatingRound, listing: str) -> None:
    if listing != listing_of(current):
        raise Stale(CHANGED_MEANWHILE)


def listing_of(current: RatingRound) -> str:
    """A mark of the options as they stand: a rating is of a text, and of no other."""
    stands = ",".join(f"{one.pk}.{one.revision}" for one in current.options.all())
    return hashlib.sha256(f"{current.pk}:{stands}".encode()).hexdigest()[:16]


def own_ratings(current: RatingRound, party) -> dict[UUID, OptionRating]:
    rows = OptionRating.objects.filter(option__round=current, party=party)
    return {row.option_id: row for row in rows}


def flat(said: dict[UUID, dict]) -> dict:
    """By field, as common.merging takes it."""
    return {f"{key}.{name}": one.get(name) for key, one in said.items() for name in FIELDS}


def stamp_of(said: dict[UUID, dict]) -> str:
    return merging.stamp(0, flat(said))


def keep(current: RatingRound, party, saved: dict[UUID, OptionRating], values: dict) -> None:
    for option in current.options.all():
        said = {"value": values.get(f"{option.pk}.value"), "note": values.get(f"{option.pk}.note") or ""}
        row = saved.get(option.pk) or OptionRating(case=current.case, option=option, party=party)
        if row.said != said and (row.said or said != {"value": None, "note": ""}):
            row.said = said
            row.save()


@transaction.atomic
def hand_in(case: ConflictCase, seen: str, *, by) -> RatingRound:
    """Somebody's part is done; the last one opens all ratings to all. `seen` marks what the person looked through."""
    case = held(case)
    current = last_round(case)
    if has_handed_in(by, current):
        return current
    require(can_hand_in(by, current))
    if seen != mark_of(current, party_of(by, case)):
        raise Stale(CHANGED_MEANWHILE)
    HandedIn.objects.create(case=case, round=current, party=party_of(by, case))
    record("ratings.handed_in", case, by=by)
    if settle_round(case):
        telling.others(case, by=by, what=f"revealed:{current.pk}")
    else:
        telling.others(case, by=by, what=f"handed_in:{current.pk}:{party_of(by, case).pk}")
    return last_round(case)


def mark_of(current: RatingRound, party) -> str:
    """Which list, and one's own ratings of it, as they stand."""
    said = {key: row.said for key, row in own_ratings(current, party).items()}
    return hashlib.sha256(f"{listing_of(current)}{stamp_of(dict(sorted(said.items())))}".encode()).hexdigest()[:16]


@transaction.atomic
def take_back(case: ConflictCase, *, by) -> RatingRound:
    """Somebody wants to change their ratings, while nobody can read them yet."""
    case = held(case)
    current = last_round(case)
    require(can_take_back(by, current))
    HandedIn.objects.filter(round=current, party=party_of(by, case)).delete()
    record("ratings.taken_back", case, by=by)
    return current


def settle_round(case: ConflictCase) -> bool:
    """All who take part have handed in: from now on all read all. Also called when somebody leaves. True where it is so now.

    What somebody rated who left before that goes with them. The case is held.
    """
    current = last_round(case)
    if current.state != Step.RATING:
        return False
    parties = [party.pk for party in joined_parties(case)]
    OptionRating.objects.filter(option__round=current).exclude(party__in=parties).delete()
    HandedIn.objects.filter(round=current).exclude(party__in=parties).delete()
    if len(parties) < 2 or HandedIn.objects.filter(round=current).count() < len(parties):
        return False
    turn(current, Step.REVEALED, revealed_at=timezone.now())
    record("ratings.revealed", case, by=None)
    return True
