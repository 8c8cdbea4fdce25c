"""Changing what is in force: an amendment is a copy of it, with the keys of all clauses kept. One is open at a time."""

from django.db import transaction
from django.utils import timezone

from charters.models import Charter, CharterVersion, Item, RoleReview
from charters.permissions import can_begin_amendment
from common.ids import uuid7
from common.locks import lock
from common.permissions import require
from teams.history import record


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

    record("charter.amendment_begun", version, by=by, about=charter, number=base.number)
    return version


def copied(row, version: CharterVersion):
    """The same under the new version; who wrote it and when stays. A manager's yes holds as long as the words do."""
    row.pk, row._state.adding = uuid7(), True
    row.version = version
    return row
