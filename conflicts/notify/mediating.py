"""That something waits for a neutral. Their way leads by an address of their own, which names neither topic nor people."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from conflicts.models import MediationAssignment
from conflicts.notify.telling import ASKED, WAITS, accounts_at, key_of, words_of
from notices import outbox


def mediator(assignment: MediationAssignment, what: str) -> None:
    """The same words as to everybody: what waits stands behind the link, for as long as it is theirs."""
    tell(assignment, what, [assignment.person], template=WAITS)


def tell(assignment: MediationAssignment, what: str, people: list, template: str = "") -> None:
    outbox.tell(
        people, key=key_of(assignment.case, f"{assignment.pk}:{what}"), kind="private.waits",
        text=_("Something private waits for you."), template=template, url=door(assignment),
    )  # fmt: skip


def door(assignment: MediationAssignment) -> str:
    return reverse("conflicts:door_of_mediator", args=[assignment.pk])


def asked(assignment: MediationAssignment, *, by, by_mail: bool) -> None:
    """At an address: whoever confirmed it as theirs reads it in the app, and a mail goes there in the name of `by`."""
    tell(assignment, "asked", accounts_at(assignment.address))
    if by_mail:
        outbox.write(
            assignment.address, key=key_of(assignment.case, f"{assignment.pk}:asked"), template=ASKED,
            context=words_of(assignment, by, settings.SITE_URL + door(assignment)),
        )  # fmt: skip


def over(assignment: MediationAssignment) -> None:
    """Not to an address at which nobody has answered: they never heard of what is over."""
    if assignment.person_id:
        mediator(assignment, "over")


def unask(assignment: MediationAssignment) -> None:
    """What was sent to an address vanishes, as far as it has not left."""
    outbox.take_back(key_of(assignment.case, f"{assignment.pk}:asked"), people=accounts_at(assignment.address))
