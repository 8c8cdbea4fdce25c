"""How large a change is, computed from the difference and never chosen: it decides who must sign. Pure.

*Editorial* (the title, a new order where order says nothing, case and punctuation of a free section) needs no
signature; *scoped* (what one or a few people do, or a day they answer for) is signed by those whom it names; everything
else is *material* and is signed by all. What is not listed here is material, so that a kind of clause added later
starts on the safe side. Source: `charters.md` §5, "Materiality (computed)".
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.compare import GAP, Change, Difference, difference
from charters.content import Clause, Content
from charters.raci import NOBODY, Names, People, account_of, holders_of, named, people
from charters.readiness.facts import letters_in, plain

EDITORIAL, SCOPED, MATERIAL = SIZES = ("editorial", "scoped", "material")
EXTENSION, PEOPLE, RECHARTER, UPDATE = "extension", "people", "recharter", "update"

# The order of these says nothing that anybody agreed to; that of steps, goals and rules does.
LOOSE = {"accountability", "not_accountable_for", "expectation", "deliverable", "milestone", "stakeholder", "section"}
# Signs that may change in a free section without anybody's signature. Others can turn a meaning: ~~no~~, 1.5, [x], a link.
SIGNS = frozenset(".,;:!'\"’‘“”()–—-")


@dataclass(frozen=True)
class Weighed:
    """One change with its size, the reason in words, and the accounts it names; `people` is None where it names everybody."""

    change: Change | None
    size: str
    why: str
    people: People | None = NOBODY


@dataclass(frozen=True)
class Verdict:
    """What all changes together are: `sort` is the name that keepers of charters give it."""

    size: str
    sort: str
    items: list[Weighed]

    @cached_property
    def named(self) -> People:
        """Those named by a scoped change. Of a material one everybody signs, so that nobody is picked out."""
        return NOBODY.union(*(one.people for one in self.items if one.people is not None))

    @cached_property
    def by_key(self) -> dict[str, Weighed]:
        return {one.change.key: one for one in self.items if one.change}


@dataclass(frozen=True)
class Sides:
    """Both texts, and what people are called."""

    old: Content
    new: Content
    names: Names


def weigh(old: Content, new: Content, names: Names) -> Verdict:
    """The size of what turns `old` into `new`; nothing changed is editorial and holds no item."""
    return weigh_difference(difference(old, new), old, new, names)


def weigh_difference(changes: Difference, old: Content, new: Content, names: Names) -> Verdict:
    """The same where the difference is known already."""
    sides = Sides(old, new, names)
    items = [of_change(sides, change) for change in changes.changes] + relinked(sides, changes)
    if changes.title:
        items.insert(0, Weighed(None, EDITORIAL, _("The title is a name; what people agreed to stays.")))
    size = max((one.size for one in items), key=SIZES.index, default=EDITORIAL)
    return Verdict(size, sort_of(changes, items), items)


def relinked(sides: Sides, changes: Difference) -> list[Weighed]:
    """Holders whose words stay while another account stands behind them: no word differs, and yet it says who does the work."""
    told = {change.key for change in changes.changes}
    was_there, holders = sides.old.by_key, [one for one in sides.new.clauses if one.kind == "assignment"]
    pairs = [(was_there[one.key], one) for one in holders if one.key in was_there]
    found = [Change("changed", was, now) for was, now in pairs if was.person != now.person and now.key not in told]
    return [of_change(sides, change) for change in found]


def of_change(sides: Sides, change: Change) -> Weighed:
    """The largest of what is different about one clause: its fields, its place, its account, that it came or went."""
    found = [*of_fields(sides, change), *of_place(sides, change), *of_account(sides, change)]
    size = max((one.size for one in found), key=SIZES.index)
    if size == MATERIAL:
        return Weighed(change, MATERIAL, next(one.why for one in found if one.size == MATERIAL), None)
    return Weighed(change, size, " ".join(dict.fromkeys(one.why for one in found if one.size == size)), all_of(found))


def all_of(found: list[Weighed]) -> People:
    return NOBODY.union(*(one.people or NOBODY for one in found))


def of_fields(sides: Sides, change: Change) -> list[Weighed]:
    """What came or went is weighed as a whole, by the rule of its kind; what changed, field by field."""
    if change.sort in ("added", "removed"):
        return [scoped(sides, change, WHOLE.get(change.kind.name))]
    return [of_field(sides, change, one.field) for one in change.fields]


def of_field(sides: Sides, change: Change, field) -> Weighed:
    if field is GAP:
        return scoped(sides, change, WHOLE.get(change.kind.name))
    if change.kind.name == "section" and spelled_alike(change.old[field.name], change.new[field.name]):
        return Weighed(change, EDITORIAL, _("Only capitals or punctuation of a free section."))
    return scoped(sides, change, FIELDS.get((change.kind.name, field.name)) or FIELDS.get((change.kind.name, "*")))


def of_place(sides: Sides, change: Change) -> list[Weighed]:
    if not change.has_moved:
        return []
    if change.has_other_parent:
        return [scoped(sides, change, WHOLE.get(change.kind.name))]
    if change.kind.name in LOOSE or change.kind.name == "assignment":
        return [Weighed(change, EDITORIAL, _("Only the place in the list is another."))]
    return [Weighed(change, MATERIAL, _("The order of these is part of what everybody agreed to."), None)]


def of_account(sides: Sides, change: Change) -> list[Weighed]:
    """Another account behind the same words is somebody else who does the work."""
    is_another = change.old and change.new and change.old.person != change.new.person
    return [scoped(sides, change, SEAT)] if is_another else []


def scoped(sides: Sides, change: Change, rule: "Rule | None") -> Weighed:
    """By its rule; a change that has none, or names people who cannot be told, is everybody's."""
    if rule is None:
        return Weighed(change, MATERIAL, everybodys(change), None)
    found = rule.people(sides, change)
    if found is None:
        return Weighed(change, MATERIAL, _("It names people who cannot be told apart, so everybody signs."), None)
    return Weighed(change, SCOPED, str(rule.why), found)


