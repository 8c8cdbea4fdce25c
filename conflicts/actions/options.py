"""What could be done: found together, round by round. Nobody is told who proposed what."""

from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.permissions import Denied, Stale, require
from conflicts.actions.holding import held, record
from conflicts.actions.stepping import open_round
from conflicts.models import ConflictCase, Option, OptionRating, RatingRound
from conflicts.notify import telling
from conflicts.permissions import (
    can_add_option,
    can_begin_rating,
    can_edit_option,
    can_open_again,
    can_remove_option,
    can_start_another_round,
    party_of,
)
from conflicts.permissions.options import MOST_OPTIONS
from conflicts.wording import CHANGED_MEANWHILE

Step = RatingRound.State


def last_round(case: ConflictCase) -> RatingRound:
    """The round that is open or was rated last. One that is not begun is refused by every rule, with its reason."""
    found = case.rounds.order_by("-number").first() or RatingRound(case=case)
    found.case = case
    return found


def add_option(case: ConflictCase, text: str, *, by, detail: str = "", key: UUID | None = None) -> Option:
    """One more thing that could be done; also by the neutral whom all accepted."""
    return add_options(case, [(text, detail)], by=by, token=key)[0]


@transaction.atomic
def add_options(case: ConflictCase, found: list[tuple[str, str]], *, by, token: UUID | None = None) -> list[Option]:
    """Each with how it would work, if that is said. The same `token` adds once, however often its form is sent."""
    case = held(case)
    if token and (sent_before := list(case.options.filter(pk__in=keys_of(token, len(found))))):
        return sent_before
    current = last_round(case)
    require(can_add_option(by, current))
    added = put_on(current, found, party_of(by, case), token)
    # Nobody's name: the story is read by all.
    record("option.added", case, by=None)
    telling.others(case, by=by, what=f"options:{current.pk}:{today()}")
    return added


def keys_of(token: UUID | None, number: int) -> list[UUID]:
    return [uuid5(token, str(place)) for place in range(number)] if token else []


def put_on(current: RatingRound, found: list[tuple[str, str]], party, token: UUID | None) -> list[Option]:
    """One after the other; all of them, or none where there is no room for all."""
    require(current.options.count() + len(found) <= MOST_OPTIONS or Denied(_("The list has no room for all of these.")))
    keys = keys_of(token, len(found))
    return [
        Option.objects.create(
            case=current.case, round=current, party=party, text=text, detail=detail, **({"id": keys[place]} if keys else {})
        )
        for place, (text, detail) in enumerate(found)
    ]  # fmt: skip


def today() -> date:
    return timezone.now().date()


def held_option(option: Option) -> Option:
    """Read again, with the held case around it."""
    case = held(option.case)
    found = Option.objects.select_related("round").filter(pk=option.pk).first()
    if found is None:
        raise Stale(CHANGED_MEANWHILE)
    found.case = found.round.case = case
    return found


@transaction.atomic
def edit_option(option: Option, revision: int, *, by, text: str, detail: str = "") -> Option:
    """In other words, while the list is open. `revision` is what the writer saw."""
    option = held_option(option)
    require(can_edit_option(by, option))
    if (option.text, option.detail) == (text, detail):
        return option
    if option.revision != revision:
        raise Stale(CHANGED_MEANWHILE)
    option.text, option.detail, option.revision = text, detail, option.revision + 1
    option.save(update_fields=["text", "detail", "revision"])
    forget_values(option)
    record("option.edited", option.case, by=None)
    return option


def forget_values(option: Option) -> None:
    """The list may have been closed and opened again: what was rated was another text. The notes stay with their authors."""
    for rating in OptionRating.objects.filter(option=option):
        rating.said = rating.said | {"value": None}
        rating.save(update_fields=["said"])


@transaction.atomic
def remove_option(option: Option, *, by) -> None:
    """Off the list, while it is open."""
    case = held(option.case)
    found = Option.objects.select_related("round").filter(pk=option.pk).first()
    if found is None:
        return
    found.case = found.round.case = case
    require(can_remove_option(by, found))
    found.delete()
    record("option.removed", case, by=None)


@transaction.atomic
def begin_rating(case: ConflictCase, *, by) -> RatingRound:
    """The list is closed; each rates it alone."""
    case = held(case)
    current = last_round(case)
    if current.state == Step.RATING and party_of(by, case):
        return current
    require(can_begin_rating(by, current))
    turn(current, Step.RATING)
    record("rating.begun", case, by=by)
    telling.others(case, by=by, what=f"rating:{current.pk}:{case.moved_at.timestamp()}")
    return current


@transaction.atomic
def open_again(case: ConflictCase, *, by) -> RatingRound:
    """More options are looked for. What was rated so far stays with who rated it."""
    case = held(case)
    current = last_round(case)
    require(can_open_again(by, current))
    turn(current, Step.COLLECTING)
    record("options.opened_again", case, by=by)
    telling.others(case, by=by, what=f"opened_again:{current.pk}:{case.moved_at.timestamp()}")
    return current


def turn(current: RatingRound, state: str, **fields) -> None:
    current.become(state)
    for name, value in fields.items():
        setattr(current, name, value)
    current.save(update_fields=["state", *fields])


@transaction.atomic
def start_another_round(
    case: ConflictCase, found: list[tuple[str, str]], carried: list[UUID], *, by, token: UUID | None = None
) -> RatingRound:
    """A new list: improved or new options, and those of the last round that are worth another look. The rated one stays.

    Where somebody else began it meanwhile, theirs is joined: nothing that was found is lost.
    """
    case = held(case)
    last = last_round(case)
    if token and case.options.filter(pk__in=keys_of(token, MOST_OPTIONS)).exists():
        return last
    require(can_add_option(by, last) if last.state == Step.COLLECTING else can_start_another_round(by, last))
    current = open_round(case)
    current.case = case
    put_on(current, [*found, *texts_of(case, carried, current)], party_of(by, case), token)
    record("round.begun", case, by=by)
    telling.others(case, by=by, what=f"round:{current.pk}")
    return current


def texts_of(case: ConflictCase, carried: list[UUID], current: RatingRound) -> list[tuple[str, str]]:
    """Options of the rounds before, as they stood; what is on the list in the same words is not taken twice."""
    there = {one.text for one in current.options.all()}
    old = case.options.filter(pk__in=carried).exclude(round=current)
    return [(one.text, one.detail) for one in old if one.text not in there]
