"""What a reviewer should look at, role by role: gap, overlap, overload, vague, vacant, authority missing. Pure.

A finding names what was seen, why it matters and how to mend it. It is a reason to look, never a verdict on a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from charters.content import Clause
from charters.readiness.facts import Facts, listed, named, plain
from charters.readiness.roles import FEWEST_DELIVERABLES, accountable, hours_of, people_in

# Words that hide what is done or when. In other languages nothing is flagged: a check that cannot read says nothing.
FILLER = re.compile(
    r"\b(?:help(?:s|ing)?(?: out)?|support(?:s|ing)?|assist(?:s|ing)?|as (?:needed|required|appropriate|necessary)|"
    r"when(?:ever)? (?:needed|necessary|possible)|if (?:needed|necessary|possible)|and so on|etc\.?|various|"
    r"other (?:tasks|duties)|in general|generally|liaise|be involved|deal(?:s|ing)? with)(?!\w)",
    re.IGNORECASE,
)
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Sort:
    """One of the six sorts of finding: its name, why it matters, how to mend it, where that is known from."""

    name: str
    why: str
    mend: str
    source: str


_l = gettext_lazy
SORTS = {
    "gap": Sort(_l("Gap"), _l("Work that nobody answers for is done late, twice or not at all."),
                _l("Give it to a role, or write down that nobody does it."), "RACI practice"),
    "overlap": Sort(_l("Overlap"), _l("Where two answer for the same, each waits for the other."),
                    _l("Leave it with one role; let the other be asked or told."), "RACI practice; Holacracy domains"),
    "overload": Sort(_l("Overload"), _l("What one person cannot carry stalls everybody who waits for it."),
                     _l("Move a deliverable or some hours to another role, or cut the work."), "RACI pitfalls (2014); ITP Metrics team contract"),
    "vague": Sort(_l("Vague"), _l("A newcomer should understand what is done, and see whether it was."),
                  _l("Begin with what is done: “Testing each release on the pier”."), "Holacracy accountabilities; CS capstone handbook (rubric)"),
    "vacant": Sort(_l("Vacant"), _l("The work of a role without a holder falls on whoever notices."),
                   _l("Name a holder, or say until when the role may stay empty."), "Atlassian roles play; Holaspirit vacant roles"),
    "authority": Sort(_l("Authority missing"), _l("Who answers for a result must be able to decide something about it."),
                      _l("Write what the holder decides without asking."), "Holacracy domains; GlassFrog"),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing seen. `role` is the key of the role it belongs to, empty for the charter as a whole; `key` the clause to look at."""

    sort: str
    words: str
    role: str = ""
    key: str = ""

    @property
    def about(self) -> Sort:
        return SORTS[self.sort]


def find(facts: Facts) -> list[Finding]:
    """All findings, role by role in the order of the charter, then those of no single role."""
    of_roles = [
        *gaps(facts),
        *overlaps(facts),
        *overloads(facts),
        *vague(facts),
        *vacancies(facts),
        *without_authority(facts),
    ]
    order = [role.key for role in facts.content.of("role")]
    by_role = sorted(of_roles, key=lambda finding: order.index(finding.role))
    return [*by_role, *uncovered(facts)]


def gaps(facts: Facts) -> Iterator[Finding]:
    """A role of which nobody can say what it does."""
    for role in facts.content.of("role"):
        if not work_of(facts, role):
            yield Finding("gap", _("The role answers for nothing yet."), role.key, role.key)


def uncovered(facts: Facts) -> Iterator[Finding]:
    """Deliverables that no role works on, or answers for."""
    for item in facts.content.of("deliverable"):
        letters = known_letters(facts, item)
        if not letters["R"] and not letters["A"]:
            yield Finding("gap", _("Nobody works on %(item)s or answers for it.") % {"item": named(item)}, key=item.key)
        elif not letters["A"]:
            yield Finding("gap", _("Nobody answers for %(item)s (no A).") % {"item": named(item)}, key=item.key)
        elif not letters["R"]:
            yield Finding("gap", _("Nobody works on %(item)s (no R).") % {"item": named(item)}, key=item.key)


def overlaps(facts: Facts) -> Iterator[Finding]:
    """The same accountability or decision right in two roles, two roles accountable for one deliverable."""
    said: dict[str, list[tuple[str, Clause]]] = {}
    decided: dict[str, list[tuple[str, Clause]]] = {}
    for role in facts.content.of("role"):
        for one in work_of(facts, role):
            said.setdefault(alike(one.heading), []).append((role.key, one))
        if role["decision_right"].strip():
            decided.setdefault(alike(role["decision_right"]), []).append((role.key, role))
    yield from shared(
        facts, said, _("%(others)s also answers for %(item)s."), _("%(others)s also answer for %(item)s.")
    )
    yield from shared(facts, decided, _("%(others)s decides the same alone."), _("%(others)s decide the same alone."))
    yield from two_accountable(facts)


