"""What other clauses say about a removed one by its key: RACI letters of a role, goals that serve a goal."""

from charters.actions.writing import rewrite
from charters.models import CharterVersion, Item


def cut(version: CharterVersion, gone: Item, *, by) -> list[dict]:
    """Takes the links away and returns them as they were, to be kept with the removal."""
    key, found = str(gone.key), []
    for item in linking(version, gone.kind):
        if gone.kind == "role" and key in item.values.get("letters", {}):
            letters = dict(item.values["letters"])
            found.append({"key": str(item.key), "role": key, "letters": letters.pop(key)})
            rewrite(item, item.values | {"letters": letters}, by=by)
        if gone.kind == "goal" and item.values.get("serves") == key:
            found.append({"key": str(item.key), "serves": key})
            rewrite(item, item.values | {"serves": ""}, by=by)
    return found


def linking(version, kind: str):
    """The clauses that may speak of one of this kind."""
    kinds = {"role": ["deliverable"], "goal": ["goal"]}.get(kind, [])
    return Item.objects.filter(version=version, kind__in=kinds)


def mend(version: CharterVersion, links: list[dict], *, by) -> None:
    """Brings links back where nothing else was written meanwhile."""
    found = Item.objects.filter(version=version, key__in=[link["key"] for link in links])
    items = {str(item.key): item for item in found}
    for link in links:
        item = items.get(link["key"])
        if item is None:
            continue
        if "role" in link and not item.values.get("letters", {}).get(link["role"]):
            rewrite(
                item, item.values | {"letters": item.values.get("letters", {}) | {link["role"]: link["letters"]}}, by=by
            )
        if "serves" in link and not item.values.get("serves"):
            rewrite(item, item.values | {"serves": link["serves"]}, by=by)