def everybodys(change: Change) -> str:
    return _("%(kind)s: everybody agreed to it, so everybody signs.") % {"kind": change.kind.label}


@dataclass(frozen=True)
class Rule:
    """Whom a scoped change names: accounts, or None where it cannot be told; and why they sign."""

    people: Callable[[Sides, Change], People | None]
    why: str


def written(change: Change) -> list[Clause]:
    """The clause as it was and as it is."""
    return [one for one in (change.old, change.new) if one]


def both(sides: Sides, change: Change) -> list[tuple[Content, Clause]]:
    """Each way the clause is written, read in each text: whoever held a role before or holds it after is meant."""
    return [(text, one) for one in written(change) for text in (sides.old, sides.new)]


def holders(sides: Sides, change: Change) -> People:
    """Who held the role and who holds it now."""
    return NOBODY.union(*(holders_of(text, one.parent or one.key, sides.names) for text, one in both(sides, change)))


def holder(sides: Sides, change: Change) -> People:
    """The account, and whoever is called as the words say."""
    accounts = {account_of(one, sides.names) for one in written(change)}
    called = {sides.names.get(plain(one.heading)) for one in written(change)}
    return frozenset(accounts | called) - {None}


def answering(sides: Sides, change: Change) -> People | None:
    """Those who do the work, answer for it or look after it, before and after; None where the text in force leaves it open."""
    doing = [doers(text, one, sides.names) for text, one in both(sides, change)]
    owning = [who(sides, one["owner"]) for one in written(change) if one["owner"]]
    if None in owning and not doers(sides.old, change.old, sides.names):
        return None
    return NOBODY.union(*doing, *(found for found in owning if found))


def doers(text: Content, clause: Clause, names: Names) -> People:
    letters = people(text, clause, names)
    return letters["R"] | letters["A"]


def lettered(sides: Sides, change: Change) -> People:
    """The holders of each role whose letter is another, and who answers for the result."""
    old, new = (one["letters"] for one in (change.old, change.new))
    roles = [key for key in old.keys() | new.keys() if letters_in(old.get(key)) != letters_in(new.get(key))]
    touched = [holders_of(text, key, sides.names) for text in (sides.old, sides.new) for key in roles]
    answer = [people(text, one, sides.names)["A"] for text, one in both(sides, change)]
    return NOBODY.union(*touched, *answer)


