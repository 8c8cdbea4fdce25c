"""When a disagreement should not be settled between the people alone. Pure.

The reasons follow guides to mediation: it is unfit where somebody was harmed or is in danger, where a right is at stake
that should not be bargained over, and where somebody at the table cannot decide.
"""

from django.utils.translation import gettext_lazy as _

# What may speak against it: code → what a person ticks.
REASONS = {
    "harassment": _("Somebody is harassed or bullied"),
    "discrimination": _("Somebody is treated worse for who they are"),
    "violence": _("There is violence, or a threat of it"),
    "legal": _("It is about somebody’s legal rights, or a law may be broken"),
    "power": _("One of us cannot decide what has to be decided, or depends too much on the other to speak freely"),
}
