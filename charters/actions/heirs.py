"""What a charter that changed means for those that have clauses from it: their leads hear of it, and nothing else happens."""

from charters import inheriting
from charters.models import CharterVersion, Inheritance
from charters.notify import inheriting as notify
from charters.parentage import LIVE
from charters.records import content_of

State = CharterVersion.State


def tell(version: CharterVersion) -> None:
    """Called in the transaction in which this version comes into force, or holds again."""
    text = content_of(version)
    rows = Inheritance.objects.filter(parent_charter=version.charter, version__state__in=LIVE)
    rows = rows.filter(version__charter__closed_at=None).select_related("version__charter", "version__team")
    by_charter: dict = {}
    for row in rows.order_by("version__created_at", "taken_at", "pk"):
        by_charter.setdefault(row.version.charter_id, {}).setdefault(row.version, []).append(row)
    for found in by_charter.values():
        heir = next((one for one in found if one.state in CharterVersion.OPEN), list(found)[-1])
        if inheriting.has_news(found[heir], text):
            notify.parent_changed(heir, version)
