"""The frames of pages of feedback: the pages beside this one."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback import wording

register = template.Library()

# What is one's own: (name, door, label, icon).
OWN = (
    ("requests", "feedback:list", _("Ask"), "message-circle-question-mark"),
    ("asked", "feedback:asks", _("Answer"), "message-square-reply"),
    ("trend", "feedback:trend", _("Over time"), "chart-line"),
    ("insights", "feedback:insights", _("Insights"), "lightbulb"),
    ("learning", "feedback:learning", _("Learning"), "graduation-cap"),
    ("profile", "feedback:profile", _("Profile"), "id-card"),
)
# Of one request.
REQUEST = (
    ("show", "feedback:show", _("Request"), "message-circle-question-mark"),
    ("results", "feedback:results", _("Result"), "chart-column"),
)


@register.simple_tag
def own_tabs(tab=""):
    """The pages of a person's own feedback and learning."""
    return [
        {"label": label, "href": reverse(name), "icon": icon, "current": key == tab} for key, name, label, icon in OWN
    ]


@register.simple_tag
def request_tabs(ask, tab=""):
    """The pages of one request."""
    return [
        {"label": label, "href": reverse(name, args=[ask.pk]), "icon": icon, "current": key == tab}
        for key, name, label, icon in REQUEST
    ]


@register.filter
def naming(words, person) -> str:
    return wording.naming(words, person)
