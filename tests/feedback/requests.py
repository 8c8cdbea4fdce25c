"""Requests for feedback, brought to their states by the real actions."""

from datetime import timedelta

from django.utils import timezone

from feedback.actions import answering, asking, questionnaires, sending
from feedback.models import FeedbackInvitation, FeedbackRequest

CLIENT = ("Jon Pier", "jon@operator.example")


def version_for(user, slug: str):
    """The newest questionnaire of the site with that name: "teammate", "client", "self", …"""
    questionnaires.ensure_questionnaires()
    [version] = questionnaires.newest(user, slug=slug, owner=None)
    return version


def draft_by(subject, team=None, *, about="Delay notices, spring release", charter=None) -> FeedbackRequest:
    """A request with nobody on it. Without a charter it belongs to no team."""
    request = asking.start_request(about, by=subject, charter=charter)
    if team and not charter:
        FeedbackRequest.objects.filter(pk=request.pk).update(team=team)
        request.refresh_from_db()
    return request


def group_of(request, key="teammate", mode="confidential", slug=None):
    version = version_for(request.subject, slug or key)
    return asking.set_group(request, key, version, mode, by=request.subject)


def add(group, *people):
    """Persons, or (name, address)."""
    named = [one if isinstance(one, tuple) else (str(one), one.email) for one in people]
    return asking.add_people(group, named, by=group.request.subject)


def send(request, days=14, share="subject") -> FeedbackRequest:
    return sending.send(request, timezone.localdate() + timedelta(days=days), share, by=request.subject)


def sent_by(subject, team, **fields) -> FeedbackRequest:
    """Confidential: all of the team but the subject; named: a client. Sent, with nobody having answered."""
    request = draft_by(subject, team, **fields)
    teammates = [one for one in team.memberships.present().people() if one != subject]
    add(group_of(request), *teammates)
    add(group_of(request, "client", "named"), CLIENT)
    return send(request)


def invitation_of(request, who) -> FeedbackInvitation:
    """`who`: a person, or an address."""
    address = getattr(who, "email", who)
    return request.invitations.select_related("request", "group__version").get(address=address)


def answer(request, who, **answers) -> FeedbackInvitation:
    """Sends `answers` ({question key: value}) as that person; every scale of their form that is not given gets a 4."""
    invitation = invitation_of(request, who)
    invitation.group.request = request
    scored = {one.key: {"score": 4} for one in invitation.group.questions() if one.kind in ("scale", "agree")}
    return answering.submit(invitation, scored | answers)
