"""Numbers of the explorer as people read them."""

from math import floor

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def grouped(number) -> str:
    """14800 as 14,800 and 2.50 as 2.5; nothing for nothing."""
    if number is None:
        return ""
    return number_format(int(number) if number == int(number) else round(number, 2), force_grouping=True)


@register.filter
def percent(number) -> str:
    """72.4137 as 72%, 0.4 as 0.4%: whole where that says enough. Nothing but all is called 100%."""
    if 99 < number < 100:
        return f"{number_format(floor(10 * number) / 10, 1)}%"
    digits = 1 if 0 < number < 1 else 0
    return f"{number_format(round(number, digits), digits)}%"


@register.filter
def share(number) -> str:
    """A part of one as percent: 0.996 as 99.6%."""
    return percent(100 * number)


@register.filter
def lookup(mapping, key):
    """What a dictionary has under a key that only the page knows."""
    return mapping.get(key)
