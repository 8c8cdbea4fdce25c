"""What may have come of the work that a charter was for, when it is closed. Pure."""

from django.utils.translation import gettext_lazy as _

OUTCOMES = {
    "reached": _("What we set out to do is reached"),
    "partly": _("It is partly reached"),
    "stopped": _("We stopped early"),
    "merged": _("It goes on as part of another charter"),
}
