"""What the tests of the draft share: opening the form of a clause as a browser does, and sending it again."""

from django.urls import reverse

from charters.merging import flat
from charters.models import Item

HTMX = {"HX-Request": "true"}


def url(name, version, *parts):
    return reverse(f"charters:{name}", args=[version.charter_id, *parts])


def the(version, kind, heading=None) -> Item:
    """The clause of this kind (with this heading)."""
    found = [item for item in version.items.filter(kind=kind).for_content() if heading in (None, item.clause().heading)]
    return found[0]


def headings(version, kind, parent=None) -> list[str]:
    items = version.items.filter(kind=kind, parent=parent).for_content()
    return [item.clause().heading for item in items]


def opened(client, version, key) -> dict:
    """The fields of the open form, as the browser would send them back untouched."""
    return sent_by(client.get(url("item", version, key)))


def sent_by(response) -> dict:
    form = response.context["form"]
    fields = {name: form[name].value() for name in form.fields}
    kind = {"kind": response.context["kind"].name} if response.context.get("is_new") else {}
    return (
        {name: value for name, value in fields.items() if value is not None and value is not False}
        | kind
        | {"revision": response.context["stamp"]}
    )


def send(client, version, key, fields, htmx=True):
    return client.post(url("item", version, key), fields, headers=HTMX if htmx else {})


def stamped(response) -> str:
    """The stamp that an answer to a save put into the form."""
    return response.context["stamp"]


def saved_values(item: Item) -> dict:
    item.refresh_from_db()
    return flat(item.clause().values, item.clause().person)
