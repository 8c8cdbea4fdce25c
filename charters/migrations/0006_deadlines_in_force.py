"""Charters that were in force before deadlines had a live side get theirs, counted from the day they came into force."""

from django.db import migrations
from django.utils import timezone

from charters.due import resolve

KINDS = ("deliverable", "milestone")
MANY = 500


def begin(apps, schema_editor):
    Version, Item, Deadline = (apps.get_model("charters", name) for name in ("CharterVersion", "Item", "Deadline"))
    for version in Version.objects.filter(state="active").only("id", "charter_id", "team_id", "activated_at").iterator():
        since = timezone.localdate(version.activated_at)
        items = list(Item.objects.filter(version=version, kind__in=KINDS).order_by("position", "id"))
        rows = [begun(Deadline, version, item, since) for item in items]
        Deadline.objects.bulk_create(rows, batch_size=MANY, ignore_conflicts=True)
        for item, row in zip(items, rows, strict=True):
            item.due_on = row.due_on
        Item.objects.bulk_update(items, ["due_on"], batch_size=MANY)


def begun(Deadline, version, item, since):
    due = item.values.get("due")
    return Deadline(
        team_id=version.team_id, charter_id=version.charter_id, key=item.key, kind=item.kind,
        title=item.values.get("title", "")[:2_000], due=due, due_on=resolve(due, since), baseline_on=since,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("charters", "0005_consultations")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
