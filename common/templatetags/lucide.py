"""`{% lucide "flag" size=16 %}`: the icon of the package, drawn once, for a page holds dozens of the same few."""

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide

register = template.Library()
register.simple_tag(lru_cache(maxsize=2048)(lucide))
