"""Who hears that they are asked, in which words. Nothing of the request stands in the row of a mail: it is read when it is sent."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from feedback.models import FeedbackInvitation, FeedbackRequest
from notices import outbox

ASKED = "feedback/notices/asked.txt"


def key_of(request: FeedbackRequest, kind: str) -> str:
    """All mails and notices of a request begin with it, so that they can be forgotten together."""
    return f"feedback:{request.pk}:{kind}"


def asked(request: FeedbackRequest, invitations: list[FeedbackInvitation]) -> None:
    """One mail to each address; those with an account find it in their inbox, too."""
    for invitation in invitations:
        key = key_of(request, f"asked:{invitation.pk}")
        outbox.write(invitation.address, key=key, template=ASKED, context={"invitation": str(invitation.pk)})
        if invitation.person:
            outbox.tell(
                [invitation.person], key=key, kind="feedback.asked", url=reverse("feedback:asked", args=[invitation.pk]),
                text=_("%(who)s asks you how it went.") % {"who": request.subject},
            )  # fmt: skip


def words_for(invitation: FeedbackInvitation) -> dict:
    """What a mail to a respondent is made of."""
    request = invitation.request
    return {
        "name": invitation.name, "who": str(request.subject), "about": request.about, "note": request.note,
        "closes_on": date_format(request.closes_on, "l, j F Y"), "time_zone": request.time_zone,
        "is_named": invitation.group.is_named, "minutes": invitation.group.version.questionnaire.minutes,
    }  # fmt: skip
