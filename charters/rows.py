"""The draft as one page sees it: parts, lists and short lines, no forms. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charters.content import Clause, Content
from charters.due import label
from charters.kinds import KINDS, PARTS, Kind, Part, children_of

LINE, SHORT, PROSE = 140, 40, 600
SHOWN = 60
ONE = {
    "in_scope": gettext_lazy("what is in scope"), "out_of_scope": gettext_lazy("what is out of scope"),
    "not_accountable_for": gettext_lazy("what it does not answer for"), "contingency": gettext_lazy("if-then plan"),
}  # fmt: skip
BESIDE = ("due", "of", "from_whom", "within", "who", "actor", "owner", "respond_within", "when")


@dataclass(frozen=True)
class Row:
    """One clause in one line, with what is worth knowing beside it. `warnings` are notes that want a hand."""

    key: str
    line: str
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    talks: int = 0


@dataclass(frozen=True)
class KindList:
    """All clauses of one kind, or as many as a page holds; `more` are left out."""

    kind: Kind
    rows: list[Row]
    total: int
    parent: str = ""
    examples: list[str] = field(default_factory=list)
    has_own_example: bool = False

    @property
    def more(self) -> int:
        return self.total - len(self.rows)

    @property
    def one(self) -> str:
        """What the button adds."""
        return str(ONE.get(self.kind.name) or str(self.kind.label).lower())

    @property
    def is_full(self) -> bool:
        """A kind that exists once and is written."""
        return self.kind.single and self.total > 0


@dataclass(frozen=True)
class Card:
    """One part of the charter."""

    part: Part
    lists: list[KindList]

    @property
    def total(self) -> int:
        return sum(one.total for one in self.lists)


def cards(content: Content, talks: Mapping[str, int], examples: Mapping, whole: str = "") -> list[Card]:
    """Every part with its kinds; `whole` names the one list that is shown to its end."""
    return [
        Card(
            part,
            [kind_list(content, KINDS[name], talks, "", examples.get(name, []), name == whole) for name in part.kinds],
        )
        for part in PARTS
    ]


def kind_list(
    content: Content, kind: Kind, talks: Mapping[str, int], parent="", examples=(), is_whole=False
) -> KindList:
    clauses = content.of(kind.name, parent)
    shown = clauses if is_whole else clauses[:SHOWN]
    given = [said(kind, example) for example in examples] or ([str(kind.example)] if kind.example else [])
    return KindList(
        kind, [row(content, clause, talks) for clause in shown], len(clauses), parent, given, bool(examples)
    )


def parts_of(content: Content, clause: Clause, talks: Mapping[str, int], whole: str = "") -> list[KindList]:
    """What belongs to a clause: the accountabilities and holders of a role."""
    return [
        kind_list(content, kind, talks, clause.key, is_whole=kind.name == whole) for kind in children_of(clause.kind)
    ]


def said(kind: Kind, example: Mapping) -> str:
    """An example as one would read it aloud."""
    return " · ".join(str(example[field.name]) for field in kind.fields if example.get(field.name))


def row(content: Content, clause: Clause, talks: Mapping[str, int]) -> Row:
    notes, warnings = NOTES.get(clause.kind, plain)(content, clause)
    if clause.gap:
        warnings = [*warnings, _("from the file: %(gap)s") % {"gap": shortened(clause.gap, LINE)}]
    return Row(clause.key, line_of(clause), [note for note in notes if note], warnings, talks.get(clause.key, 0))


def line_of(clause: Clause) -> str:
    words = LINES.get(clause.kind, heading)(clause)
    return shortened(words, PROSE if KINDS[clause.kind].single else LINE) or _("(empty)")


def heading(clause: Clause) -> str:
    return clause.heading


def line_of_dates(clause: Clause) -> str:
    return _("%(starts)s to %(ends)s") % {
        "starts": label(clause["starts"]) or "…",
        "ends": label(clause["ends"]) or "…",
    }


def line_of_rule(clause: Clause) -> str:
    chosen = dict(KINDS["decision_rule"].by_name["rule"].choices).get(clause["rule"])
    return str(chosen or clause["text"] or _("No rule chosen yet"))


def line_of_plan(clause: Clause) -> str:
    return _("If %(trigger)s, then %(response)s") % {
        "trigger": clause["trigger"],
        "response": clause["response"] or "…",
    }


def line_of_agreement(clause: Clause) -> str:
    return clause["title"] or clause["text"]


def shortened(text: str, length: int) -> str:
    plain = " ".join(str(text).split())
    return plain if len(plain) <= length else plain[: length - 1].rstrip() + "…"


def plain(content: Content, clause: Clause):
    """The short fields that most kinds have."""
    names = [name for name in BESIDE if name in KINDS[clause.kind].by_name]
    return [label(clause[name]) if name == "due" else shortened(clause[name], SHORT) for name in names], []


def of_role(content: Content, clause: Clause):
    holders = [holder["name"] for holder in content.holders(clause.key)]
    vacant = max(int(clause["seats"] or 1) - len(holders), 0)
    duties = len(content.of("accountability", clause.key))
    missing = [] if duties else [_("no accountability yet")]
    if vacant:
        missing.append(ngettext("vacant", "%(count)d seats vacant", vacant) % {"count": vacant})
    counted = ngettext("%(count)d accountability", "%(count)d accountabilities", duties) % {"count": duties}
    return [several(holders), counted if duties else ""], missing


def several(names: list[str]) -> str:
    if len(names) <= 3:
        return ", ".join(shortened(name, SHORT) for name in names)
    shown = ", ".join(shortened(name, SHORT) for name in names[:2])
    return _("%(names)s and %(rest)d others") % {"names": shown, "rest": len(names) - 2}


def of_deliverable(content: Content, clause: Clause):
    """Who answers for it; two A's are allowed while one writes, and said."""
    roles = {role.key: role.heading for role in content.of("role")}
    letters = {key: letter for key, letter in clause["letters"].items() if key in roles}
    accountable = [shortened(roles[key], SHORT) for key, letter in letters.items() if "A" in letter]
    answers = _("A: %(roles)s") % {"roles": several(accountable)} if accountable else ""
    return [clause["group"], label(clause["due"]), answers], standing(letters, clause["due"])


