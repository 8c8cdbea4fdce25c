"""Taking clauses from another charter, and taking over, or not, what changed there. Never silently: a person decides."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from charters import inheriting
from charters.actions import amending, holding
from charters.actions.writing import STEP, as_item
from charters.content import Clause, Content
from charters.kinds import KINDS
from charters.models import Charter, CharterVersion, Inheritance, Item
from charters.parentage import LIVE
from charters.permissions import can_edit, can_follow_parent, can_inherit, can_keep_own
from charters.rebasing import Choices, merge
from charters.records import content_of
from common.locks import lock
from common.permissions import Stale, require
from teams.history import record

OVERTAKEN = _("That charter changed while you were reading. Nothing was taken; look at it again first.")


@transaction.atomic
def inherit(version: CharterVersion, parent: Charter, keys: Collection[str], *, seen: UUID, by) -> list[Item]:
    """Clauses of another charter come into the draft under keys of their own, with a mark of where they are from.

    `seen` is the version that was on the screen. What is here already is not taken twice.
    """
    version = lock(version)
    require(can_inherit(by, version, parent))
    there = require_seen(parent, seen)

    content, mine = content_of(there), version.content()
    forget_removed(version, parent, mine)
    pairs = inheriting.copies(content, set(keys) - taken(version, parent) - doubled(content, mine))
    items = append(version, [clause for clause, _source in pairs], by)
    Inheritance.objects.bulk_create([row(version, there, clause, source, by) for clause, source in pairs])

    if items:
        record(
            "charter.inherited", version, by=by, about=version.charter, count=sum(one.parent is None for one in items)
        )
    return items


def require_seen(parent: Charter, seen: UUID) -> CharterVersion:
    there = parent.versions.standing().select_related("charter").get()
    if there.pk != seen:
        raise Stale(OVERTAKEN)
    return there


def forget_removed(version: CharterVersion, parent: Charter, mine: Content) -> None:
    """What was taken and then removed here may be taken anew; it comes under another key."""
    rows = version.inherited.filter(parent_charter=parent)
    kept = {row.pk for row in inheriting.in_use(rows, mine)}
    rows.exclude(pk__in=kept).delete()


def taken(version: CharterVersion, parent: Charter) -> set[str]:
    return {str(key) for key in version.inherited.filter(parent_charter=parent).values_list("parent_key", flat=True)}


def doubled(content: Content, mine: Content) -> set[str]:
    """What exists once and is written here already."""
    return {one.key for one in content.clauses if KINDS[one.kind].single and mine.one(one.kind)}


def append(version: CharterVersion, clauses: list[Clause], by) -> list[Item]:
    last = version.items.aggregate(last=Max("position"))["last"] or 0
    items = [as_item(version, clause, last + place * STEP, by) for place, clause in enumerate(clauses, 1)]
    return Item.objects.bulk_create(items, batch_size=500)


def row(version: CharterVersion, there: CharterVersion, clause: Clause, source: Clause, by) -> Inheritance:
    words = inheriting.words(source)
    return Inheritance(
        team_id=version.team_id, version=version, key=clause.key, kind=clause.kind, parent=clause.parent or None,
        parent_charter_id=there.charter_id, parent_version=there, parent_number=there.number, parent_key=source.key,
        words=words, seen_words=words, taken_by=by,
    )  # fmt: skip


@transaction.atomic
def follow_parent(charter: Charter, parent: Charter, choices: Choices, *, seen: UUID, by) -> CharterVersion:
    """What changed there is laid onto the amendment of this charter, which is begun for it where none is open.

    Where both changed the same words, `choices` say whose stand.
    """
    version = lock(charter.versions.open().first() or amending.begin(charter, by=by))
    require(can_follow_parent(by, version.charter, parent))
    there = require_seen(parent, seen)
    require(can_edit(by, version))

    mine, text = version.content(), content_of(there)
    rows = inheriting.in_use(version.inherited.filter(parent_charter=parent), mine)
    new = inheriting.arrivals(rows, text)
    was, come = inheriting.texts(mine, rows, text, new)
    merged = merge(was, mine, come, choices)
    if any(one.name not in choices for one in merged.collisions):
        raise Stale(_("The text changed while you were reading. Nothing was written; look at both again."))
    amending.lay(version, merged.content, by)
    holding.keep_in_step(version, [row.key for row in rows if row.kind == "role"], by=by)
    renew(version, rows, new, there, text, by)

    record("charter.parent_followed", version, by=by, about=charter)
    return version


def renew(version: CharterVersion, rows: list[Inheritance], new, there: CharterVersion, text: Content, by) -> None:
    """From now on the clauses are from the words that stand there now. What is gone there is this charter's own."""
    gone = [one.pk for one in rows if not inheriting.now(one, text)]
    kept = [one for one in rows if one.pk not in gone]
    for one in kept:
        words = inheriting.now(one, text)
        one.words = words if one.words or words != one.seen_words else {}
        one.seen_words = words
        one.parent_version, one.parent_number = there, there.number
    Inheritance.objects.filter(pk__in=gone).delete()
    Inheritance.objects.bulk_update(kept, ["words", "seen_words", "parent_version", "parent_number"])
    Inheritance.objects.bulk_create([arrived(version, there, one, by) for one in new])


def arrived(version: CharterVersion, there: CharterVersion, new: inheriting.Arrival, by) -> Inheritance:
    clause = Clause(new.key, new.clause.kind, new.clause.values, new.parent)
    return row(version, there, clause, new.clause, by)


@transaction.atomic
def keep_own(charter: Charter, parent: Charter, *, seen: UUID, by) -> Charter:
    """The lead has seen what changed there, and leaves this charter as it is. The next change is told again."""
    charter = lock(charter)
    require(can_keep_own(by, charter, parent))
    there = require_seen(parent, seen)
    text = content_of(there)
    rows = Inheritance.objects.filter(version__charter=charter, version__state__in=LIVE, parent_charter=parent)
    by_version: dict = {}
    for one in rows.select_related("version"):
        by_version.setdefault(one.version, []).append(one)
    if not any(inheriting.has_news(found, text) for found in by_version.values()):
        return charter

    for version, found in by_version.items():
        leave(version, found, there, text, by)
    record("charter.parent_left", charter, by=by, about=charter)
    return charter


def leave(version: CharterVersion, rows: list[Inheritance], there: CharterVersion, text: Content, by) -> None:
    """What came there to a role of this charter is known, and not taken."""
    new = [arrived(version, there, one, by) for one in inheriting.arrivals(rows, text)]
    for one in new:
        one.words = {}
    for one in rows:
        one.seen_words = inheriting.now(one, text)
    Inheritance.objects.bulk_update(rows, ["seen_words"])
    Inheritance.objects.bulk_create(new)
