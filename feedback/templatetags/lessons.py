"""The frame of pages about what is learned from one charter."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.permissions import can_reflect

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_tabs(context, charter, tab=""):
    """My reflection, what the team shared, what became of it."""
    tabs = (
        ("reflect", "feedback:reflect", _("My reflection"), "notebook-pen", can_reflect(context["user"], charter)),
        ("debrief", "feedback:debrief", _("What we shared"), "users", True),
        ("lessons", "feedback:lessons", _("What came of it"), "lightbulb", True),
    )
    return [
        {"label": label, "href": reverse(door, args=[charter.pk]), "icon": icon, "current": key == tab}
        for key, door, label, icon, is_open in tabs
        if is_open
    ]


@register.simple_tag
def clause_url(carry):
    """The clause that came of a carried insight, in the text as it stands."""
    return f"{reverse('charters:show', args=[carry.charter_id])}?clause={carry.item_key}#clause-{carry.item_key}"
