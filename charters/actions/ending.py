"""The end that a charter names for itself: it becomes a day on adoption, and on the day after the charter has ended."""

from datetime import date
from itertools import takewhile

from django.db import transaction
from django.utils import timezone

from charters.due import resolve
from charters.models import Charter, CharterVersion, Item
from charters.notify import closing as notify
from common.locks import lock
from teams.history import record

State = CharterVersion.State
HELD = [*CharterVersion.STANDING, State.SUPERSEDED]


def settle(version: CharterVersion) -> None:
    """With a version that comes into force, its end becomes the charter's. Called by that verb, which holds the charter."""
    charter = version.charter
    charter.ends_on = end_of(version)
    charter.save(update_fields=["ends_on"])


def end_of(version: CharterVersion) -> date | None:
    """The last day that its words can mean, counted from the day since which they have stood there without a break.

    A later version that leaves “adoption + 6 months” as it was does not move the end.
    """
    dates = Item.objects.filter(version__charter=version.charter_id, kind="dates")
    said = {item.version_id: item.clause()["ends"] for item in dates}
    adopted = CharterVersion.objects.filter(
        charter=version.charter_id, state__in=HELD, activated_at__lte=version.activated_at
    )
    held = adopted.order_by("-activated_at", "-pk").values_list("pk", "activated_at")
    end = said.get(version.pk)
    *_, since = [version.activated_at, *(at for _, at in takewhile(lambda one: said.get(one[0]) == end, held))]
    return resolve(end, timezone.localdate(since))


def has_ended(charter: Charter, today: date) -> bool:
    return charter.ends_on is not None and charter.ends_on < today


@transaction.atomic
def expire(charter: Charter, today: date) -> None:
    """Its last day is over. Nothing is deleted: the text stays, and moving the end renews it."""
    charter = lock(charter)
    version = charter.versions.active().first()
    if version is None or not has_ended(charter, today):
        return
    version = lock(version)
    version.become(State.EXPIRED)
    version.save(update_fields=["state"])

    ends_on = charter.ends_on.isoformat()
    record("charter.expired", version, by=None, about=charter, number=version.number, ends_on=ends_on)
    notify.expired(version)


def warn(charter: Charter) -> None:
    """The leads hear two weeks ahead, once for each end."""
    notify.ends_soon(charter)
