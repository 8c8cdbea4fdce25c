"""The link by which a mail is switched off: signed, stored nowhere, and good for one switch only (see docs/adr)."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User
from notices.models import Mail

signer = Signer(salt="notices.unsubscribing", sep=".")


def token_for(person, topic: str) -> str:
    """The same for every mail about this topic, so that each try of a mail sends the same words."""
    return signer.sign(f"{person.pk.hex}-{topic}")


def link_for(mail: Mail) -> str:
    return settings.SITE_URL + reverse("notices:stop", args=[token_for(mail.person, mail.topic)])


def meant(token: str) -> tuple[User, str] | None:
    """Whose mails about what; None for a token that we never gave away, or whose person is gone."""
    try:
        person, _dash, topic = signer.unsign(token).partition("-")
    except BadSignature:
        return None
    found = User.objects.filter(pk=UUID(person), is_active=True).first()
    return (found, topic) if found else None
