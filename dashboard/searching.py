"""What a person may see, found by its words: teams, charters, clauses and talk. Reads only; starts from what is visible.

Words are looked for in folded text (common.folding), as parts of words, with the same function on every database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial, reduce
from operator import and_, or_

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan, LessThan
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import CharterVersion, ClauseComment, Item
from common.folding import LONGEST, MOST_WORDS, fold, says, words_of
from common.highlight import Piece, excerpt
from teams.models import Team

MOST = 50
SHORTEST = 2
State = CharterVersion.State
WRITTEN = [State.DRAFT, State.IN_REVIEW]
COUNTS = [*CharterVersion.OPEN, *CharterVersion.STANDING]


@dataclass(frozen=True)
class Question:
    """What somebody looks for: the words, in one kind of place or in all, in one team or in all."""

    text: str
    kind: str = ""
    team: Team | None = None

    @property
    def shown(self) -> str:
        return self.text[:LONGEST]

    @property
    def words(self) -> list[str]:
        return words_of(self.text)

    @property
    def is_short(self) -> bool:
        """One letter finds everything; one sign of Chinese is a word."""
        letters = "".join(self.words)
        return len(letters) < SHORTEST and letters.isascii()

    @property
    def is_cut(self) -> bool:
        return len(self.text.strip()) > LONGEST or len(set(fold(self.text).split())) > MOST_WORDS


@dataclass(frozen=True)
class Hit:
    """One place where the words stand, and the way there."""

    label: str
    title: list[Piece]
    url: str
    of: str = ""
    beside: str = ""
    snippet: list[Piece] | None = None
    state: str = ""
    is_draft: bool = False
    charter: str = ""
    team: Team | None = None


@dataclass(frozen=True)
class Found:
    hits: list[Hit]
    is_more: bool

    @property
    def teams(self) -> list[Team]:
        """Those in which something was found, in that order."""
        return list({hit.team.pk: hit.team for hit in self.hits}.values())


def find(user, question: Question) -> Found:
    """Names of teams and charters first, then clauses by their heading, by their text, and talk; the newest first in each."""
    if question.is_short:
        return Found([], False)
    rows = [row for name, finder in FINDERS.items() if question.kind in ("", name) for row in finder(user, question)]
    return Found([make() for make in rows[:MOST]], len(rows) > MOST)


def holds(field: str, word: str) -> Q:
    return Q(GreaterThan(StrIndex(field, Value(word)), 0))


def all_in(words: list[str], *fields: str) -> Q:
    """Each word in one of the fields, and at least one in the first of them."""
    each = reduce(and_, (reduce(or_, (holds(field, word) for field in fields)) for word in words))
    return each & reduce(or_, (holds(fields[0], word) for word in words)) if len(fields) > 1 else each


def in_heading(words: list[str]) -> Q:
    """No word of the clause stands only behind its first line."""
    first_line = StrIndex("words", Value("\n"))
    return reduce(and_, (Q(LessThan(StrIndex("words", Value(word)), first_line)) for word in words))


def seen_by(user, model, question: Question):
    rows = model.objects.visible_to(user)
    return rows.filter(team=question.team) if question.team else rows


def teams(user, question: Question) -> Iterable[Callable[[], Hit]]:
    rows = Team.objects.visible_to(user).filter(all_in(question.words, "words"))
    if question.team:
        rows = rows.filter(pk=question.team.pk)
    return [partial(team_hit, team, question.words) for team in rows.order_by("-created_at", "-id")[: MOST + 1]]


def team_hit(team: Team, words: list[str]) -> Hit:
    return Hit(_("Team"), excerpt(team.name, words), reverse("teams:show", args=[team.slug]), team=team)


def charters(user, question: Question) -> Iterable[Callable[[], Hit]]:
    """By the title and by what an amendment says of itself; the one in force stands for both where both say it."""
    match = all_in(question.words, "charter__words") | all_in(question.words, "words", "charter__words")
    standing = CharterVersion.objects.standing().filter(match, charter=OuterRef("charter"))
    rows = only_once(seen_by(user, CharterVersion, question).filter(match), "state", standing)
    rows = rows.light().select_related("charter", "team").order_by("-charter__created_at", "-charter_id")
    return [partial(charter_hit, version, question.words) for version in rows[: MOST + 1]]


def charter_hit(version: CharterVersion, words: list[str]) -> Hit:
    return Hit(
        _("Charter"), excerpt(version.title, words), page_of(version),
        snippet=excerpt(version.change_note, words), **standing_of(version, version.team),
    )  # fmt: skip


def clauses(user, question: Question) -> Iterable[Callable[[], Hit]]:
    """Each clause once: as it is in force, or in the draft where only the draft says it."""
    match = all_in(question.words, "words", "version__charter__words")
    same = {"key": OuterRef("key"), "version__charter": OuterRef("version__charter")}
    standing = Item.objects.filter(match, **same, version__state__in=CharterVersion.STANDING)
    whole = Item.objects.filter(version=OuterRef("version"), key=OuterRef("parent")).values_list(KT("values__title"))
    rows = only_once(seen_by(user, Item, question).filter(match), "version__state", standing)
    rows = rows.annotate(
        rank=Case(When(in_heading(question.words), then=Value(0)), default=Value(1)), whole=Subquery(whole[:1])
    )
    rows = rows.select_related("version__charter", "team").defer("words", *CharterVersion.JOINED_TEXTS)
    rows = rows.order_by("rank", "-updated_at", "-id")
    return [partial(clause_hit, item, question.words) for item in rows[: MOST + 1]]


def clause_hit(item: Item, words: list[str]) -> Hit:
    heading, texts = item.heading, item.texts()
    hits = [(label, text) for label, text in texts if says(text, words)]
    beside, text = next(iter(hits or ([] if heading else texts)), ("", ""))
    label = item.get_kind_display()
    return Hit(
        label, excerpt(heading, words) or [Piece(label, False)], place_of(item),
        of=item.whole or "", beside=beside if heading else "", snippet=excerpt(text, words), **standing_of(item.version, item.team),
    )  # fmt: skip


def talk(user, question: Question) -> Iterable[Callable[[], Hit]]:
    """Whatever version it was said about, as long as the charter has one that counts."""
    counting = CharterVersion.objects.filter(charter=OuterRef("charter"), state__in=COUNTS)
    rows = seen_by(user, ClauseComment, question).filter(
        all_in(question.words, "words", "charter__words"), Exists(counting)
    )
    rows = rows.select_related("charter", "team", "author").defer("words").order_by("-created_at", "-id")
    return [partial(talk_hit, comment, question.words) for comment in rows[: MOST + 1]]


def talk_hit(comment: ClauseComment, words: list[str]) -> Hit:
    text = next((text for text in comment.said() if says(text, words)), comment.text)
    url = reverse("charters:talk", args=[comment.charter_id, comment.item_key]) + f"#said-{comment.pk}"
    is_reply = comment.kind == ClauseComment.Kind.REPLY
    return Hit(
        capfirst(comment.get_kind_display()), excerpt(comment.about, []), url,
        beside=str(comment.author), snippet=excerpt(text, words), state="" if is_reply else comment.state,
        charter=comment.charter.title, team=comment.team,
    )  # fmt: skip


def only_once(rows, state: str, standing):
    """Of versions that count; what an open one says is left out where the one in force says it too."""
    in_force = {f"{state}__in": CharterVersion.STANDING}
    return rows.filter(**{f"{state}__in": COUNTS}).filter(Q(**in_force) | ~Exists(standing))


def standing_of(version: CharterVersion, team: Team) -> dict:
    is_draft = version.state in CharterVersion.OPEN
    return {"state": version.state, "is_draft": is_draft, "charter": version.charter.title, "team": team}


def page_of(version: CharterVersion) -> str:
    """The page on which this version is read or written."""
    if version.state == State.ACTIVE:
        return reverse("charters:show", args=[version.charter_id])
    if version.state in WRITTEN:
        return reverse("charters:draft", args=[version.charter_id])
    return reverse("charters:version", args=[version.pk])


def place_of(item: Item) -> str:
    """Where on that page the clause stands; a part of another has a page of its own while it is written."""
    version, place = item.version, f"#clause-{item.key}"
    if version.state not in WRITTEN:
        return f"{page_of(version)}?clause={item.key}{place}"
    if item.parent:
        return reverse("charters:item", args=[version.charter_id, item.key])
    return page_of(version) + place


FINDERS = {"team": teams, "charter": charters, "clause": clauses, "talk": talk}
NAMES = {
    "": gettext_lazy("Everything"), "team": gettext_lazy("Teams"), "charter": gettext_lazy("Charters"),
    "clause": gettext_lazy("Clauses"), "talk": gettext_lazy("Talk"),
}  # fmt: skip
