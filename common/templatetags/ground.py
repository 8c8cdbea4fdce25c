"""What templates need beside Django's own tags."""

from django import template

from common.markdown import to_html

register = template.Library()
register.filter("markdown", to_html)


@register.filter
def get(mapping, key):
    """`{{ letters|get:role.key }}`: a mapping read by a key that is itself a variable."""
    return mapping.get(key) if mapping else None