def standing(letters: Mapping[str, str], due) -> list[str]:
    """What a deliverable still wants: exactly one A, an R, a date."""
    accountable = sum("A" in letter for letter in letters.values())
    found = [_("nobody is A")] if not accountable else []
    if accountable > 1:
        found.append(_("%(count)d A’s") % {"count": accountable})
    if not any("R" in letter for letter in letters.values()):
        found.append(_("nobody is R"))
    return found if due else [*found, _("no date")]


def of_holder(content: Content, clause: Clause):
    former = _("former") if clause["former"] else ""
    account = "" if clause.person or clause["former"] else _("no account")
    hours = _("%(hours)s h a week") % {"hours": clause["hours"]} if clause["hours"] else ""
    return [former, clause["affiliation"], clause["share"], hours, account], []


def of_agreement(content: Content, clause: Clause):
    return [shortened(clause["text"], LINE) if clause["title"] else "", shortened(clause["owner"], SHORT)], []


def of_rule(content: Content, clause: Clause):
    tie = _("else: %(tie)s") % {"tie": shortened(clause["tie_break"], LINE)} if clause["tie_break"] else ""
    return [tie], [] if tie else [_("no tie-break yet")]


LINES = {
    "dates": line_of_dates, "decision_rule": line_of_rule, "contingency": line_of_plan, "working_agreement": line_of_agreement,
}  # fmt: skip
NOTES = {
    "role": of_role, "deliverable": of_deliverable, "assignment": of_holder, "working_agreement": of_agreement,
    "decision_rule": of_rule, "dates": lambda content, clause: ([], []),
}  # fmt: skip