def shared(facts, found, one_other, several) -> Iterator[Finding]:
    for places in found.values():
        roles = list(dict.fromkeys(role for role, _clause in places))
        for key, clause in dict(places).items():
            others = [named(facts.content.by_key[role]) for role in roles if role != key]
            if others:
                words = ngettext(one_other, several, len(others))
                yield Finding("overlap", words % {"others": listed(others), "item": named(clause)}, key, clause.key)


def two_accountable(facts) -> Iterator[Finding]:
    for item in facts.content.of("deliverable"):
        keys = known_letters(facts, item)["A"]
        for key in keys if len(keys) > 1 else []:
            others = listed(named(facts.content.by_key[one]) for one in keys if one != key)
            words = _("%(item)s has %(count)d A's: %(others)s too.")
            yield Finding("overlap", words % {"item": named(item), "count": len(keys), "others": others}, key, item.key)


def overloads(facts: Facts) -> Iterator[Finding]:
    """A holder who answers for more than half of the deliverables, or whose roles take more hours than there are."""
    capacity = {member.id: member.hours for member in facts.members}
    counts, total = accountable(facts), len(facts.letters)
    for role in facts.content.of("role"):
        mine = {item for item, letters in facts.letters.items() if role.key in letters["A"]}
        for person in people_in(facts, [role.key]):
            if mine and total >= FEWEST_DELIVERABLES and counts.get(person, 0) * 2 > total:
                words = _("%(name)s is A on %(count)d of %(total)d deliverables.")
                told = {"name": facts.names[person], "count": counts[person], "total": total}
                yield Finding("overload", words % told, role.key, role.key)
            yield from too_many_hours(facts, role, person, capacity.get(person))


def too_many_hours(facts, role, person, hours) -> Iterator[Finding]:
    needed = hours_of(facts, person)
    if hours is not None and needed > hours:
        words = _("%(name)s: %(needed)g h a week in all roles, %(hours)g h are there.")
        told = {"name": facts.names[person], "needed": needed, "hours": hours}
        yield Finding("overload", words % told, role.key, role.key)


def vague(facts: Facts) -> Iterator[Finding]:
    """Accountabilities that hide what is done."""
    for role in facts.content.of("role"):
        for one in work_of(facts, role):
            filler = FILLER.search(one.heading)
            if filler:
                words = _("%(item)s leaves open what is done: “%(word)s”.")
                yield Finding("vague", words % {"item": named(one), "word": filler[0]}, role.key, one.key)
            elif names_no_act(one.heading):
                yield Finding(
                    "vague", _("%(item)s does not say what is done.") % {"item": named(one)}, role.key, one.key
                )


def names_no_act(text: str) -> bool:
    """One or two words of which the first is no “doing”: a topic, not an activity."""
    words = text.split()
    return len(words) < FEWEST_WORDS and not words[0].casefold().endswith("ing")


def vacancies(facts: Facts) -> Iterator[Finding]:
    for role in facts.content.of("role"):
        held, seats = len(facts.holding[role.key]), int(role["seats"] or 1)
        if not held:
            yield Finding("vacant", _("Nobody holds this role."), role.key, role.key)
        elif held < seats:
            words = ngettext(
                "%(free)d of %(seats)d seats is empty.", "%(free)d of %(seats)d seats are empty.", seats - held
            )
            yield Finding("vacant", words % {"free": seats - held, "seats": seats}, role.key, role.key)


def without_authority(facts: Facts) -> Iterator[Finding]:
    """A role that answers for something and decides nothing."""
    for role in facts.content.of("role"):
        if role["decision_right"].strip():
            continue
        items = [item for item in facts.content.of("deliverable") if role.key in facts.letters[item.key]["A"]]
        if items:
            words = _("The role is A for %(items)s and decides nothing alone.")
            yield Finding(
                "authority", words % {"items": listed((named(item) for item in items), 3)}, role.key, role.key
            )
        elif work_of(facts, role):
            yield Finding(
                "authority", _("The role has work to answer for and decides nothing alone."), role.key, role.key
            )


def work_of(facts: Facts, role: Clause) -> list[Clause]:
    return [one for one in facts.content.of("accountability", role.key) if one.heading.strip()]


def known_letters(facts: Facts, item: Clause) -> dict[str, list[str]]:
    """The letters of roles that are in the charter; those of removed ones say nothing."""
    return {letter: [key for key in keys if key in facts.holding] for letter, keys in facts.letters[item.key].items()}


def alike(text: str) -> str:
    return plain(text).rstrip(".!; ")
