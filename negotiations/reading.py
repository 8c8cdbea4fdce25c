"""Reads a sheet from the database, as far as the reader may see it. Every page, export and analysis begins here."""

from dataclasses import replace

from negotiations import content as plain
from negotiations.kinds import OTHER, OWN
from negotiations.models import (
    EstimateChange,
    Issue,
    IssueLink,
    IssueOption,
    IssueWeight,
    OfferSet,
    OptionScore,
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


def read_whole(sheet: PrepSheet, *, with_talks=False) -> plain.Content:
    """Everything, whoever asks: for snapshots and neutral computations alone. Pages use `read`."""
    return replace(
        head_of(sheet),
        parts=tuple(parts_of(sheet)),
        issues=tuple(issues_of(sheet)),
        packages=tuple(
            plain.Package(str(one.pk), one.name, one.origin, one.choices, key_of(one.offer_set_id))
            for one in Package.objects.filter(sheet=sheet)
        ),
        offer_sets=tuple(
            plain.OfferSet(str(one.pk), one.score, one.tolerance, key_of(one.preferred_id))
            for one in OfferSet.objects.filter(sheet=sheet)
        ),
        links=tuple(
            plain.Link(str(one.pk), one.kind, tuple(map(tuple, one.choices)), one.own, one.other)
            for one in IssueLink.objects.filter(sheet=sheet)
        ),
        scenarios=tuple(
            plain.Scenario(str(one.pk), one.name, one.overrides) for one in Scenario.objects.filter(sheet=sheet)
        ),
        **(talks_of(sheet) if with_talks else {}),
    )


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


def parts_of(sheet):
    for part in SheetPart.objects.filter(sheet=sheet, removed_at=None):
        yield plain.Part(str(part.pk), part.kind, part.values)


def issues_of(sheet):
    weights = {(one.issue_id, one.party): one for one in IssueWeight.objects.filter(sheet=sheet)}
    scores = {(one.option_id, one.party): one for one in OptionScore.objects.filter(sheet=sheet)}
    options = {}
    for option in IssueOption.objects.filter(sheet=sheet):
        options.setdefault(option.issue_id, []).append(
            plain.Option(
                str(option.pk), option.name, *(estimate(scores.get((option.pk, side))) for side in (OWN, OTHER)),
                key_of(option.agenda_option_id),
            )
        )  # fmt: skip
    for issue in Issue.objects.filter(sheet=sheet):
        own, other = (estimate(weights.get((issue.pk, side))) for side in (OWN, OTHER))
        here = tuple(options.get(issue.pk, ()))
        yield plain.Issue(str(issue.pk), issue.name, issue.note, own, other, here, key_of(issue.agenda_issue_id))


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
