"""A day on which a charter is looked at again, and what people were told."""

from datetime import UTC, date, datetime

from django.urls import reverse

from notices.models import Notice

DAY = date(2027, 3, 1)
MOMENT = datetime(2027, 3, 1, 12, tzinfo=UTC)
PEOPLE = ("ann", "bo", "cy", "mo", "ob", "oz")


def due(version, day):
    version.charter.next_review_on = day
    version.charter.save()


def told(**only):
    rows = Notice.objects.filter(**only).select_related("person").order_by("kind", "person__name")
    return [(one.kind, one.person.name) for one in rows]


def url(name, *parts):
    return reverse(f"charters:{name}", args=parts)


def only(reason, *who):
    return dict.fromkeys(PEOPLE, reason) | dict.fromkeys(who, True)


def page(client, name, *parts):
    response = client.get(url(name, *parts))
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().replace("&#x27;", "'").split())
