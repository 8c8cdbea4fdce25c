"""A charter as Markdown that reads well as plain text, too. Pure."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from charters.content import Content
from charters.exporting.words import adoption_lines
from charters.kinds import KINDS
from charters.pictures.matrix import Matrix
from charters.pictures.timeline import Timeline
from charters.reading import Fact, Holder, ReadClause, ReadPart, ReadRole, read

ALONE = {name for name, kind in KINDS.items() if kind.single}
SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|~"})


def to_markdown(content: Content, record: dict | None, notes: Mapping[str, str] | None = None) -> str:
    parts = [line for part in read(content, notes) for line in part_lines(part)]
    lines = [f"# {line(content.title)}", "", *parts, *record_lines(record)]
    return "\n".join(lines).rstrip() + "\n"


def line(text: str) -> str:
    """Words on one line, in which no sign means anything."""
    return " ".join(text.split()).translate(SIGNS)


def part_lines(part: ReadPart) -> Iterator[str]:
    yield from (f"## {part.number}. {part.part.label}", "")
    if part.roles:
        for role in part.roles:
            yield from role_lines(role)
        return
    for kind in part.kinds:
        if len(part.kinds) > 1 or kind.label != str(part.part.label):
            yield from (f"### {kind.label}", "")
        for clause in kind.clauses:
            yield from clause_lines(clause, is_alone=kind.name in ALONE)
        yield ""
    if part.matrix:
        yield from matrix_lines(part.matrix)
    if part.timeline:
        yield from timeline_lines(part.timeline)


def clause_lines(clause: ReadClause, *, is_alone: bool = False) -> Iterator[str]:
    start = "" if is_alone else "- "
    space = "" if is_alone else "  "
    heading = clause.heading if clause.is_rich else line(clause.heading)
    if clause.name:
        heading = f"**{line(clause.name)}**\n\n{heading}"
    if heading:
        yield from indented(heading, start, space)
    if clause.body:
        yield from ("", *indented(clause.body, space, space))
    if clause.is_rich or clause.name or clause.body or is_alone:
        yield ""
    for fact in clause.facts:
        yield from fact_lines(fact, space)
    yield from gap_lines(clause.gap, space)


def indented(text: str, start: str, space: str) -> Iterator[str]:
    for place, words in enumerate(text.splitlines() or [""]):
        yield (start if place == 0 else space if words else "") + words


def fact_lines(fact: Fact, space: str) -> Iterator[str]:
    if not fact.is_rich:
        yield f"{space}- {fact.label}: {line(fact.value)}"
        return
    yield f"{space}- {fact.label}:"
    yield ""
    yield from indented(fact.value, space + "  ", space + "  ")
    yield ""


def gap_lines(gap: str, space: str) -> Iterator[str]:
    if gap:
        yield f"{space}- {_('Kept from the file:')} {line(gap)}"


def role_lines(role: ReadRole) -> Iterator[str]:
    yield from (f"### {line(role.title)}", "")
    if role.purpose:
        yield from (role.purpose, "")
    yield from holder_lines(_("Held by"), [*role.holders, *role.further_holders])
    yield from holder_lines(_("Former holders"), role.former)
    if role.vacant:
        yield from (_("Vacant seats: %(count)s") % {"count": role.vacant}, "")
    yield from listed(_("Accountable for"), role.accountabilities)
    yield from listed(_("Not accountable for"), role.not_accountable_for)
    for fact in role.facts:
        yield from fact_lines(fact, "")
    yield from gap_lines(role.gap, "")
    yield ""


def holder_lines(label: str, holders: list[Holder]) -> Iterator[str]:
    if holders:
        yield from (f"**{label}**", "", *(f"- {holder_words(one)}" for one in holders), "")


def listed(label: str, clauses: list[ReadClause]) -> Iterator[str]:
    if clauses:
        yield from (f"**{label}**", "")
        for clause in clauses:
            yield from clause_lines(clause)
        yield ""


def holder_words(holder: Holder) -> str:
    notes = f" ({line(holder.notes)})" if holder.notes else ""
    gap = f" – {line(holder.gap)}" if holder.gap else ""
    return line(holder.name) + notes + gap


def matrix_lines(matrix: Matrix) -> Iterator[str]:
    yield from (f"### {_('Who does what')}", "")
    yield f"| {_('Deliverable')} | {' | '.join(line(one) for one in matrix.columns)} |"
    yield "|---" * (len(matrix.columns) + 1) + "|"
    for row in matrix.rows:
        yield f"| {line(row.title)} | {' | '.join(cell.letters for cell in row.cells)} |"
    yield ""


def timeline_lines(timeline: Timeline) -> Iterator[str]:
    yield from (f"### {_('When what is due')}", "")
    for row in timeline.rows:
        more = f" +{row.more}" if row.more else ""
        yield f"- {line(row.due)}: {line(row.title)}{more}"
    for title, due in timeline.undated:
        yield f"- {line(due)}: {line(title)}"
    yield ""


def record_lines(record: dict | None) -> Iterator[str]:
    if record:
        yield from (f"## {_('Adoption')}", "", *(f"- {line(one)}" for one in adoption_lines(record)), "")
