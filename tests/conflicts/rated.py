"""Rounds of options, brought to their steps by the real actions."""

from conflicts.actions import options, ratings
from conflicts.models import ConflictCase, RatingRound
from tests.conflicts.disagreements import find, party, with_options

TEXTS = ("The plan stands by Monday noon", "A day for tests before each release", "Nothing changes")


def listed(opener, *others, texts=TEXTS, **fields) -> ConflictCase:
    """An open list; the opener proposed all of it."""
    case = with_options(opener, *others, **fields)
    options.add_options(case, [(text, "") for text in texts], by=opener)
    return find(case)


def rating(opener, *others, **fields) -> ConflictCase:
    """The list is closed; nobody has rated anything."""
    case = listed(opener, *others, **fields)
    options.begin_rating(case, by=opener)
    return find(case)


def revealed(opener, *others, **fields) -> ConflictCase:
    """All have rated all of it as good for them."""
    case = rating(opener, *others, **fields)
    for who in (opener, *others):
        handed_in_by(case, who, 2)
    return find(case)


def current(case: ConflictCase) -> RatingRound:
    return options.last_round(find(case))


def rated_by(case: ConflictCase, who, *values, notes=()) -> None:
    """Values in the order of the list; one value is meant of all. Based on what stands now."""
    found = current(case)
    listed_now = list(found.options.all())
    values = values * len(listed_now) if len(values) == 1 else values
    notes = [*notes, *[""] * len(listed_now)]
    given = {
        one.pk: {"value": value, "note": note}
        for one, value, note in zip(listed_now, values, notes[: len(listed_now)], strict=True)
    }
    rows = ratings.own_ratings(found, party(case, who))
    stood = {one.pk: rows[one.pk].said if one.pk in rows else {} for one in listed_now}
    ratings.rate(case, given, ratings.stamp_of(stood), ratings.listing_of(found), by=who)


def handed_in_by(case: ConflictCase, who, *values, notes=()) -> None:
    rated_by(case, who, *values, notes=notes)
    found = current(case)
    ratings.hand_in(case, ratings.mark_of(found, party(case, who)), by=who)
