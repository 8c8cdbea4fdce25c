"""Preparing a request: what it is about, the groups that are asked, and who of them."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from charters.models import Charter
from common.permissions import require
from feedback.actions.holding import held
from feedback.addresses import display_name, normal
from feedback.models import (
    FeedbackInvitation,
    FeedbackRequest,
    GroupKey,
    Mode,
    OutsideContact,
    QuestionnaireVersion,
    RespondentGroup,
)
from feedback.permissions import can_add_people, can_edit_request, can_start_request
from teams.models import Membership

Occasion = FeedbackRequest.Occasion


@transaction.atomic
def start_request(
    about: str, *, by, occasion: str = Occasion.FREE, charter: Charter | None = None, key: UUID | None = None
) -> FeedbackRequest:
    """Somebody prepares to ask how it went. Nobody hears of it yet. The same `key` begins once, however often the form is sent."""
    team = charter.team if charter else None
    require(can_start_request(by, team))
    begun = FeedbackRequest.objects.of(by).filter(pk=key).first() if key else None
    if begun:
        return begun
    named = {"id": key} if key and not FeedbackRequest.objects.filter(pk=key).exists() else {}
    return FeedbackRequest.objects.create(
        **named, subject=by, team=team, charter=charter, occasion=occasion, about=about, time_zone=by.time_zone
    )


@transaction.atomic
def set_group(request: FeedbackRequest, key: str, version: QuestionnaireVersion, mode: str, *, by) -> RespondentGroup:
    """A group gets these questions and this promise. One that is there already changes."""
    request = held(request)
    require(can_edit_request(by, request))
    group, _ = RespondentGroup.objects.update_or_create(
        request=request, key=key, defaults={"version": version, "mode": mode}
    )
    return group


@transaction.atomic
def add_people(group: RespondentGroup, people: list[tuple[str, str]], *, by) -> list[FeedbackInvitation]:
    """`people` are (name, address). Who is there already, under any spelling, is not added twice; nobody asks themselves."""
    request = held(group.request)
    require(can_add_people(by, request))
    known = set(request.invitations.values_list("normal_address", flat=True)) | {normal(by.email)}
    wanted = {normal(address): (name, address) for name, address in people if normal(address) not in known}
    accounts, contacts = members_by_address(request), contacts_by_address(request)
    rows = [
        FeedbackInvitation(
            request=request, group=group, address=address, normal_address=compared, name=display_name(name),
            person=accounts.get(compared), counts=compared in accounts or compared in contacts,
        )
        for compared, (name, address) in wanted.items()
    ]  # fmt: skip
    return FeedbackInvitation.objects.bulk_create(rows)


def members_by_address(request: FeedbackRequest) -> dict:
    """The people of the team, by the address as it is compared."""
    if request.team_id is None:
        return {}
    return {normal(one.email): one for one in Membership.objects.present().filter(team=request.team_id).people()}


def contacts_by_address(request: FeedbackRequest) -> set[str]:
    """The addresses outside that a second member confirmed for this charter."""
    confirmed = OutsideContact.objects.filter(charter=request.charter_id, confirmed_by__isnull=False)
    return set(confirmed.values_list("normal_address", flat=True)) if request.charter_id else set()


@transaction.atomic
def include_self(request: FeedbackRequest, version: QuestionnaireVersion, *, by) -> RespondentGroup:
    """The person answers the same questions about themselves, before seeing what others say."""
    request = held(request)
    require(can_edit_request(by, request))
    group, _ = RespondentGroup.objects.update_or_create(
        request=request, key=GroupKey.SELF, defaults={"version": version, "mode": Mode.NAMED}
    )
    FeedbackInvitation.objects.get_or_create(
        request=request, normal_address=normal(by.email),
        defaults={
            "group": group, "person": by, "address": by.email, "name": display_name(str(by)),
            "state": FeedbackInvitation.State.SENT, "sent_on": timezone.localdate(),
        },
    )  # fmt: skip
    return group
