"""What this site knows of ties between somebody proposed as a neutral and the parties. Shown to that person alone, to tell of."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.addresses import normal
from conflicts.models import ConflictCase, MediationAssignment
from conflicts.permissions import joined_parties
from feedback.models import FeedbackInvitation, GroupKey
from teams.models import Membership

# How far back a tie reaches.
REACH = timedelta(days=365)


class Tie(NamedTuple):
    """`code` is kept with the disclosure; `words` are read by the proposed person. What `must_be_told` cannot be left out."""

    code: str
    words: str
    must_be_told: bool = False


def known(case: ConflictCase, candidate) -> list[Tie]:
    """Feedback within a year, teams in common now or within a year, and cases of the same people mediated before."""
    others = User.objects.in_bulk([party.person_id for party in joined_parties(case)])
    since = timezone.now() - REACH
    return [
        *of_feedback(case, candidate, others, since.date()),
        *of_teams(candidate, others, since),
        *of_mediations(case, candidate, others),
    ]


def of_feedback(case: ConflictCase, candidate, others: dict, since) -> list[Tie]:
    """Who asked whom for feedback; on the matter of the case itself it has to be told."""
    pairs = defaultdict(set)
    for asked in invitations({candidate.pk, *others}, since):
        if candidate.pk in asked.pair:
            pairs[next(iter(asked.pair - {candidate.pk}))].add(asked.request.charter_id)
    return [
        Tie(f"feedback:{pk}", _("Feedback between you and %(who)s, within the last year.") % {"who": others[pk]},
            case.charter_id is not None and case.charter_id in charters)
        for pk, charters in pairs.items()
    ]  # fmt: skip


def invitations(people: set, since):
    """Requests for feedback from one of the people to another, also under any address that they have confirmed."""
    confirmed = EmailAddress.objects.filter(user__in=people, verified=True).values_list("email", "user")
    owners = {normal(address): user for address, user in confirmed}
    sent = FeedbackInvitation.objects.filter(request__subject__in=people, sent_on__gte=since)
    sent = sent.filter(Q(person__in=people) | Q(normal_address__in=owners)).exclude(group__key=GroupKey.SELF)
    for asked in sent.select_related("request").defer("request__about", "request__note"):
        asked.pair = {asked.request.subject_id, asked.person_id or owners[asked.normal_address]}
        if len(asked.pair) == 2:
            yield asked


def of_teams(candidate, others: dict, since) -> list[Tie]:
    """Teams in which both were at the same time, now or within the last year."""
    there = Membership.objects.filter(Q(left_at=None) | Q(left_at__gte=since), person__in={candidate.pk, *others})
    seats = list(there.select_related("team"))
    own = [seat for seat in seats if seat.person_id == candidate.pk]
    found = {
        (seat.person_id, seat.team_id): seat
        for mine in own
        for seat in seats
        if seat.team_id == mine.team_id and seat.person_id != candidate.pk and overlap(seat, mine)
    }
    return [
        Tie(f"team:{person}:{team}", _("You and %(who)s are or were together in %(team)s.") % {"who": others[person], "team": seat.team})
        for (person, team), seat in found.items()
    ]  # fmt: skip


def overlap(one: Membership, other: Membership) -> bool:
    now = timezone.now()
    return max(one.joined_at, other.joined_at) <= min(one.left_at or now, other.left_at or now)


def of_mediations(case: ConflictCase, candidate, others: dict) -> list[Tie]:
    led = MediationAssignment.objects.filter(person=candidate, active_at__isnull=False).exclude(case=case)
    people = set(led.filter(case__parties__person__in=others).values_list("case__parties__person", flat=True))
    return [
        Tie(f"mediated:{pk}", _("You mediated before where %(who)s took part.") % {"who": others[pk]})
        for pk in others
        if pk in people
    ]
