"""How a person wants to hear of what. It leaves no event: what people choose for themselves is their own."""

from django.db import transaction

from common.locks import lock
from common.permissions import require
from notices import topics
from notices.models import Mail, Notice, Preference, Way
from notices.permissions import can_choose


@transaction.atomic
def choose(person, ways: dict[str, str], *, by) -> None:
    """The person says for each topic, and for the day's mail, how they want to be told."""
    person = lock(person)
    require(can_choose(by, person))

    Preference.objects.bulk_create(
        [Preference(person=person, topic=topic, way=way) for topic, way in ways.items()],
        update_conflicts=True, unique_fields=["person", "topic"], update_fields=["way", "before"],
    )  # fmt: skip
    settle(person, [topic for topic, way in ways.items() if way == Way.OFF])


@transaction.atomic
def stop(person, topic: str, *, by) -> None:
    """No more mails about it; they go on in the app. What held before is kept, so that it can be undone."""
    person = lock(person)
    require(can_choose(by, person))
    chosen = Preference.objects.filter(person=person, topic=topic).first() or Preference(person=person, topic=topic)
    if chosen.way == Way.OFF:
        return

    chosen.before, chosen.way = chosen.way, Way.OFF
    chosen.save()
    settle(person, [topic])


@transaction.atomic
def resume(person, topic: str, *, by) -> None:
    """As it was before it was stopped."""
    person = lock(person)
    require(can_choose(by, person))
    for chosen in Preference.objects.filter(person=person, topic=topic, way=Way.OFF):
        chosen.way, chosen.before = chosen.before or topics.DEFAULTS[topic], ""
        chosen.save()


def settle(person, stopped: list[str]) -> None:
    """Whoever said no gets no more of it, not even what was on its way."""
    notices = Notice.objects.filter(person=person)
    if Preference.DAY not in stopped:
        notices = notices.filter(kind__in=[kind for topic in stopped for kind in topics.kinds_that_may_stop(topic)])
    queued = Mail.objects.filter(person=person, state=Mail.State.QUEUED)
    days = queued.filter(topic=Preference.DAY).values("created_at")
    notices.filter(mail_at__isnull=False).update(mail_at=None)
    notices.filter(mailed_at__in=days).update(mailed_at=None)
    queued.filter(topic__in=stopped).update(state=Mail.State.WITHDRAWN, sealed="")
