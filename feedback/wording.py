"""How people asked are counted and called, and what is said of what they are promised. Pure."""

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

CHANGED_MEANWHILE = _("You changed this in another window. Look at it again; what you typed here is not lost.")
DAY_HELP = _("In your time zone, %(zone)s. From 3 to 30 days from today.")

COUNTED = {
    "teammate": ngettext_lazy("%(n)d teammate", "%(n)d teammates", "n"),
    "lead": ngettext_lazy("%(n)d lead", "%(n)d leads", "n"),
    "client": ngettext_lazy("%(n)d client", "%(n)d clients", "n"),
    "partner": ngettext_lazy("%(n)d partner", "%(n)d partners", "n"),
    "other": ngettext_lazy("%(n)d other person", "%(n)d other people", "n"),
    "self": ngettext_lazy("%(n)d person", "%(n)d people", "n"),
}
ONE = {
    "teammate": _("With one teammate, confidential is not possible: whatever is shown would be known to be theirs."),
    "lead": _("With one lead, confidential is not possible: whatever is shown would be known to be theirs."),
    "client": _("With one client, confidential is not possible: whatever is shown would be known to be theirs."),
    "partner": _("With one partner, confidential is not possible: whatever is shown would be known to be theirs."),
    "other": _("With one person, confidential is not possible: whatever is shown would be known to be theirs."),
}
HEADINGS = {
    "teammate": _("Teammates"),
    "lead": _("Leads and managers"),
    "client": _("Clients"),
    "partner": _("Partners, the other side of the table"),
    "other": _("Others"),
    "self": _("Yourself"),
}


def naming(words, person) -> str:
    """The words of a form, with the name of the person whom they are about."""
    name = str(person)
    return str(words).replace(gettext("This person"), name).replace(gettext("this person"), name)


def counted(key: str, n: int) -> str:
    return COUNTED[key] % {"n": n}