def owners(sides: Sides, change: Change) -> People | None:
    """Who looked after it and who does now; where nobody did, nobody is asked for that side."""
    return told([who(sides, one["owner"]) for one in written(change) if one["owner"]])


def expecting(sides: Sides, change: Change) -> People | None:
    """Both ends of an expectation; one that does not say whose it is, is everybody's."""
    return told([who(sides, one[end]) for one in written(change) for end in ("from_whom", "to_whom")])


def who(sides: Sides, words: str) -> People | None:
    """Whom the words mean by the text in force, and by the new one.

    Where the first cannot tell, the second does not help: else filling a seat would make another change smaller.
    """
    before, after = (named(text, words, sides.names) for text in (sides.old, sides.new))
    return None if before is None else before | (after or NOBODY)


def told(found: list[People | None]) -> People | None:
    return None if None in found else NOBODY.union(*found)


ROLE_WORK = Rule(holders, gettext_lazy("It is the work of whoever holds the role: they sign."))
SEAT = Rule(holder, gettext_lazy("It says who holds a role: whoever is named signs."))
DAY = Rule(answering, gettext_lazy("It moves a day: whoever does the work (R) and answers for it (A) signs."))
LETTERS = Rule(lettered, gettext_lazy("It moves a RACI letter: the roles concerned and whoever answers for it sign."))
OWNER = Rule(owners, gettext_lazy("It says who looks after this: they sign."))
ENDS = Rule(expecting, gettext_lazy("It is an expectation between people: both sides sign."))

FIELDS: dict[tuple[str, str], Rule] = {
    ("accountability", "text"): ROLE_WORK, ("not_accountable_for", "text"): ROLE_WORK,
    ("role", "hours"): ROLE_WORK, ("role", "term"): ROLE_WORK,
    ("assignment", "*"): SEAT, ("expectation", "*"): ENDS,
    ("deliverable", "due"): DAY, ("deliverable", "letters"): LETTERS, ("deliverable", "owner"): OWNER,
    ("milestone", "due"): DAY, ("milestone", "owner"): OWNER,
}  # fmt: skip
# Clauses that may come and go by the signatures of those they name.
WHOLE: dict[str, Rule] = {
    "accountability": ROLE_WORK, "not_accountable_for": ROLE_WORK, "assignment": SEAT, "expectation": ENDS,
}  # fmt: skip


def spelled_alike(old: str, new: str) -> bool:
    """The same words in the same order: only case, space or harmless signs differ."""
    return spelling(old) == spelling(new)


def spelling(text: str) -> list[str]:
    """What must stay for a text to say the same; equal for texts that are spelled alike.

    Only words made of letters and SIGNS are loose. What holds anything else (a digit, a link, emphasis, a sign that
    nobody sees) is compared to the letter, and so is what belongs to a number: "- 5" is not "5", "5 MW" not "5 mW".
    """
    return list(spelled(unicodedata.normalize("NFC", text).split()))


def spelled(written: list[str]) -> Iterator[str]:
    for before, word, after in zip(["", *written], written, [*written[1:], ""], strict=False):
        if not is_loose(word) or is_number(before) or (is_number(after) and not words_in(word)):
            yield word
        else:
            yield from words_in(word)


def is_loose(word: str) -> bool:
    return all(sign in SIGNS or unicodedata.category(sign)[0] in "LM" for sign in word)


def is_number(word: str) -> bool:
    return any(unicodedata.category(sign)[0] == "N" for sign in word)


def words_in(word: str) -> list[str]:
    """Small letters without signs. Not `casefold`, for which "Maße" would be "Masse"."""
    return "".join(" " if sign in SIGNS else sign for sign in word.lower()).split()


def sort_of(changes: Difference, items: list[Weighed]) -> str:
    """As keepers of real charters name it: an extension moves only the end, people changes only holders."""
    kinds = {one.change.kind.name for one in items if one.change}
    if kinds == {"dates"} and not changes.title and ends_only(changes):
        return EXTENSION
    if kinds == {"assignment"} and not changes.title:
        return PEOPLE
    return RECHARTER if kinds & {"purpose", "goal", "in_scope", "out_of_scope"} else UPDATE


def ends_only(changes: Difference) -> bool:
    return [field.field.name for change in changes.changes for field in change.fields] == ["ends"]
