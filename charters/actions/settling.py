"""What a new text means for what is due: called when a version comes into force, in the transaction in which it does."""

from uuid import UUID

from django.utils import timezone

from charters.due import Due, resolve
from charters.models import CharterVersion, Consultation, Deadline, Item

State = Deadline.State
KINDS = ("deliverable", "milestone")
MANY = 500
NO_DUE = Due(text="", on=None, precision="text")
FIELDS = (
    "state", "kind", "title", "due", "due_on", "baseline_on", "projected_on", "projected_why", "projected_by",
    "proposed_on", "proposed_why", "proposed_by", "proposed_at", "agreed_by", "agreed_at", "sequence", "updated_at",
)  # fmt: skip
PROJECTION = ("projected_on", "projected_why", "projected_by")
PROPOSAL = ("proposed_on", "proposed_why", "proposed_by", "proposed_at", "agreed_by", "agreed_at")


def settle(version: CharterVersion) -> None:
    """Each deliverable and milestone has its live row; what the text no longer has is dropped, never deleted.

    Days that are counted from the adoption are counted once: a later amendment moves none that it does not change.
    """
    items = {item.key: item for item in version.items.filter(kind__in=KINDS).for_content()}
    rows = {row.key: row for row in Deadline.objects.select_for_update().filter(charter_id=version.charter_id)}
    since = timezone.localdate(version.activated_at)
    new = {key: begun(version, key) for key in items.keys() - rows.keys()}
    changed = [row for row in rows.values() if keep_in_step(row, items.get(row.key), since)]
    for key, row in new.items():
        follow(row, items[key], since)
    Deadline.objects.bulk_create([new[key] for key in items if key in new], batch_size=MANY)
    Deadline.objects.bulk_update(changed, FIELDS, batch_size=MANY)
    give_days(items, rows | new)
    close_consultations(version, rows)


def begun(version: CharterVersion, key: UUID) -> Deadline:
    return Deadline(team_id=version.team_id, charter_id=version.charter_id, key=key)


def keep_in_step(row: Deadline, item: Item | None, since) -> bool:
    """Brings one row in step with the text, in memory; says whether anything changed."""
    before = seen(row)
    if item is None:
        drop(row)
    else:
        follow(row, item, since)
    if before == seen(row):
        return False
    row.sequence += 1
    row.updated_at = timezone.now()
    return True


def seen(row: Deadline) -> tuple:
    return tuple(getattr(row, name) for name in ("state", "kind", "title", "due", "due_on", "baseline_on"))


def drop(row: Deadline) -> None:
    if row.state != State.DROPPED:
        row.become(State.DROPPED)
        clear(row, PROJECTION + PROPOSAL)


def follow(row: Deadline, item: Item, since) -> None:
    clause = item.clause()
    is_back = row.state == State.DROPPED
    if is_back:
        row.become(State.OPEN)
    row.kind, row.title = item.kind, clause.heading[:2_000]
    if is_back or row.baseline_on is None or not is_same_due(row, clause["due"]):
        count(row, clause["due"], since)
    row.due = clause["due"]


def is_same_due(row: Deadline, due) -> bool:
    """The same day, however it is typed; counted from an adoption, the same distance; words that are no day, letter by letter."""
    was, now = row.due or NO_DUE, due or NO_DUE
    if "relative" in (was["precision"], now["precision"]):
        return was["precision"] == now["precision"] and resolve(now, row.baseline_on) == row.due_on
    return was["on"] == now["on"] and (was["on"] is not None or was["text"] == now["text"])


def count(row: Deadline, due, since) -> None:
    """Another day holds from now on: a proposal is answered by it, and so is the forecast that it follows."""
    row.due_on, row.baseline_on = resolve(due, since), since
    clear(row, PROPOSAL)
    if row.projected_on == row.due_on:
        clear(row, PROJECTION)


def clear(row: Deadline, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, "" if name.endswith("_why") else None)


def give_days(items: dict, rows: dict) -> None:
    """The day stands beside the clause too, where homes and calendars look; the words that were signed stay as they are."""
    moved = [item for key, item in items.items() if item.due_on != rows[key].due_on]
    for item in moved:
        item.due_on = rows[item.key].due_on
    Item.objects.bulk_update(moved, ["due_on"], batch_size=MANY)


def close_consultations(version: CharterVersion, rows: dict) -> None:
    """What was asked about this change is over; what is asked about a day that is still proposed is not."""
    proposed = [key for key, row in rows.items() if row.proposed_on]
    asked = Consultation.objects.counting().filter(charter_id=version.charter_id)
    asked.exclude(key__in=proposed, version=None).update(closed_at=timezone.now())
