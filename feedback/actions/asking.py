"""Preparing a request: what it is about, the groups that are asked, and who of them."""

import zoneinfo
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from charters.models import Charter
from common.addresses import display_name, normal
from common.permissions import Stale, require
from feedback.actions.holding import held
from feedback.clauses import question_about
from feedback.models import (
    FeedbackInvitation,
    FeedbackRequest,
    GroupKey,
    Mode,
    QuestionnaireVersion,
    RespondentGroup,
)
from feedback.permissions import (
    can_add_people,
    can_arrange_group,
    can_choose_clauses,
    can_describe_request,
    can_include_self,
    can_remove_group,
    can_remove_person,
    can_set_group,
    can_start_request,
)
from feedback.permissions.asking_people import People
from feedback.wording import CHANGED_MEANWHILE

Occasion = FeedbackRequest.Occasion
USUAL = timedelta(days=14)


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
        **named, subject=by, team=team, charter=charter, occasion=occasion, about=about, time_zone=by.time_zone,
        closes_on=today_of(by) + USUAL,
    )  # fmt: skip


def today_of(person) -> date:
    return timezone.localdate(timezone=zoneinfo.ZoneInfo(person.time_zone))


@transaction.atomic
def describe_request(
    request: FeedbackRequest, revision: int, *, by, about: str, note: str, closes_on: date, share: str
) -> FeedbackRequest:
    """What it is about, a line from the person, until when, who reads the result. `revision` is what the writer saw."""
    request = held(request)
    require(can_describe_request(by, request))
    given = {"about": about, "note": note, "closes_on": closes_on, "share": share}
    if given == {name: getattr(request, name) for name in given}:
        return request
    if revision != request.revision:
        raise Stale(CHANGED_MEANWHILE)
    request.about, request.note, request.closes_on, request.share = about, note, closes_on, share
    request.revision += 1
    request.save(update_fields=[*given, "revision"])
    return request


@transaction.atomic
def set_group(request: FeedbackRequest, key: str, version: QuestionnaireVersion, mode: str, *, by) -> RespondentGroup:
    """A group gets these questions and this promise. One that is there already changes."""
    request = held(request)
    require(can_set_group(by, request))
    group, _ = RespondentGroup.objects.update_or_create(
        request=request, key=key, defaults={"version": version, "mode": mode}
    )
    return group


@transaction.atomic
def remove_group(request: FeedbackRequest, key: str, *, by) -> None:
    """The group is not asked, and its list is gone."""
    request = held(request)
    require(can_remove_group(by, request))
    request.groups.filter(key=key).delete()


@transaction.atomic
def add_people(group: RespondentGroup, people: list[tuple[str, str]], *, by) -> list[FeedbackInvitation]:
    """`people` are (name, address). Who is there already, under any spelling, is not added twice; nobody asks themselves."""
    request = held(group.request)
    wanted = new_among(request, people, by)
    require(can_add_people(by, request, len(wanted)))
    return FeedbackInvitation.objects.bulk_create(invitations(request, group, wanted))


def new_among(request: FeedbackRequest, people: Iterable[tuple[str, str]], by) -> dict[str, tuple[str, str]]:
    """{compared address: (name, address)} of those who are not on the list."""
    known = set(request.invitations.values_list("normal_address", flat=True)) | {normal(by.email)}
    return {normal(address): (name, address) for name, address in people if normal(address) not in known}


def invitations(request: FeedbackRequest, group: RespondentGroup, wanted: dict) -> list[FeedbackInvitation]:
    found = People(request)
    return [
        FeedbackInvitation(
            request=request, group=group, address=address, normal_address=compared, name=display_name(name),
            person=found.members.get(compared), counts=compared in found.known,
        )
        for compared, (name, address) in wanted.items()
    ]  # fmt: skip


@transaction.atomic
def arrange_group(
    group: RespondentGroup,
    version: QuestionnaireVersion,
    mode: str,
    offered: Iterable[tuple[str, str]],
    chosen: set[str],
    *,
    by,
) -> RespondentGroup:
    """Questions, promise, and who of the people offered as ticks, (name, address) each, is asked: those whose compared
    address was chosen. Who was added by address stays."""
    request = held(group.request)
    offered = {normal(address): (name, address) for name, address in offered}
    wanted = new_among(request, [offered[one] for one in offered if one in chosen], by)
    require(can_arrange_group(by, request, len(wanted)))
    group.version, group.mode = version, mode
    group.save(update_fields=["version", "mode"])
    group.invitations.filter(normal_address__in=offered.keys() - chosen).delete()
    FeedbackInvitation.objects.bulk_create(invitations(request, group, wanted))
    return group


@transaction.atomic
def remove_person(invitation: FeedbackInvitation, *, by) -> None:
    request = held(invitation.request)
    require(can_remove_person(by, request))
    FeedbackInvitation.objects.filter(pk=invitation.pk).delete()


@transaction.atomic
def choose_clauses(request: FeedbackRequest, clauses: list, *, by) -> FeedbackRequest:
    """Teammates and leads are also asked about these clauses of the charter (charters.content.Clause)."""
    request = held(request)
    require(can_choose_clauses(by, request))
    request.clause_questions = [question_about(one).to_dict() for one in clauses]
    request.save(update_fields=["clause_questions"])
    return request


@transaction.atomic
def include_self(request: FeedbackRequest, version: QuestionnaireVersion, *, by) -> RespondentGroup:
    """The person answers the same questions about themselves, before seeing what others say."""
    request = held(request)
    require(can_include_self(by, request))
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
