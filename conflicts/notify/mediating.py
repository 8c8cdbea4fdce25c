"""That something waits for a neutral. Their way leads by an address of their own, which names neither topic nor people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from conflicts.models import MediationAssignment
from conflicts.notify.telling import WAITS, key_of
from notices import outbox


def mediator(assignment: MediationAssignment, what: str) -> None:
    """The same words as to everybody: what waits stands behind the link, for as long as it is theirs."""
    outbox.tell(
        [assignment.person], key=key_of(assignment.case, f"{assignment.pk}:{what}"), kind="private.waits",
        text=_("Something private waits for you."), template=WAITS,
        url=reverse("conflicts:door_of_mediator", args=[assignment.pk]),
    )  # fmt: skip


def mediators(assignments: Iterable[MediationAssignment], what: str) -> None:
    for assignment in assignments:
        mediator(assignment, what)
