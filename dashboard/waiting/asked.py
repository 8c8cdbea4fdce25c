"""What others ask of a person: to join a team, for feedback and learning, in private. One statement for all of them."""

from allauth.account.models import EmailAddress
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conflicts.models import waiting as private
from dashboard.waiting.one import MOST, Waiting
from feedback.models.waiting import shaped, waits
from teams.models import Invitation

# How each of them reads: picture, verb, words, door.
READS = {
    "invited": ("mail-open", _("Answer"), _("You are invited to join"), "teams:answer"),
    "asked": ("message-square-reply", _("Answer"), _("%(who)s asks how it went: “%(about)s”"), "feedback:asked"),
    "own": (
        "message-square-reply",
        _("Answer"),
        _("What do you say yourself about “%(about)s”?"),
        "feedback:own_answers",
    ),
    "proposed": (
        "lightbulb",
        _("Decide"),
        _("%(who)s proposes that you ask for feedback: “%(about)s”"),
        "feedback:show",
    ),
    "step": ("footprints", _("Look"), _("A step you set yourself: “%(about)s”"), "feedback:results"),
    "quote": ("quote", _("Answer"), _("%(who)s asks whether your words may be quoted"), "feedback:quote_asked"),
    "to_mark": ("lightbulb", _("Mark"), _("Did the insights help? %(who)s"), "feedback:mark_insights"),
    "contact": ("contact", _("Confirm"), _("Do you know these people too? %(who)s"), "feedback:contacts"),
    # What it is about stands behind the door: a home page is shown around.
    "private": ("lock", _("Look"), _("Something private waits for you"), "conflicts:door"),
    "mediate": ("lock", _("Look"), _("Something private waits for you"), "conflicts:door_of_mediator"),
}


def asked(user):
    first, *others = waits(user)
    rows = first.union(*others, *private.waits(user), invitations(user), all=True)
    return [waiting_of(*row) for row in rows[:MOST]]


def waiting_of(kind, key, who, about, until) -> Waiting:
    icon, verb, text, door = READS[kind]
    text = text % {"who": who, "about": about[:120]}
    return Waiting(icon, verb, text, who if kind == "invited" else "", reverse(door, args=[key]), until)


def invitations(user):
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    sent = Invitation.objects.waiting().filter(expires_at__gt=timezone.now(), email__in=addresses)
    return shaped(sent, "invited", who="team__name", until=TruncDate("expires_at"))
