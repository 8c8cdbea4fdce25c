"""Who hears that they are asked, in which words. Nothing of the request stands in the row of a mail: it is read when it is sent."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.addresses import display_name
from feedback.models import FeedbackInvitation, FeedbackRequest
from notices import outbox

ASKED = "feedback/notices/asked.txt"


def key_of(request: FeedbackRequest, what: str) -> str:
    """All mails and notices of a request begin with it, so that they can be forgotten together."""
    return f"feedback:{request.pk}:{what}"


def forget(request: FeedbackRequest) -> None:
    """No mail and no notice of the request is left, and what waits is not sent."""
    outbox.forget(key_of(request, ""))


def asked(request: FeedbackRequest, invitations: list[FeedbackInvitation], again: str = "") -> None:
    """One mail to each address; those with an account find it in their inbox, too. `again` tells a second first mail apart."""
    keys = {one.pk: key_of(request, f"asked:{one.pk}{again}") for one in invitations}
    outbox.post(
        [
            outbox.mail_to(one.address, keys[one.pk], ASKED, {"invitation": str(one.pk)}, None, None)
            for one in invitations
        ]
    )
    for one in invitations:
        if one.person:
            outbox.tell(
                [one.person], key=keys[one.pk], kind="feedback.asked", url=reverse("feedback:asked", args=[one.pk]),
                text=_("%(who)s asks you how it went.") % {"who": display_name(str(request.subject))},
            )  # fmt: skip


def proposed(request: FeedbackRequest) -> None:
    outbox.tell(
        [request.subject], key=key_of(request, "proposed"), kind="feedback.proposed", team_id=request.team_id,
        text=_("%(who)s proposes that you ask for feedback.") % {"who": request.proposed_by},
        url=reverse("feedback:show", args=[request.pk]),
    )  # fmt: skip


def proposal_answered(request: FeedbackRequest) -> None:
    """The lead hears yes or no, and nothing of what comes of it."""
    if request.proposed_by is None:
        return
    words = (
        _("%(who)s will prepare a request for feedback, as you proposed.")
        if request.state == FeedbackRequest.State.DRAFT
        else _("%(who)s asks for no feedback this time.")
    )
    outbox.tell(
        [request.proposed_by], key=key_of(request, "proposal_answered"), kind="feedback.proposal_answered",
        text=words % {"who": request.subject}, url=reverse("feedback:list"), team_id=request.team_id,
    )  # fmt: skip


def came_by_open_link(invitation: FeedbackInvitation) -> None:
    """Who it is stands on the page of the request, for the person who asks; not in a notice."""
    request = invitation.request
    outbox.tell(
        [request.subject], key=key_of(request, f"came:{invitation.pk}"), kind="feedback.came_by_open_link",
        text=_("Somebody came by your open link and waits for you to confirm them."),
        url=reverse("feedback:show", args=[request.pk]),
    )  # fmt: skip


def not_reached(request: FeedbackRequest, now) -> None:
    """Who it is stands on the page of the request. Once a day, however many."""
    outbox.tell(
        [request.subject], key=key_of(request, f"not_reached:{now.date()}"), kind="feedback.not_reached",
        text=_("A mail that asks for feedback could not be delivered. You can type another address."),
        url=reverse("feedback:show", args=[request.pk]),
    )  # fmt: skip


def words_for(invitation: FeedbackInvitation) -> dict:
    """What a mail to a respondent is made of. The name of who asks is typed by them: it brings no link and no line break."""
    request = invitation.request
    return {
        "name": invitation.name, "who": display_name(str(request.subject)), "about": request.about, "note": request.note,
        "closes_on": date_format(request.closes_on, "l, j F Y"), "time_zone": request.time_zone,
        "is_named": invitation.group.is_named, "minutes": invitation.group.version.questionnaire.minutes,
    }  # fmt: skip
