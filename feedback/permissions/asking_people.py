"""Who is asked by a request, read once; and what can be shown of them if everybody answers."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower

from common.addresses import normal
from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey, Mode, OutsideContact, RespondentGroup
from feedback.permissions.asking import MOST_PEOPLE
from feedback.thresholds import Partition, partition
from teams.models import Membership


class People:
    """Who is asked by a request, as it stands now, read once."""

    def __init__(self, request: FeedbackRequest):
        self.request = request
        self.groups: list[RespondentGroup] = list(request.groups.select_related("version__questionnaire"))
        for group in self.groups:
            group.request = request
        self.by_id = {group.pk: group for group in self.groups}
        self.all: list[FeedbackInvitation] = list(request.invitations.order_by("name", "address", "id"))
        for one in self.all:
            one.group = self.by_id[one.group_id]

    @cached_property
    def asked(self) -> list[FeedbackInvitation]:
        """Without the person who asks, who may answer the same about themselves."""
        return [one for one in self.all if one.group.key != GroupKey.SELF]

    @cached_property
    def memberships(self) -> list[Membership]:
        """The others of the team now; without a team, of all teams that the person is in. Nobody counts for themselves."""
        mine = Membership.objects.present().filter(person=self.request.subject_id).values("team")
        teams = [self.request.team_id] if self.request.team_id else mine
        rows = Membership.objects.present().filter(team__in=teams).exclude(person=self.request.subject_id)
        return list(rows.select_related("person"))

    @cached_property
    def seats(self) -> dict[str, Membership]:
        """By the address as it is compared."""
        return {normal(one.person.email): one for one in self.memberships}

    @cached_property
    def members(self) -> dict:
        return {address: seat.person for address, seat in self.seats.items()}

    @cached_property
    def contacts(self) -> list[OutsideContact]:
        """People outside, on the list of the charter; those whom a second member confirmed first."""
        if self.request.charter_id is None:
            return []
        rows = OutsideContact.objects.filter(charter=self.request.charter_id)
        rows = rows.annotate(is_second=Q(normal_address__in=self.second_addresses))
        return sorted(rows[:MOST_PEOPLE], key=lambda one: one.confirmed_by_id is None)

    @cached_property
    def known(self) -> set[str]:
        """Addresses that count towards the least number of people: each of somebody else, known to the others asked."""
        contacts = {one.normal_address for one in self.contacts if one.confirmed_by_id and not one.is_second}
        return self.together | contacts

    @cached_property
    def together(self) -> set[str]:
        """Members of one team, that of most who are asked, and once they are asked of most who count: a team that
        somebody fills with accounts of their own hides nobody of another."""
        teams: dict = {}
        for one in self.memberships:
            teams.setdefault(one.team_id, set()).add(normal(one.person.email))
        is_draft = self.request.state == FeedbackRequest.State.DRAFT
        asked = {one.normal_address for one in self.asked if is_draft or one.counts}
        return max(teams.values(), key=lambda members: len(members & asked), default=set())

    @property
    def second_addresses(self):
        """Whoever is in the team counts once, under the address that they use here, and who asks under none."""
        members = Membership.objects.present().filter(team=self.request.team_id).values("person")
        mine = Q(user=self.request.subject_id) | Q(user__in=members)
        return EmailAddress.objects.filter(mine, verified=True).values(plain=Lower("email"))

    def group(self, key: str) -> RespondentGroup | None:
        return next((one for one in self.groups if one.key == key), None)

    def of(self, group: RespondentGroup) -> list[FeedbackInvitation]:
        return [one for one in self.all if one.group_id == group.pk]

    @property
    def confidential(self) -> list[RespondentGroup]:
        return [group for group in self.groups if group.mode == Mode.CONFIDENTIAL]


def showing(people: People, without: Iterable[str] = ()) -> Partition:
    """What can be shown if everybody answers. `without` are addresses that get no mail."""
    reached = [one for one in people.asked if not one.group.is_named and one.normal_address not in without]
    counting = Counter(one.group.key for one in reached if one.normal_address in people.known)
    others = Counter(one.group.key for one in reached if one.normal_address not in people.known)
    keys = [group.key for group in people.confidential]
    return partition({key: counting[key] for key in keys}, settings.FEEDBACK_LEAST_SCORES, others)
