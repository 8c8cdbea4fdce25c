"""Reads what is due for some people, whatever it is: a few queries for all of them. Who hears what of it: see reminding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q

from charters import reminding
from charters.content import Clause, Content
from charters.models import Charter, CharterReview, CharterVersion, Deadline, Item, RoleAssignment, Signature, Vote
from charters.permissions.deadlines import GAVE_BACK, Duty, duty, names_of
from charters.reminding import DECIDERS, DOERS, EVERYONE, LEADS, Step, Window
from notices.models import Notice
from teams.models import SIGNING_ROLES, Membership

State = CharterVersion.State
NAMING = ["role", "assignment"]


@dataclass(frozen=True)
class Thing:
    """Something with a day: a signature, a vote, a deadline, a review. `since` is when it was asked or set."""

    row: Signature | CharterVersion | Deadline | Charter
    on: date
    since: date
    steps: list[Step]

    def key(self, step: str) -> str:
        return f"reminder:{self.row.pk}:{self.on}:{step}"


@dataclass(frozen=True)
class Due:
    """One step of a thing for one person."""

    seat: Membership
    thing: Thing
    step: Step


@dataclass
class Awake:
    """Some people whose morning has come, each with the days for which they were not reminded yet."""

    windows: dict[UUID, Window]

    @cached_property
    def first(self) -> date:
        return min(window.first for window in self.windows.values())

    @cached_property
    def last(self) -> date:
        return max(window.last for window in self.windows.values())

    @cached_property
    def here(self) -> dict[UUID, dict[str, Membership]]:
        """Everyone in the teams of these people, by team and account."""
        mine = Membership.objects.present().filter(person__in=list(self.windows))
        teams = defaultdict(dict)
        everyone = Membership.objects.present().filter(team__in=mine.values("team")).select_related("person")
        for seat in everyone.order_by():
            teams[seat.team_id][str(seat.person_id)] = seat
        return teams

    def seat(self, team_id: UUID, person_id) -> Membership | None:
        """Where one of these people is in a team. Who is away for long is not reminded."""
        seat = self.here.get(team_id, {}).get(str(person_id))
        is_reached = seat and seat.person_id in self.windows and seat.person.is_active and seat.away_since is None
        return seat if is_reached else None

    def due(self) -> list[Due]:
        """All that these people have to hear now, and have not heard."""
        asked = [*self.answers(), *self.votes(), *self.deadlines(), *self.reviews()]
        asked = [(seat, who, thing) for seat, who, thing in asked if self.owes(seat, who, thing)]
        told = self.told(thing for _seat, _who, thing in asked)
        return [
            Due(seat, thing, step)
            for seat, who, thing in asked
            for step in self.owes(seat, who, thing, told[seat.person_id, thing.key("")])
        ]

    def owes(self, seat, who, thing, told=frozenset()) -> list[Step]:
        since = max(thing.since, day_of(seat.joined_at, seat.person))
        return reminding.owed(thing.steps, who, self.windows[seat.person_id], since, told)

    def told(self, things: Iterable[Thing]) -> dict[tuple, set[str]]:
        """The names of the steps that each of these people heard before, by person and thing with its day."""
        rows = Notice.objects.filter(person__in=list(self.windows), about_id__in={thing.row.pk for thing in things})
        found = defaultdict(set)
        for person, key in rows.order_by().values_list("person_id", "key"):
            start, colon, step = key.rpartition(":")
            found[person, start + colon].add(step)
        return found

    def answers(self) -> Iterator[tuple]:
        """Signatures and approvals that are asked for."""
        asked = Signature.objects.filter(
            person__in=list(self.windows), state=Signature.State.REQUESTED, round=F("version__round"),
            version__state__in=[State.SIGNING, State.ACTIVE],
        )  # fmt: skip
        light = asked.select_related("version__charter").defer("document", *CharterVersion.JOINED_TEXTS)
        for one in light.order_by():
            seat = self.seat(one.team_id, one.person_id)
            if seat and one.until:
                yield (
                    seat,
                    EVERYONE,
                    Thing(one, one.until, day_of(one.requested_at, seat.person), reminding.for_answer(one.until)),
                )

    def votes(self) -> Iterator[tuple]:
        """Votes that are open, for who may vote and has not."""
        voting = CharterVersion.objects.filter(
            team__in=list(self.here), state=State.SIGNING, charter__adoption=Charter.Adoption.VOTE, sign_by__isnull=False
        )  # fmt: skip
        open_votes = list(voting.select_related("charter").light().order_by())
        cast = Vote.objects.filter(version__in=open_votes, round=F("version__round"))
        voted = set(cast.values_list("version_id", "person_id"))
        for one in open_votes:
            for seat in self.seats(one.team_id, SIGNING_ROLES):
                if (one.pk, seat.person_id) not in voted:
                    since = day_of(one.frozen_at, seat.person)
                    yield seat, EVERYONE, Thing(one, one.sign_by, since, reminding.for_answer(one.sign_by))

    def deadlines(self) -> Iterator[tuple]:
        """What is open in charters in force, for those whom its letters name and for the lead."""
        for one in self.duties():
            deadline = one.deadline
            steps = reminding.for_deadline(deadline.due_on, deadline.projected_on)
            thing = Thing(deadline, deadline.due_on, deadline.baseline_on, steps)
            for seat in self.seats(deadline.team_id):
                yield seat, parts_of(str(seat.person_id), one), thing

    def duties(self) -> list[Duty]:
        near = (self.first - reminding.AFTER, self.last + reminding.BEFORE)
        rows = Deadline.objects.running().filter(
            Q(due_on__range=near) | Q(projected_on__range=near),
            team__in=list(self.here), state=Deadline.State.OPEN, due_on__isnull=False,
        )  # fmt: skip
        rows = list(rows.select_related("charter").order_by())
        texts = texts_of(rows)
        names = {team: names_of(seats.values()) for team, seats in self.here.items()}
        found = [duty(one, texts[one.charter_id], names[one.team_id], self.here[one.team_id], []) for one in rows]
        return [one for one in found if one.clause]

    def reviews(self) -> Iterator[tuple]:
        """Charters in force that are looked at again, for all who write them. An open review has told them itself."""
        active = CharterVersion.objects.active().filter(charter=OuterRef("pk"))
        begun = CharterReview.objects.open().filter(charter=OuterRef("pk"))
        near = (self.first, self.last + reminding.BEFORE)
        for one in Charter.objects.filter(Exists(active), ~Exists(begun), team__in=list(self.here), next_review_on__range=near).order_by():  # fmt: skip
            thing = Thing(one, one.next_review_on, date.min, reminding.for_review(one.next_review_on))
            for seat in self.seats(one.team_id, SIGNING_ROLES):
                yield seat, EVERYONE, thing

    def seats(self, team_id, roles=None) -> list[Membership]:
        found = [self.seat(team_id, person) for person in self.here[team_id]]
        return [seat for seat in found if seat and (roles is None or seat.role in roles)]


def parts_of(person: str, one: Duty) -> frozenset[str]:
    """What somebody has to do with a deadline."""
    groups = {DOERS: one.acting("R"), DECIDERS: one.deciders, LEADS: one.leads}
    return frozenset(part for part, people in groups.items() if person in people)


def day_of(moment, person) -> date:
    """The day that it was where the person lives."""
    return moment.astimezone(ZoneInfo(person.time_zone)).date()


def texts_of(deadlines: list[Deadline]) -> dict[UUID, Content]:
    """Of the charters in force: the clauses that are due, and those that say who holds what, as people hold it now."""
    charters = {one.charter_id for one in deadlines}
    wanted = Q(kind__in=NAMING) | Q(key__in={one.key for one in deadlines})
    rows = Item.objects.filter(wanted, version__charter__in=charters, version__state=State.ACTIVE)
    gone = RoleAssignment.objects.filter(charter__in=charters, state__in=GAVE_BACK).order_by()
    given_back = set(gone.values_list("charter_id", "key", "person_id"))
    texts = {charter: Content("") for charter in charters}
    columns = ("version__charter_id", "key", "kind", "values", "parent", "person_id")
    for charter, key, kind, values, parent, person in rows.order_by("position", "id").values_list(*columns):
        if (charter, key, person) not in given_back:
            holder = str(person) if person else None
            texts[charter].clauses.append(Clause(str(key), kind, values, str(parent or ""), person=holder))
    return texts
