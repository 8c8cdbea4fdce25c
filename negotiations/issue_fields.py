"""An issue as the fields of its form, and what the fields mean for it. Pure.

Names: name, note, own, other, low, high, confidence, rests; and for each option name-KEY, own-KEY, other-KEY. A line that
is still empty has a KEY of its own, `new-` and an identifier, so that the same form makes the option once.
"""

from dataclasses import replace
from uuid import UUID, uuid5

from negotiations.content import Estimate, Issue
from negotiations.kinds import OTHER, OWN, SIDES

NEW = "new-"
OF_OPTION = ("name", OWN, OTHER)
PARTIES = tuple(side for side, _label in SIDES)


def flat(issue: Issue) -> dict:
    them = issue.other
    fields = {
        "name": issue.name, "note": issue.note, "own": issue.own.points, "other": them.points, "low": them.low,
        "high": them.high, "confidence": them.confidence, "rests": them.evidence_note,
    }  # fmt: skip
    for option in issue.options:
        values = (option.name, option.own.points, option.other.points)
        fields |= {f"{part}-{option.key}": value for part, value in zip(OF_OPTION, values, strict=True)}
    return fields


def blank(key: str) -> dict:
    """The fields of an empty line; their marks belong into the stamp, else the first words in it would be a conflict."""
    return {f"{part}-{key}": "" for part in OF_OPTION}


def real(issue_key: str, key: str) -> str:
    """The key of the option that a line makes: what a stranger sends can never be a row of another sheet."""
    return str(uuid5(UUID(issue_key), key)) if key.startswith(NEW) else key


def part_of(name: str) -> tuple[str, str]:
    """("own", KEY) of own-KEY; a field of the issue itself has no key."""
    part, _dash, key = name.partition("-")
    return part, key


def is_key(text: str) -> bool:
    try:
        return str(UUID(text.removeprefix(NEW))) == text.removeprefix(NEW)
    except ValueError:
        return False


def option_keys(fields: dict) -> list[str]:
    return [key for part, key in map(part_of, fields) if part == "name" and key]


def weight_in(fields: dict, party: str, before: Estimate, bars: frozenset) -> Estimate:
    """The weight as the fields say it, and where it comes from if the number is another."""
    if party == OTHER:
        said = {"low": fields["low"], "high": fields["high"], "confidence": fields["confidence"]}
        before = replace(before, **said, evidence_note=fields["rests"])
    return with_points(before, fields[party], party in bars)


def with_points(before: Estimate, points: int | None, by_bar: bool) -> Estimate:
    """A number that a person sets stands for itself: words that moved the old one are no evidence of it."""
    points = None if points == "" else points
    if before.points == points:
        return before
    return replace(before, points=points, origin="bars" if by_bar else "typed", evidence="")
