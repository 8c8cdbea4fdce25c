"""Pictures and sentences of results, for their templates."""

from django import template

from feedback.exporting.page import sentence
from feedback.pictures.picks import bars
from feedback.pictures.scale import scale
from feedback.report import Row

register = template.Library()


@register.simple_tag
def scale_of(row: Row, own):
    return scale(row.median, row.band, row.histogram, own)


@register.filter
def bars_of(row: Row):
    """The bars of what was counted; none where only the most named are told."""
    return bars([one for one in row.picked if one[1] is not None])


@register.filter
def in_words(row: Row):
    return sentence(row)


@register.filter
def score(value):
    """4 or 4.5, in every language the same."""
    return "" if value is None else f"{value:g}"
