"""The words of a clause as somebody saw them."""

from charters.actions import talking
from charters.merging import mark


def seen(item, field="text"):
    return mark(item.values[field], talking.MARK)
