"""What versions have from other charters, and what stands there now. Reads only."""

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, When

from charters import inheriting
from charters.content import Content
from charters.inheriting import Mark, News
from charters.models import Charter, CharterVersion, Inheritance
from charters.records import content_of
from teams.models import Team

LIVE = [*CharterVersion.OPEN, *CharterVersion.STANDING]
ON_ITS_WAY_FIRST = Case(When(state__in=CharterVersion.OPEN, then=0), default=1)
MOST_OFFERED = 200


def marks_of(version: CharterVersion, content: Content, user) -> dict[str, Mark]:
    """From where each clause is, as far as the person may know it."""
    return inheriting.marks(content, list(version.inherited.seen_by(user)))


def notes_of(version: CharterVersion, content: Content, user) -> dict[str, str]:
    """The same in words; for most versions without a question."""
    if not version.is_heir:
        return {}
    return {key: inheriting.said(mark) for key, mark in marks_of(version, content, user).items()}


def newest(charter: Charter) -> CharterVersion | None:
    """The version on its way, else what was agreed last: where the lead decides what to take over."""
    return charter.versions.filter(state__in=LIVE).order_by(ON_ITS_WAY_FIRST).first()


def standing(charters) -> dict:
    """What each charter agreed last, by the charter's key. A closed charter still says what it said."""
    found = CharterVersion.objects.standing().filter(charter__in=charters).select_related("charter", "charter__team")
    return {one.charter_id: one for one in found}


@dataclass(frozen=True)
class Source:
    """A charter from which a version has clauses: what it says now, and what of that is new here."""

    parent: Charter
    is_seen: bool
    taken_number: str
    count: int
    now: CharterVersion
    rows: list[Inheritance]
    has_news: bool
    news: list[News]


def sources(version: CharterVersion, content: Content, user) -> list[Source]:
    """Two queries, however many. News of a charter that the person may not read says only that there is some."""
    by_parent: dict = {}
    for row in inheriting.in_use(version.inherited.seen_by(user), content):
        by_parent.setdefault(row.parent_charter, []).append(row)
    there = standing(by_parent) if by_parent else {}
    return [source(there[parent.pk], rows, content) for parent, rows in by_parent.items() if parent.pk in there]


def source(now: CharterVersion, rows: list[Inheritance], content: Content) -> Source:
    text, is_seen = content_of(now), rows[0].is_seen
    has_news = inheriting.has_news(rows, text)
    news = inheriting.news(content, rows, text) if has_news and is_seen else []
    count = sum(row.kind not in inheriting.PARTS and bool(row.words) for row in rows)
    return Source(now.charter, is_seen, rows[0].parent_number, count, now, rows, has_news, news)


def offered(user, charter: Charter):
    """Charters in force of the same organisation of teams that the person may read, and that have nothing from this one."""
    in_force = CharterVersion.objects.active().filter(charter=OuterRef("pk"))
    near = Team.objects.of_organisation(charter.team).values("pk")
    found = Charter.objects.visible_to(user).running().filter(Exists(in_force), team__in=near)
    return found.exclude(pk__in=[charter.pk, *descendants(charter)]).select_related("team")


def descendants(charter: Charter) -> set:
    """Charters that have clauses from this one, or from one that has. A query for each step of the line."""
    found, level = set(), {charter.pk}
    while level:
        heirs = Inheritance.objects.filter(parent_charter__in=level, version__state__in=LIVE)
        level = set(heirs.order_by().values_list("version__charter", flat=True)) - found
        found |= level
    return found
