"""Reads a sheet from the database, as far as the reader may see it. Every page, export and analysis begins here."""

from dataclasses import replace

from django.db.models import FilteredRelation, Q

from negotiations import content as plain
from negotiations.kinds import OTHER, OWN
from negotiations.models import (
    EstimateChange,
    Issue,
    IssueLink,
    IssueOption,
    Outcome,
    Package,
    PrepSheet,
    Scenario,
    Session,
    SessionEntry,
    SheetPart,
)
from negotiations.permissions import sees_limits

NONE = plain.Estimate()


def read(sheet: PrepSheet, reader) -> plain.Content:
    """The words and numbers of preparing: parts, issues, packages. Without limits for who may not see them."""
    whole = read_whole(sheet)
    return whole if sees_limits(reader, sheet) else whole.without_limits()


def read_words(sheet: PrepSheet, reader) -> plain.Content:
    """What stands there in words, the names of the issues and the limits; for pages that need no numbers."""
    names = Issue.objects.filter(sheet=sheet)
    whole = replace(
        head_of(sheet),
        parts=tuple(parts_of(sheet)),
        issues=tuple(plain.Issue(str(one.pk), one.name, one.note) for one in names),
    )
    return whole if sees_limits(reader, sheet) else whole.without_limits()


def read_all(sheet: PrepSheet, reader) -> plain.Content:
    """The same with the talks, the history of estimates and the outcomes."""
    whole = read_whole(sheet, with_talks=True)
    return whole if sees_limits(reader, sheet) else whole.without_limits()


def read_numbers(sheet: PrepSheet, reader) -> plain.Content:
    """Issues, packages and links without the words around them; for pages that only reckon."""
    whole = replace(head_of(sheet), **numbers_of(sheet))
    return whole if sees_limits(reader, sheet) else whole.without_limits()


def read_whole(sheet: PrepSheet, *, with_talks=False) -> plain.Content:
    """Everything, whoever asks: for snapshots and neutral computations alone. Pages use `read`."""
    scenarios = Scenario.objects.filter(sheet=sheet)
    return replace(
        head_of(sheet),
        parts=tuple(parts_of(sheet)),
        scenarios=tuple(plain.Scenario(str(one.pk), one.name, one.overrides) for one in scenarios),
        **numbers_of(sheet),
        **(talks_of(sheet) if with_talks else {}),
    )


def numbers_of(sheet) -> dict:
    packages = list(Package.objects.filter(sheet=sheet).select_related("offer_set"))
    links = IssueLink.objects.filter(sheet=sheet)
    return {
        "issues": tuple(issues_of(sheet)),
        "packages": tuple(
            plain.Package(str(one.pk), one.name, one.origin, one.choices, key_of(one.offer_set_id)) for one in packages
        ),
        "offer_sets": tuple(offer_sets_of(packages)),
        "links": tuple(
            plain.Link(str(one.pk), one.kind, tuple(map(tuple, one.choices)), one.own, one.other) for one in links
        ),
    }


def head_of(sheet: PrepSheet) -> plain.Content:
    """What stands in the row of the sheet itself; costs nothing."""
    return plain.Content(
        title=sheet.title,
        counterpart=sheet.counterpart,
        depth=sheet.depth,
        state=sheet.state,
        meets_on=sheet.meets_on.isoformat() if sheet.meets_on else "",
        limits=plain.Limits(**{name: getattr(sheet, name) for name in PrepSheet.LIMITS}),
    )


def key_of(pk) -> str:
    return str(pk) if pk else ""


def offer_sets_of(packages):
    """The sets of equal offers that these packages are of, the latest first; one that lost all of its offers is none."""
    found = {one.offer_set_id: one.offer_set for one in packages if one.offer_set_id}
    for one in sorted(found.values(), key=lambda one: (one.made_at, one.pk), reverse=True):
        yield plain.OfferSet(str(one.pk), one.score, one.tolerance, key_of(one.preferred_id))


def parts_of(sheet):
    for part in SheetPart.objects.filter(sheet=sheet, removed_at=None):
        yield plain.Part(str(part.pk), part.kind, part.values)


def issues_of(sheet):
    """Issues with their options and the numbers of both sides, in two statements."""
    options = {}
    for option in with_numbers(IssueOption.objects.filter(sheet=sheet), "scores"):
        numbers = (estimate(getattr(option, side, None)) for side in (OWN, OTHER))
        options.setdefault(option.issue_id, []).append(
            plain.Option(str(option.pk), option.name, *numbers, key_of(option.agenda_option_id))
        )
    for issue in with_numbers(Issue.objects.filter(sheet=sheet), "weights"):
        own, other = (estimate(getattr(issue, side, None)) for side in (OWN, OTHER))
        here = tuple(options.get(issue.pk, ()))
        yield plain.Issue(str(issue.pk), issue.name, issue.note, own, other, here, key_of(issue.agenda_issue_id))


def with_numbers(rows, numbers: str):
    """Each row with the number of either side beside it, as `own` and `other`; without one where nobody has given it."""
    beside = {side: FilteredRelation(numbers, condition=Q(**{f"{numbers}__party": side})) for side in (OWN, OTHER)}
    return rows.annotate(**beside).select_related(*beside)


def estimate(row) -> plain.Estimate:
    if row is None:
        return NONE
    return plain.Estimate(
        row.points, row.low, row.high, row.confidence, row.origin, key_of(row.evidence_id), row.evidence_note
    )


def talks_of(sheet) -> dict:
    entries = {}
    for one in SessionEntry.objects.filter(sheet=sheet, removed_at=None).select_related("author"):
        entries.setdefault(one.session_id, []).append(entry(one))
    talks = Session.objects.filter(sheet=sheet)
    return {
        "talks": tuple(
            plain.Talks(str(one.pk), one.title, one.held_on.isoformat(), one.with_whom, tuple(entries.get(one.pk, ())))
            for one in talks
        ),
        "changes": tuple(map(change, EstimateChange.objects.filter(sheet=sheet).select_related("by"))),
        "endings": tuple(map(ending, Outcome.objects.filter(sheet=sheet))),
    }


def entry(one: SessionEntry) -> plain.Entry:
    return plain.Entry(
        str(one.pk), one.kind, one.party, one.words, one.heard, one.reflected_back, one.confirmed_by_them,
        one.acknowledged, key_of(one.package_id), one.at.isoformat(), str(one.author or ""),
    )  # fmt: skip


def change(one: EstimateChange) -> plain.Change:
    about = key_of(one.issue_id or one.option_id)
    return plain.Change(
        one.kind, one.party, about, one.before, one.after, key_of(one.entry_id), one.at.isoformat(), str(one.by or "")
    )


def ending(one: Outcome) -> plain.Ending:
    return plain.Ending(
        str(one.pk), one.kind, key_of(one.package_id), one.words, one.ended_on.isoformat(),
        one.check_on.isoformat() if one.check_on else "", one.checked_at.isoformat() if one.checked_at else "",
        one.check_words,
    )  # fmt: skip
