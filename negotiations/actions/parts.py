"""Writing a sheet in words: a part is written, removed, put back, moved. Several people write at once; nothing is lost."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common import merging
from common.ids import uuid7
from common.permissions import Denied, Stale, require
from negotiations.actions import once
from negotiations.actions.laying_out import after_last
from negotiations.actions.recording import held, record, record_on, touch
from negotiations.actions.starting import sudden_key
from negotiations.kinds import KINDS, OTHER, OWN, Kind
from negotiations.models import PrepSheet, SheetEvent, SheetPart
from negotiations.numbering import moved
from negotiations.permissions import can_write, can_write_limits, sees_limits

MOST = 200
KEPT = 5  # the version of a UUID that follows from a sheet and a name
ADDED, CHANGED, REMOVED, RESTORED = (f"part.{verb}" for verb in ("added", "changed", "removed", "restored"))
# The five lines of sudden preparation: what each is, when it grows.
SUDDEN_LINES = {
    "goal": ("goal", {"party": OWN}),
    "their_goal": ("goal", {"party": OTHER}),
    "plan_b": ("alternative", {"party": OWN, "is_best": True}),
    "question_1": ("question", {}),
    "question_2": ("question", {}),
}


class Saved(NamedTuple):
    """What became of a save. With `conflicts` nothing was written; without a `part` somebody removed it meanwhile."""

    part: SheetPart | None
    conflicts: list[str]
    kept: list[str]


@transaction.atomic
def write_part(sheet: PrepSheet, key: UUID, kind: str, values: dict, stamp: str, *, by) -> Saved:
    """Lays a person's fields over the part; one that is not there yet begins with them. `stamp`: see common.merging."""
    sheet = held(sheet)
    part = SheetPart.objects.filter(pk=key).first()
    require_here(sheet, part, key, kind)
    require(may_write(by, sheet, KINDS[part.kind if part else kind]))
    if part is None:
        return Saved(begin(sheet, key, KINDS[kind], values, by), [], [])
    if part.removed_at:
        return Saved(None, [], [])
    return lay(sheet, part, values, stamp, by)


def may_write(by, sheet: PrepSheet, kind: Kind):
    return can_write_limits(by, sheet) if kind.is_limit else can_write(by, sheet)


def require_here(sheet, part: SheetPart | None, key: UUID, kind: str) -> None:
    """A key of another sheet says nothing about it.

    Nor does one that is kept for a line of another sheet, written or not: it follows from the address of that sheet.
    """
    is_foreign = part.sheet_id != sheet.pk if part else key.version == KEPT and line_at(sheet, key) != kind
    if is_foreign:
        raise Stale(_("This cannot be written here. Open the sheet again."))


def line_at(sheet, key: UUID) -> str:
    """The kind of the line of sudden preparation that this key is kept for on this sheet; empty for other keys."""
    return {sudden_key(sheet, name): kind for name, (kind, _fields) in SUDDEN_LINES.items()}.get(key, "")


def whole(kind: Kind, values: dict) -> dict:
    """All fields of the kind, those that nobody gave empty."""
    return {field.name: values.get(field.name, field.empty) for field in kind.fields}


def begin(sheet, key, kind: Kind, values: dict, by) -> SheetPart:
    require_room(sheet, kind, 1)
    part = SheetPart.objects.create(
        pk=key, sheet=sheet, team_id=sheet.team_id, kind=kind.name, values=whole(kind, values), updated_by=by,
        position=after_last(SheetPart.objects.filter(sheet=sheet)),
    )  # fmt: skip
    remember(ADDED, sheet, part, by)
    touch(sheet)
    return part


def require_room(sheet, kind: Kind, more: int) -> None:
    there = SheetPart.objects.filter(sheet=sheet, kind=kind.name, removed_at=None).count()
    words = _("A sheet has room for %(most)d lines of this kind.") % {"most": MOST}
    require(there + more <= MOST or Denied(words))


def lay(sheet, part: SheetPart, values: dict, stamp: str, by) -> Saved:
    """My fields over theirs; with a conflict nothing is written."""
    theirs = fields_of(part)
    merged = merging.merge(stamp, values, theirs)
    if merged.conflicts or merged.values == theirs:
        return Saved(part, merged.conflicts, merged.kept)
    rewrite(sheet, part, merged.values, by)
    return Saved(part, [], merged.kept)


