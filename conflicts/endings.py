"""The ways in which a disagreement ends or goes on again, and what each of them means. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Ending:
    """`verb` is that of the action, its rule and its door; `label` stands on the button, `means` says what follows."""

    verb: str
    icon: str
    label: str
    when: str
    means: tuple[str, ...]


NOBODY_ASKS = _(
    "The others are told that something waits for them. Nobody is asked for a reason, and no reason is shown."
)
ENDINGS = (
    Ending(
        "leave_case", "log-out", _("Leave it to the others"), _("You want no part in it any more; the others can go on."),
        (NOBODY_ASKS,
         _("You cannot read it any more. What you shared stays with the others until it is deleted."),
         _("An agreement that is not signed by all yet is written and signed again by those who stay.")),
    ),
    Ending(
        "close_case", "archive", _("Close it"), _("It is enough for now, for whatever reason."),
        (NOBODY_ASKS,
         _("What all of you have signed stays signed, and you can go on reading it. Nobody is asked any more whether it holds."),
         _("Each of you can take it up again, until it is deleted.")),
    ),
    Ending(
        "refer", "signpost", _("Take it elsewhere"), _("It belongs with somebody else: a contact of your organisation, or whom you trust."),
        (NOBODY_ASKS,
         _("The others read here that you took it elsewhere, and never where."),
         _("This site passes nothing on. You tell there what you want to tell."),
         _("It cannot be taken up again here.")),
    ),
    Ending(
        "withdraw", "undo-2", _("Take it back"), _("You began it, and would rather not have."),
        (NOBODY_ASKS, _("It cannot be taken up again. You can begin a new one.")),
    ),
    Ending(
        "reopen", "rotate-ccw", _("Take it up again"), _("It was not over yet."),
        (_("The others are told that something waits for them. Whoever does not want to go on closes it again."),
         _("You go on with what you shared. What was private is gone, and does not come back.")),
    ),
)  # fmt: skip
BY_VERB = {ending.verb: ending for ending in ENDINGS}
