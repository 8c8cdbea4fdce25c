"""Never ask me again, and "somebody presses me": what a respondent can always say, and what nobody else reads."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.permissions import require
from feedback.actions.holding import held_invitation
from feedback.digests import digest_of
from feedback.models import Concern, DoNotContact, FeedbackInvitation
from feedback.permissions import can_raise_concern, can_stop_mails

State = FeedbackInvitation.State
signer = Signer(salt="feedback.do-not-contact", sep=".")


@transaction.atomic
def stop_mails(invitation: FeedbackInvitation) -> FeedbackInvitation:
    """No member can mail this address any more. Who was asked by name and had not answered counts as not reached; what
    was sent stays sent. In confidence nothing changes: it would tell that somebody had not answered, or that they had.
    """
    invitation = held_invitation(invitation)
    require(can_stop_mails(invitation))
    forbid(invitation.normal_address)
    if invitation.state == State.SENT and invitation.group.is_named:
        invitation.become(State.BOUNCED)
        invitation.save(update_fields=["state"])
    return invitation


def forbid(normal_address: str) -> None:
    note(digest_of(normal_address))


def note(digest: str) -> None:
    DoNotContact.objects.get_or_create(digest=digest, defaults={"since": timezone.localdate()})


def way_out(normal_address: str) -> str:
    """The link of a mail to somebody who may have no account, signed and stored nowhere (ADR 7). The address cannot be
    read from it.
    """
    token = signer.sign(digest_of(normal_address))
    return settings.SITE_URL + reverse("feedback:no_more_mails", args=[token])


def marked(token: str) -> str | None:
    """The digest of an address behind `way_out`; None for what we never gave away."""
    try:
        return signer.unsign(token)
    except BadSignature:
        return None


@transaction.atomic
def raise_concern(invitation: FeedbackInvitation, words: str, key: UUID) -> None:
    """Administrators read the words and the day, nobody who it was. The same `key` says it once."""
    require(can_raise_concern(invitation))
    if not Concern.objects.filter(pk=key).exists():
        Concern.objects.create(pk=key, request=invitation.request, words=words, raised_on=timezone.localdate())


def is_stopped(normal_address: str) -> bool:
    return DoNotContact.objects.filter(digest=digest_of(normal_address)).exists()
