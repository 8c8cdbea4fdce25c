"""A whole sheet as headings and lines, to be read and nothing else. Pure."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from negotiations.content import Content, Entry, Estimate, Issue, Part
from negotiations.kinds import KINDS, SIDES
from negotiations.limits import named

WORDS = dict(SIDES)


class Section(NamedTuple):
    """A heading and lines of (label, text)."""

    heading: str
    lines: list[tuple[str, str]]


def sections(content: Content) -> list[Section]:
    """What has no lines is left out."""
    found = [
        Section(_("Sheet"), about(content)),
        Section(_("Limits"), limits(content)),
        *(Section(str(kind.labels), [line(part) for part in content.parts_of(name)]) for name, kind in KINDS.items()),
        Section(_("Issues and options"), [one for issue in content.issues for one in issue_lines(issue)]),
        Section(_("Packages"), [(package.name, chosen(content, package)) for package in content.packages]),
        *(Section(f"{talks.held_on} {talks.title}", [entry(one) for one in talks.entries]) for talks in content.talks),
        Section(_("How it ended"), [(one.ended_on, one.words) for one in content.endings]),
    ]
    return [one for one in found if one.lines]


def about(content: Content) -> list[tuple[str, str]]:
    lines = [(_("Title"), content.title), (_("With whom"), content.counterpart), (_("On"), content.meets_on)]
    return [one for one in lines if one[1]]


def limits(content: Content) -> list[tuple[str, str]]:
    found = [(one.name, joined(one.in_words, one.note)) for one in named(content.limits)]
    return [(name, words) for name, words in found if words]


def joined(*words: str) -> str:
    return " – ".join(word for word in words if word)


def line(part: Part) -> tuple[str, str]:
    """The heading of a part, and its other fields with their labels."""
    kind = KINDS[part.kind]
    rest = [
        f"{field.label}: {said(field, part.values[field.name])}"
        for field in kind.fields
        if field.name != kind.heading and part.values.get(field.name) not in (None, "", False)
    ]
    return part.heading, "\n".join(rest)


def said(field, value) -> str:
    return str(dict(field.choices).get(value, value)) if field.choices else str(value)


def issue_lines(issue: Issue) -> list[tuple[str, str]]:
    whole = [(issue.name, joined(issue.note, numbers(_("weight"), issue.own, issue.other)))]
    return whole + [(f"{issue.name}: {one.name}", numbers(_("score"), one.own, one.other)) for one in issue.options]


def numbers(word: str, own: Estimate, other: Estimate) -> str:
    given = [(party, estimate) for party, estimate in (("own", own), ("other", other)) if estimate.points is not None]
    return "; ".join(
        f"{word}, {WORDS[party]}: {joined(str(estimate.points), estimate.evidence_note)}" for party, estimate in given
    )


def chosen(content: Content, package) -> str:
    names = []
    for key, option in package.choices.items():
        issue = content.by_key.get(key)
        if issue and option in issue.by_key:
            names.append(f"{issue.name}: {issue.by_key[option].name}")
    return "\n".join(names)


def entry(one: Entry) -> tuple[str, str]:
    return str(WORDS.get(one.party, "")), joined(one.words, one.heard)