def fields_of(part: SheetPart) -> dict:
    return whole(KINDS[part.kind], part.values)


def rewrite(sheet, part: SheetPart, values: dict, by) -> None:
    part.values, part.updated_by, part.updated_at = values, by, timezone.now()
    part.revision += 1
    part.save(update_fields=["values", "updated_by", "updated_at", "revision"])
    remember(CHANGED, sheet, part, by)
    touch(sheet)


def heading_of(part: SheetPart) -> str:
    return str(part.values.get(KINDS[part.kind].heading) or "")[:300]


def remember(verb: str, sheet, part: SheetPart, by) -> None:
    is_limit, about = KINDS[part.kind].is_limit, {"key": str(part.pk), "kind": part.kind}
    if verb == CHANGED:
        record_on(CHANGED, sheet, by=by, about=about, since=(ADDED,), is_limit=is_limit, what=heading_of(part))
    else:
        record(verb, sheet, by=by, is_limit=is_limit, **about, what=heading_of(part))


@transaction.atomic
def remove_part(sheet: PrepSheet, key: UUID, *, by) -> SheetPart | None:
    """The part leaves the sheet; it can be put back, with every word."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    part = find_part(sheet, key, by)
    if part and not part.removed_at:
        set_removed(sheet, part, timezone.now(), REMOVED, by)
    return part


@transaction.atomic
def restore_part(sheet: PrepSheet, key: UUID, *, by) -> SheetPart | None:
    """What was removed comes back to its place. A second click finds it there."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    part = find_part(sheet, key, by)
    if part:
        put_back(sheet, part, by)
    return part


def put_back(sheet, part: SheetPart, by) -> None:
    if part.removed_at:
        require_room(sheet, KINDS[part.kind], 1)
        set_removed(sheet, part, None, RESTORED, by)


@transaction.atomic
def bring_back(sheet: PrepSheet, key: UUID, values: dict, *, by) -> Saved:
    """A removed part comes back with the words that somebody was writing meanwhile."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    part = find_part(sheet, key, by)
    if part is None:
        return Saved(None, [], [])
    put_back(sheet, part, by)
    rewrite(sheet, part, fields_of(part) | values, by)
    return Saved(part, [], [])


def find_part(sheet, key, by) -> SheetPart | None:
    """Who may not see a part gets the answer of a part that is not there."""
    part = SheetPart.objects.filter(sheet=sheet, pk=key).first()
    return None if part and KINDS[part.kind].is_limit and not sees_limits(by, sheet) else part


def set_removed(sheet, part: SheetPart, at, verb: str, by) -> None:
    part.removed_at, part.updated_by = at, by
    part.save(update_fields=["removed_at", "updated_by"])
    remember(verb, sheet, part, by)
    touch(sheet)


@transaction.atomic
def move_part(sheet: PrepSheet, key: UUID, direction: str, *, by) -> None:
    """One step up or down among its kind."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    part = find_part(sheet, key, by)
    if part is None or part.removed_at:
        return
    order = [one.pk for one in alike(sheet, part.kind)]
    put_in_order(sheet, part.kind, moved(order, part.pk, direction), by)


@transaction.atomic
def order_parts(sheet: PrepSheet, keys: list[UUID], *, by) -> None:
    """All parts of a kind as somebody arranged them; those that came meanwhile stay behind."""
    if not keys:
        return
    sheet = held(sheet)
    require(can_write(by, sheet))
    first = find_part(sheet, keys[0], by)
    if first is None or first.removed_at:
        return
    here = [one.pk for one in alike(sheet, first.kind)]
    chosen = [key for key in dict.fromkeys(keys) if key in here]
    put_in_order(sheet, first.kind, chosen + [key for key in here if key not in chosen], by)


def alike(sheet, kind: str) -> list[SheetPart]:
    return list(SheetPart.objects.filter(sheet=sheet, kind=kind, removed_at=None))


