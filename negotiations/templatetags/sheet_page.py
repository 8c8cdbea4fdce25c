"""The frame of a sheet's pages: the pages beside this one."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from negotiations.limits import named

register = template.Library()
register.filter("named_limits", named)

TABS = (
    ("prepare", "negotiations:show", _("Prepare"), "notebook-pen"),
    ("numbers", "negotiations:numbers", _("Numbers"), "sliders-horizontal"),
    ("explore", "negotiations:explore", _("Explore"), "compass"),
    ("talks", "negotiations:talks", _("Talks"), "messages-square"),
    ("after", "negotiations:after", _("After"), "flag"),
    ("together", "negotiations:sharing", _("Together"), "handshake"),
    ("people", "negotiations:seats", _("People"), "users"),
    ("history", "negotiations:history", _("History"), "history"),
)


@register.simple_tag
def sheet_tabs(sheet, tab=""):
    """The pages of a sheet."""
    tabs = [
        {"label": label, "href": door(name, sheet), "icon": icon, "current": key == tab}
        for key, name, label, icon in TABS
    ]
    return [one for one in tabs if one["href"]]


def door(name, sheet):
    try:
        return reverse(name, args=[sheet.pk])
    except NoReverseMatch:
        return ""
