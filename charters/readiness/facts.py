"""What the checks look at, and what they find. Plain values: no check knows a database."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.content import Clause, Content
from charters.kinds import KINDS

# Names that real charters write where a person is still to be found.
NOBODY = re.compile(
    r"tb[acd]|n/?a|none|nobody|no one|vacant|open|to be (?:found|announced|decided|determined|confirmed)|\?+|-+|\[.*\]|<.*>"
)
LETTERS = frozenset("RACI")
GONE = {"declined", "ended"}
LONGEST_NAME = 80


@dataclass(frozen=True)
class Member:
    """Someone who will sign: `id` of the account, `hours` a week for this team where they said so."""

    id: str
    name: str
    hours: float | None = None
    time_zone: str = "UTC"


@dataclass(frozen=True)
class Thought:
    """A shared proposal: `source` is the question it answered, such as my_roles, others_roles or unowned."""

    source: str
    text: str
    author: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class Reason:
    """One thing a check found, in words, with the clause or else the part where it can be mended."""

    words: str
    key: str = ""
    part: str = ""
    blocks: bool = False
    count: int = 1


@dataclass(frozen=True)
class Found:
    """`units` is how many things a check looked at; none means that it cannot be answered yet."""

    units: int
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True)
class Facts:
    """A charter's text with the live facts around it. `answers`: what linked holders said, by the key of their clause."""

    content: Content
    today: date
    members: tuple[Member, ...] = ()
    authors: frozenset[str] = frozenset()
    thoughts: tuple[Thought, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    next_review_on: date | None = None
    is_active: bool = False
    asked: int = 0
    signed: int = 0
    # The last review of the agreements: whether one is open, how late the last one was, how well all were kept (1 to 5).
    is_being_reviewed: bool = False
    days_late: int = 0
    kept_score: float | None = None

    @cached_property
    def names(self) -> dict[str, str]:
        """Every person the charter or the team knows, by the identity that `holding` uses."""
        written = {
            self.who(holder): holder.heading
            for role in self.content.of("role")
            for holder in self.content.holders(role.key)
        }
        return written | {member.id: member.name for member in self.members}

    @cached_property
    def members_by_name(self) -> dict[str, str]:
        return {plain(member.name): member.id for member in self.members}

    @cached_property
    def holding(self) -> dict[str, list[str]]:
        """Who holds each role now; who declined it, and placeholders such as TBD, hold nothing."""
        return {role.key: [self.who(holder) for holder in self.present(role)] for role in self.content.of("role")}

    @cached_property
    def roles_of(self) -> dict[str, list[Clause]]:
        """The holder's clauses of each person."""
        found: dict[str, list[Clause]] = {}
        for role in self.content.of("role"):
            for holder in self.present(role):
                found.setdefault(self.who(holder), []).append(holder)
        return found

    def present(self, role: Clause) -> list[Clause]:
        holders = self.content.holders(role.key)
        return [
            holder for holder in holders if self.answers.get(holder.key) not in GONE and not is_nobody(holder.heading)
        ]

    def who(self, holder: Clause) -> str:
        """The account of a holder; without one the member of the same name; else the name itself."""
        name = plain(holder.heading)
        return holder.person or self.members_by_name.get(name, name)

    @cached_property
    def roles_by_title(self) -> dict[str, Clause]:
        return {plain(role.heading): role for role in self.content.of("role")}

    @cached_property
    def owned(self) -> dict[str, str]:
        """The owners of deliverables and milestones by title, except where the title is a role's too."""
        items = [*self.content.of("deliverable"), *self.content.of("milestone")]
        pairs = {plain(item.heading): plain(item["owner"]) for item in items}
        return {title: owner for title, owner in pairs.items() if title and title not in self.roles_by_title}

    @cached_property
    def letters(self) -> dict[str, dict[str, list[str]]]:
        """For each deliverable the roles with R, A, C and I; a cell like "A/R" counts for both, a blank one for none."""
        return {item.key: by_letter(item["letters"]) for item in self.content.of("deliverable")}


def by_letter(cells: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {letter: [] for letter in "RACI"}
    for role_key, cell in cells.items():
        for letter in letters_in(cell):
            found[letter].append(role_key)
    return found


def letters_in(cell: str | None) -> set[str]:
    """The letters of one cell: "A/R", "a, r" and "AR" are two; words are none."""
    parts = re.split(r"[^A-Z]+", (cell or "").upper())
    return {letter for part in parts if set(part) <= LETTERS for letter in part}


def plain(words: str) -> str:
    """Words as people compare them: without case, accents aside as typed, one space between."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().strip().lstrip("@").split())


def is_nobody(name: str) -> bool:
    return not name.strip() or bool(NOBODY.fullmatch(plain(name)))


def named(clause: Clause) -> str:
    """“Pilot”, or the kind's own name where nothing is typed yet."""
    heading = shortened(" ".join(clause.heading.split()))
    return _("“%(name)s”") % {"name": heading} if heading else str(KINDS[clause.kind].label)


def shortened(text: str, most: int = LONGEST_NAME) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def listed(names: Iterable[str], most: int = 5) -> str:
    """Ann, Bo and Cy; of many the first and how many more."""
    names = list(names)
    rest = len(names) - most
    if rest <= 1:
        return get_text_list(names, _("and"))
    return ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", rest) % {
        "names": ", ".join(names[:most]),
        "count": rest,
    }
