"""Changing what is in force: an amendment is a copy of it, with the keys of all clauses kept. One is open at a time."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from charters import adoption
from charters.actions import adopting, deadlines, ending, heirs, holding
from charters.actions.writing import STEP, append_clause, rewrite
from charters.content import Clause, Content, from_canonical
from charters.models import Charter, CharterVersion, Inheritance, Item, RoleReview
from charters.notify import signing as notify
from charters.permissions import can_begin_amendment, can_call_material, can_rebase
from charters.rebasing import Choices, Merged, merge, same
from charters.weighing import amendment_of, name_of
from charters.windows import last_today
from common.ids import uuid7
from common.locks import lock
from common.permissions import require
from teams.history import record

State = CharterVersion.State


@transaction.atomic
def begin(charter: Charter, *, by) -> CharterVersion:
    """Somebody opens the one amendment; who comes second, or clicks twice, finds it open. What is in force stays."""
    charter = lock(charter)
    require(can_begin_amendment(by, charter))
    if begun := charter.versions.open().first():
        return begun

    base = charter.versions.standing().get()
    version = CharterVersion.objects.create(
        team_id=charter.team_id, charter=charter, based_on=base, major=base.major, minor=base.minor + 1,
        opened_at=timezone.now(), created_by=by,
    )  # fmt: skip
    Item.objects.bulk_create([copied(item, version) for item in base.items.for_content()], batch_size=500)
    endorsed = base.role_reviews.filter(verdict=RoleReview.Verdict.ENDORSED)
    RoleReview.objects.bulk_create([copied(review, version) for review in endorsed])
    Inheritance.objects.bulk_create([copied(row, version) for row in base.inherited.all()], batch_size=500)

    record("charter.amendment_begun", version, by=by, about=charter, number=base.number)
    return version


def copied(row, version: CharterVersion):
    """The same under the new version; who wrote it and when stays. A manager's yes holds as long as the words do."""
    row.pk, row._state.adding = uuid7(), True
    row.version = version
    return row


@transaction.atomic
def call_material(version: CharterVersion, *, reason: str, by) -> CharterVersion:
    """A member finds that an editorial change says something else: the text before holds again, and everybody signs or nobody."""
    hold_open(version)
    version = lock(version)
    if version.is_called_material:
        return version
    require(can_call_material(by, version))
    charter = lock(version.charter)

    changed = [name_of(one) for one in amendment_of(version).verdict.items]
    take_back(version, by)
    restore(charter, version)
    told = {"reason": reason, "number": version.number, "changed": changed}
    record("charter.called_material", version, by=by, about=charter, **told)
    notify.called_material(version, reason, by=by)
    return version


def hold_open(version: CharterVersion) -> None:
    """What is on its way first: when it comes into force, it holds itself before it holds what it replaces."""
    opened = CharterVersion.objects.open().filter(charter_id=version.charter_id).first()
    if opened and opened.pk != version.pk:
        lock(opened)


def take_back(version: CharterVersion, by) -> None:
    """Its writers have it again, unless another amendment was begun meanwhile."""
    is_taken = version.charter.versions.open().exists()
    version.is_called_material, version.activated_at = True, None
    words = adoption.reopened_words(by, timezone.localdate())
    adopting.end_round(version, State.WITHDRAWN if is_taken else State.DRAFT, words)
    version.save(update_fields=["is_called_material", "activated_at"])


def restore(charter: Charter, version: CharterVersion) -> None:
    """What held before holds again, with its title, its roles and its requests."""
    base = version.based_on
    base.become(State.ACTIVE)
    base.save(update_fields=["state"])
    charter.title = from_canonical(base.document).title
    charter.save(update_fields=["title"])
    ending.settle(base)
    deadlines.settle(base)
    holding.follow(base)
    adopting.ask_again(base)
    adopting.ask_rest(base)
    heirs.tell(base)


@transaction.atomic
def rebase(version: CharterVersion, choices: Choices, *, by) -> Merged:
    """The amendment takes over what came into force since it was begun. With a collision nobody chose about nothing is written."""
    version = lock(version)
    require(can_rebase(by, version))
    charter = lock(version.charter)
    base, now = version.based_on, charter.versions.standing().get()
    merged = merge(base.content(), version.content(), now.content(), choices)
    if any(one.name not in choices for one in merged.collisions):
        return merged

    lay(version, merged.content, by)
    version.based_on = now
    version.save(update_fields=["based_on", "new_title"])
    record("charter.rebased", version, by=by, about=charter, number=now.number)
    return merged


def lay(version: CharterVersion, content: Content, by) -> None:
    """Makes the rows of a draft say what the content says, in its order."""
    version.new_title = content.title if content.title != version.charter.title else ""
    rows = {str(item.key): item for item in version.items.for_content()}
    gone = [item.pk for key, item in rows.items() if key not in content.by_key]
    Item.objects.filter(pk__in=gone).delete()
    placed = [laid(version, rows.get(clause.key), clause, by) for clause in content.clauses]
    for place, item in enumerate(placed, 1):
        item.position = place * STEP
    Item.objects.bulk_update(placed, ["position"], batch_size=500)


def laid(version: CharterVersion, item: Item | None, clause: Clause, by) -> Item:
    if item is None:
        return append_clause(version, clause, by=by)
    if not same(item.clause(), clause):
        item.parent, item.gap = UUID(clause.parent) if clause.parent else None, clause.gap
        item.person_id = clause.person
        item.save(update_fields=["parent", "gap", "person"])
        rewrite(item, clause.values, by=by)
    return item


def close_windows() -> int:
    """Time alone: scoped changes to which nobody objected come into force. Late or twice is the same."""
    waiting = CharterVersion.objects.filter(state=State.SIGNING, objections_until__lt=last_today(timezone.now()))
    return sum(close_window(version) for version in waiting.order_by("pk"))


@transaction.atomic
def close_window(version: CharterVersion) -> bool:
    version = lock(version)
    if version.state != State.SIGNING:
        return False
    adopting.settle(version)
    return version.state == State.ACTIVE