def put_in_order(sheet, kind: str, order: list[UUID], by) -> None:
    """The kind keeps the places that it has on the sheet, in another order."""
    parts = {part.pk: part for part in alike(sheet, kind)}
    places = sorted(part.position for part in parts.values())
    if list(parts) == order:
        return
    for place, key in zip(places, order, strict=True):
        parts[key].position = place
    SheetPart.objects.bulk_update(parts.values(), ["position"])
    record("part.moved", sheet, by=by, is_limit=KINDS[kind].is_limit, kind=kind)
    touch(sheet)


@transaction.atomic
def add_parts(sheet: PrepSheet, kind: str, lines: list[str], token: UUID, *, by, **common) -> list[SheetPart]:
    """One part for each line. The same `token` adds once. `common` are fields that all get, such as whose they are."""
    sheet, kind = held(sheet), KINDS[kind]
    require(may_write(by, sheet, kind))
    if not lines or SheetEvent.objects.filter(sheet=sheet, pk=token).exists():
        return []
    require_room(sheet, kind, len(lines))
    parts = SheetPart.objects.bulk_create(laid_out(sheet, kind, lines, common, by))
    told_once(sheet, kind, len(parts), token, by)
    touch(sheet)
    return parts


def laid_out(sheet: PrepSheet, kind: Kind, lines: list[str], common: dict, by) -> list[SheetPart]:
    """A part for each line, in this order, behind all that are there."""
    at = after_last(SheetPart.objects.filter(sheet=sheet))
    return [
        SheetPart(
            pk=uuid7(), sheet=sheet, team_id=sheet.team_id, kind=kind.name, position=at + place, updated_by=by,
            values=whole(kind, common | {kind.heading: line}),
        )
        for place, line in enumerate(lines)
    ]  # fmt: skip


def told_once(sheet: PrepSheet, kind: Kind, number: int, token: UUID, by) -> None:
    """The event has the token as its key, so that the same form sent twice finds it."""
    SheetEvent.objects.create(
        sheet=sheet, team_id=sheet.team_id, verb="part.many", actor=by, is_limit=kind.is_limit,
        data={"kind": kind.name, "number": number}, **once.key_for(SheetEvent, token),
    )  # fmt: skip


def sudden_fields(sheet: PrepSheet, texts: dict[str, str], *, with_limits: bool) -> dict[str, str]:
    """The five lines as they stand; without plan B for who may not see it. `texts` by key of parts that are not removed."""
    return {
        name: texts.get(str(sudden_key(sheet, name)), "")
        for name, (kind, _fields) in SUDDEN_LINES.items()
        if with_limits or not KINDS[kind].is_limit
    }


@transaction.atomic
def write_sudden(sheet: PrepSheet, fields: dict[str, str], stamp: str, *, by) -> merging.Merge:
    """The lines of sudden preparation, each a part of the sheet. With a conflict nothing is written."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    with_limits = sees_limits(by, sheet)
    keys = {sudden_key(sheet, name): name for name in SUDDEN_LINES}
    rows = {part.pk: part for part in SheetPart.objects.filter(sheet=sheet, pk__in=keys)}
    texts = {str(key): part.values.get("text", "") for key, part in rows.items() if not part.removed_at}
    theirs = sudden_fields(sheet, texts, with_limits=with_limits)
    merged = merging.merge(stamp, {name: text for name, text in fields.items() if name in theirs}, theirs)
    if merged.conflicts:
        return merged
    for name in [name for name in theirs if merged.values[name] != theirs[name]]:
        write_line(sheet, name, rows.get(sudden_key(sheet, name)), merged.values[name], by)
    return merged


def write_line(sheet, name: str, part: SheetPart | None, text: str, by) -> None:
    kind, fields = SUDDEN_LINES[name]
    if part is None:
        begin(sheet, sudden_key(sheet, name), KINDS[kind], fields | {"text": text}, by)
    elif text or has_more(part):
        part.removed_at = None
        part.save(update_fields=["removed_at"])
        rewrite(sheet, part, fields_of(part) | {"text": text}, by)
    else:
        set_removed(sheet, part, timezone.now(), REMOVED, by)


def has_more(part: SheetPart) -> bool:
    """Whether a line that was cleared says more than its line, which must not vanish with it."""
    words = [field.name for field in KINDS[part.kind].fields if field.type in ("title", "line", "text")]
    return any(part.values.get(name) for name in words if name != "text")
