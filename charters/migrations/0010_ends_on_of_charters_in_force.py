"""Charters that came into force before ends were looked after get theirs from their words."""

from django.db import migrations

from charters.due import resolve


def find_ends(apps, _schema_editor):
    Item = apps.get_model("charters", "Item")
    dates = Item.objects.filter(kind="dates", version__state="active").select_related("version__charter")
    for item in dates.defer("version__document", "version__last_document", "version__imported_record"):
        charter = item.version.charter
        charter.ends_on = resolve(item.values.get("ends"), item.version.activated_at.date())
        if charter.ends_on:
            charter.save(update_fields=["ends_on"])


class Migration(migrations.Migration):
    dependencies = [("charters", "0009_closing_and_ending")]
    operations = [migrations.RunPython(find_ends, migrations.RunPython.noop)]
