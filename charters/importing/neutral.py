"""A charter written elsewhere, in a neutral structure, as content of ours. No word is lost. Pure.

What fits no field is kept: short things as a gap beside the clause, long ones as a section that says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from charters import due
from charters.content import Clause, Content
from charters.exporting.schema import LONGEST_GAP
from charters.importing.checking import is_day
from charters.importing.faults import wrong_type
from charters.importing.source import Fault, Path
from charters.kinds import KINDS, TEXT, TITLE
from common.ids import uuid7

LINES, OBJECTS = "lines", "objects"
SHAPE = {
    "id": str, "source": str, "title": str, "purpose": str, "start": str, "end": str, "start_date": date, "end_date": date,
    "scope_in": LINES, "scope_out": LINES, "roles": OBJECTS, "deliverables": OBJECTS, "working_agreements": OBJECTS,
    "stakeholders": list, "versions": OBJECTS, "extra": dict,
}  # fmt: skip
ROLE = {"title": str, "purpose": str, "accountabilities": LINES, "not_accountable_for": LINES, "holders": OBJECTS}
HOLDER = {"name": str, "handle": str, "affiliation": str, "share": str, "note": str, "former": bool}
DELIVERABLE = {
    "title": str, "description": str, "acceptance_criteria": str, "owner_role": str, "due": str, "due_date": date,
    "group": str, "state": str, "done": bool,
}  # fmt: skip
AGREEMENT = {"topic": str, "title": str, "text": str}
STAKEHOLDER = {"name": str, "why": str}
INNER = {"roles": ROLE, "deliverables": DELIVERABLE, "working_agreements": AGREEMENT, "holders": HOLDER, "versions": {}}


def is_neutral(value: object) -> bool:
    return isinstance(value, dict) and "format" not in value and "charter" not in value and "title" in value


def check(value: dict) -> list[Fault]:
    """Wrong types only: whatever else the file says is kept."""
    faults = list(check_shape(value, SHAPE, ()))
    if not faults and not (value["title"] or "").strip():
        faults.append(Fault(_("A charter needs a title."), ("title",)))
    return faults


def check_shape(found: dict, shape: dict, path: Path) -> Iterator[Fault]:
    for name, wanted in shape.items():
        if found.get(name) is not None:
            yield from check_value(name, found[name], wanted, (*path, name))


def check_value(name: str, found: object, wanted, path: Path) -> Iterator[Fault]:
    if wanted is date:
        if not is_day(found):
            yield Fault(_("A day is written like 2026-06-12."), path)
    elif wanted in (LINES, OBJECTS):
        yield from check_items(name, found, str if wanted == LINES else dict, path)
    elif not isinstance(found, wanted):
        yield wrong_type(found, WORDS[wanted](), path)


WORDS = {
    str: lambda: _("text"),
    bool: lambda: _("true or false"),
    dict: lambda: _("an object"),
    list: lambda: _("a list"),
}


def check_items(name: str, found: object, wanted: type, path: Path) -> Iterator[Fault]:
    if not isinstance(found, list):
        yield wrong_type(found, _("a list"), path)
        return
    for place, one in enumerate(found):
        if not isinstance(one, wanted):
            yield wrong_type(one, WORDS[wanted](), (*path, place))
        elif wanted is dict:
            yield from check_shape(one, INNER[name], (*path, place))


@dataclass
class Writer:
    """Collects clauses in order; what is too long or has no field waits for the sections at the end."""

    clauses: list[Clause] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, parent: str = "", gap: dict | None = None, **values) -> str:
        fields = KINDS[kind].by_name
        kept = {one.name: one.empty for one in fields.values()}
        for name, value in values.items():
            kept[name] = self.fitting(value, fields[name]) if fields[name].longest else value
        clause = Clause(
            str(uuid7()), kind, kept, parent, self.gap_of(gap or {}, str(fields[KINDS[kind].heading.name].label))
        )
        self.clauses.append(clause)
        return clause.key

    def fitting(self, text: str | None, one) -> str:
        """The text, or its beginning where it is too long; then the whole of it follows as a section."""
        text = text or ""
        if len(text) <= one.longest:
            return text
        self.left.append((_("%(label)s, in full") % {"label": one.label}, text))
        return text[: one.longest - 1].rstrip() + "…"

    def gap_of(self, left: dict, label: str) -> str:
        words = "; ".join(flat(left))
        if len(words) <= LONGEST_GAP:
            return words
        self.left.append((_("More about: %(label)s") % {"label": label}, "\n".join(flat(left))))
        return _("More of the source stands under “Further sections”.")

    def sections(self) -> None:
        for title, text in self.left:
            for part in chunks(text):
                self.clauses.append(
                    Clause(
                        str(uuid7()),
                        "section",
                        {"title": title, "text": part},
                        "",
                        _("The source says this; it fits no field."),
                    )
                )
        self.left = []


def chunks(text: str) -> Iterator[str]:
    """Pieces that fit, cut between lines or words."""
    while len(text) > TEXT:
        cut = (
            max(text.rfind("\n", 1, TEXT), text.rfind(" ", 1, TEXT))
            if " " in text[1:TEXT] or "\n" in text[1:TEXT]
            else TEXT
        )
        yield text[:cut]
        text = text[cut:]
    yield text


def flat(value: object, name: str = "") -> Iterator[str]:
    """`extra.permissions.review: true`, one line for each value."""
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from flat(one, f"{name}.{inner}" if name else inner)
    elif isinstance(value, list):
        for one in value:
            yield from flat(one, name)
    elif value is not None:
        yield f"{name}: {plain(value)}"


def plain(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def rest(found: dict, shape: dict) -> dict:
    return {name: value for name, value in found.items() if name not in shape}


def to_content(found: dict) -> Content:
    """The neutral charter, which has passed `check`, in the order of our parts."""
    writer = Writer()
    title = title_of(found, writer)
    if found.get("purpose"):
        writer.add("purpose", text=found["purpose"])
    write_dates(found, writer)
    for text in found.get("scope_in") or []:
        writer.add("in_scope", text=text)
    for text in found.get("scope_out") or []:
        writer.add("out_of_scope", text=text)
    for role in found.get("roles") or []:
        write_role(role, writer)
    for one in found.get("deliverables") or []:
        write_deliverable(one, writer)
    write_agreements(found.get("working_agreements") or [], writer)
    for one in found.get("stakeholders") or []:
        write_stakeholder(one, writer)
    writer.sections()
    write_source(found, writer)
    return Content(title, writer.clauses)


def title_of(found: dict, writer: Writer) -> str:
    title = found["title"]
    if len(title) <= TITLE:
        return title
    writer.left.append((_("Title, in full"), title))
    return title[: TITLE - 1].rstrip() + "…"


def write_dates(found: dict, writer: Writer) -> None:
    starts, ends = due_of(found, "start", "start_date"), due_of(found, "end", "end_date")
    if starts or ends:
        writer.add("dates", starts=starts, ends=ends)


def due_of(found: dict, text: str, day: str) -> dict | None:
    """The words as they stand; a day that the source gives beside them is believed."""
    words, on = (found.get(text) or "").strip(), found.get(day)
    if not words and not on:
        return None
    meant = due.parse(words or on)
    if on and meant["on"] != on:
        return {"text": words or on, "on": on, "precision": "day"}
    return dict(meant)


def write_role(role: dict, writer: Writer) -> None:
    key = writer.add("role", gap=rest(role, ROLE), title=role.get("title"), purpose=role.get("purpose"))
    for text in role.get("accountabilities") or []:
        writer.add("accountability", key, text=text)
    for text in role.get("not_accountable_for") or []:
        writer.add("not_accountable_for", key, text=text)
    for holder in role.get("holders") or []:
        known = {name: holder.get(name) for name in ("name", "handle", "affiliation", "share", "note")}
        writer.add("assignment", key, gap=rest(holder, HOLDER), former=bool(holder.get("former")), **known)


def write_deliverable(one: dict, writer: Writer) -> None:
    left = rest(one, DELIVERABLE) | ({"done": one["done"]} if one.get("done") is not None else {})
    writer.add(
        "deliverable",
        gap=left,
        title=one.get("title"),
        description=one.get("description"),
        acceptance_criteria=one.get("acceptance_criteria"),
        due=due_of(one, "due", "due_date"),
        owner=one.get("owner_role"),
        group=one.get("group"),
        status=one.get("state"),
    )


def write_agreements(found: list[dict], writer: Writer) -> None:
    """Meetings become meetings and a single text on decisions the decision rule; the rest are agreements by topic."""
    deciding = [one for one in found if one.get("topic") == "decisions"]
    for one in found:
        left = rest(one, AGREEMENT)
        if one.get("topic") == "meetings":
            writer.add("meeting", gap=left, title=one.get("title"), text=one.get("text"))
        elif deciding == [one] and not left and not one.get("title"):
            writer.add("decision_rule", text=one.get("text"))
        else:
            writer.add(
                "working_agreement", gap=left, text=one.get("text"), title=one.get("title"), topic=one.get("topic")
            )


def write_stakeholder(one: object, writer: Writer) -> None:
    if isinstance(one, dict):
        known = {name: value for name in STAKEHOLDER if isinstance(value := one.get(name), str)}
        writer.add("stakeholder", gap=rest(one, known), **known)
    else:
        writer.add("stakeholder", name=plain(one) if one is not None else "")


def write_source(found: dict, writer: Writer) -> None:
    """Where it came from, what happened to it there, and whatever else the source said."""
    writer.left += [(_("Earlier versions"), "\n".join(f"- {version_line(one)}" for one in found.get("versions") or []))]
    origin = {name: found[name] for name in ("source", "id") if found.get(name)}
    topics = {one["topic"] for one in found.get("working_agreements") or [] if one.get("topic") == "meetings"}
    further = origin | {"topic": sorted(topics)} | rest(found, SHAPE) | (found.get("extra") or {})
    writer.left += [(_("From the source"), "\n".join(f"- {line}" for line in flat(further)))]
    writer.left = [(title, text) for title, text in writer.left if text]
    writer.sections()


def version_line(version: dict) -> str:
    """`6103df1da, 2018-11-12: Create charter.md`"""
    known = [version.get(name) for name in ("label", "date", "start", "end")]
    head = ", ".join(str(one) for one in known if one not in (None, ""))
    more = "; ".join(flat(rest(version, {"label", "date", "start", "end", "change"})))
    return ": ".join(part for part in (head, plain(version.get("change") or ""), more) if part)
