"""What a clause looked like when somebody began to write, and a content as rows."""

from charters import merging
from charters.actions import items
from charters.models import Item


def stamp_of(item: Item) -> str:
    item.refresh_from_db()
    return merging.stamp(item.revision, items.theirs_of(item))


def texts(content):
    return [(clause.key, clause.kind, clause.parent, clause.values, clause.person) for clause in content.clauses]
