"""The frame of the pages of a disagreement: the pages beside this one."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

# (name, door, label, icon).
CASE = (
    ("show", "conflicts:show", _("Where it stands"), "signpost"),
    ("cards", "conflicts:cards", _("How each sees it"), "messages-square"),
    ("options", "conflicts:options", _("Options"), "split"),
    ("agreement", "conflicts:agreement", _("Agreement"), "handshake"),
    ("mediation", "conflicts:mediation", _("Mediator"), "scale"),
    ("story", "conflicts:story", _("What happened"), "history"),
)


def found(name, case):
    try:
        return reverse(name, args=[case.pk])
    except NoReverseMatch:
        return None


@register.simple_tag
def case_tabs(case, tab=""):
    """The pages of one disagreement; a draft has none but itself."""
    if case.state == case.State.DRAFT:
        return []
    doors = [(key, found(name, case), label, icon) for key, name, label, icon in CASE]
    return [
        {"label": label, "href": href, "icon": icon, "current": key == tab} for key, href, label, icon in doors if href
    ]
