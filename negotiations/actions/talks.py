"""The talks: a session begins, lines of its log are written, changed, removed; an assumption is settled."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import merging
from common.locks import lock
from common.permissions import require
from negotiations.actions import packages, snapshots
from negotiations.actions.once import key_for, made
from negotiations.actions.recording import held, record, touch
from negotiations.kinds import OTHER
from negotiations.models import Package, PrepSheet, Session, SessionEntry, SheetPart
from negotiations.permissions import can_log, can_settle_assumption, can_start_session

FIELDS = ("kind", "party", "words", "heard", "reflected_back", "confirmed_by_them", "acknowledged", "package")


class Saved(NamedTuple):
    """An entry after a form was sent: `conflicts` names the fields that somebody else changed too; then nothing was written."""

    entry: SessionEntry
    conflicts: list[str]


@transaction.atomic
def start_session(sheet: PrepSheet, held_on: date, *, by, title="", with_whom="", key: UUID | None = None) -> Session:
    """People meet. The first time it freezes the preparation. The same `key` begins once, however often the form is sent."""
    sheet = held(sheet)
    begun = made(Session.objects.filter(sheet=sheet), key)
    if begun:
        return begun
    require(can_start_session(by, sheet))
    begin(sheet, by)
    session = Session.objects.create(
        sheet=sheet, team_id=sheet.team_id, held_on=held_on, title=title, with_whom=with_whom, **key_for(Session, key)
    )
    record("session.started", sheet, by=by, session=str(session.pk))
    touch(sheet)
    return session


def begin(sheet: PrepSheet, by) -> None:
    """From preparing to negotiating, with the preparation as it stood."""
    if sheet.state not in PrepSheet.PREPARING:
        return
    snapshots.take(sheet, by=by)
    sheet.become(PrepSheet.State.ACTIVE)
    sheet.save(update_fields=["state"])


@transaction.atomic
def describe_session(session: Session, held_on: date, *, by, title="", with_whom="") -> Session:
    """Day, title and who was there."""
    sheet = held(session.sheet)
    require(can_log(by, sheet))
    session = lock(session)
    if (session.held_on, session.title, session.with_whom) == (held_on, title, with_whom):
        return session
    session.held_on, session.title, session.with_whom = held_on, title, with_whom
    session.save(update_fields=["held_on", "title", "with_whom"])
    record("session.described", sheet, by=by, session=str(session.pk))
    return session


@transaction.atomic
def log_entry(session: Session, values: dict, *, by, key: UUID | None = None, choices: dict | None = None) -> SessionEntry:  # fmt: skip
    """One line of the log. `choices` is a package put together on the spot. The same `key` writes once."""
    sheet = held(session.sheet)
    require(can_log(by, sheet))
    there = made(SessionEntry.objects.filter(sheet=sheet), key)
    if there:
        return there
    package = offered(sheet, values["party"], choices, by) if choices else as_package(sheet, values.get("package"))
    entry = SessionEntry.objects.create(
        sheet=sheet, team_id=sheet.team_id, session=session, author=by, **values | {"package": package},
        **key_for(SessionEntry, key),
    )  # fmt: skip
    record("entry.logged", sheet, by=by, entry=str(entry.pk), kind=entry.kind)
    touch(sheet)
    return entry


def offered(sheet: PrepSheet, party: str, choices: dict, by) -> Package:
    """A package as it was named at the table: theirs, or ours."""
    origin = Package.Origin.THEIRS if party == OTHER else Package.Origin.MANUAL
    name = _("Their offer of %(day)s") if party == OTHER else _("Our offer of %(day)s")
    day = date_format(timezone.localtime(), "j M, H:i")
    return packages.save_package(sheet, name % {"day": day}, choices, origin=origin, by=by)


def as_package(sheet: PrepSheet, key) -> Package | None:
    return Package.objects.filter(sheet=sheet, pk=key).first() if key else None


def plain(entry: SessionEntry) -> dict:
    """The fields of an entry as its form knows them."""
    fields = {name: getattr(entry, name) for name in FIELDS}
    return fields | {"package": str(entry.package_id or "")}


@transaction.atomic
def rewrite_entry(entry: SessionEntry, values: dict, base: str, *, by) -> Saved:
    """Lays what the form changed over what is saved. `base` is the stamp that the form was read at."""
    sheet = held(entry.sheet)
    require(can_log(by, sheet))
    entry = lock(entry)
    merged = merging.merge(base, values, plain(entry))
    if merged.conflicts or merged.values == plain(entry):
        return Saved(entry, merged.conflicts)
    package = as_package(sheet, merged.values["package"])
    for name, value in (merged.values | {"package": package}).items():
        setattr(entry, name, value)
    entry.revision += 1
    entry.save(update_fields=[*FIELDS, "revision"])
    record("entry.rewritten", sheet, by=by, entry=str(entry.pk), kind=entry.kind)
    return Saved(entry, [])


@transaction.atomic
def acknowledge(entry: SessionEntry, *, by) -> SessionEntry:
    """Their concern was acknowledged at the table: said in our words, without yes or no."""
    sheet = held(entry.sheet)
    require(can_log(by, sheet))
    entry = lock(entry)
    if entry.acknowledged:
        return entry
    entry.acknowledged = True
    entry.revision += 1
    entry.save(update_fields=["acknowledged", "revision"])
    record("entry.acknowledged", sheet, by=by, entry=str(entry.pk))
    return entry


@transaction.atomic
def remove_entry(entry: SessionEntry, *, by) -> SessionEntry:
    """Taken out of the log; it can be put back. What it moved stays moved."""
    return put(entry, timezone.now(), "entry.removed", by=by)


@transaction.atomic
def restore_entry(entry: SessionEntry, *, by) -> SessionEntry:
    return put(entry, None, "entry.restored", by=by)


@transaction.atomic
def put(entry: SessionEntry, removed_at, verb: str, *, by) -> SessionEntry:
    sheet = held(entry.sheet)
    require(can_log(by, sheet))
    entry = lock(entry)
    if bool(entry.removed_at) == bool(removed_at):
        return entry
    entry.removed_at = removed_at
    entry.save(update_fields=["removed_at"])
    record(verb, sheet, by=by, entry=str(entry.pk))
    return entry


@transaction.atomic
def settle_assumption(part: SheetPart, status: str, *, by) -> SheetPart:
    """What we took for true was heard to be so, or not; the line on the sheet knows it from now on."""
    sheet = held(part.sheet)
    require(can_settle_assumption(by, sheet))
    part = lock(part)
    if part.values.get("status") == status:
        return part
    part.values = part.values | {"status": status}
    part.revision, part.updated_by, part.updated_at = part.revision + 1, by, timezone.now()
    part.save(update_fields=["values", "revision", "updated_by", "updated_at"])
    record("assumption.settled", sheet, by=by, part=str(part.pk), status=status)
    return part
