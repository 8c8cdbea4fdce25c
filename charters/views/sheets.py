"""Reads what the review sheet shows, with the same few queries for one role and for thirty."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from charters import proposing, terms
from charters.content import Clause, Content
from charters.findings import Finding, find
from charters.models import CharterVersion, Proposal, RoleAssignment, RoleReview
from charters.permissions import can_ask_role_again, can_reply_to_review, can_review_role
from charters.permissions.reviewing import Standing, stand_of, standing
from charters.readiness import Facts, Member
from charters.readiness.facts import plain
from charters.readiness.roles import hours_in, hours_of
from charters.roles import HeldRole, accounts_of
from common.permissions import May
from teams.models import SIGNING_ROLES, Event, MemberRole

SHOWN_HOLDERS = 8
# More roles than these are rows that open one by one, so that the page stays light.
MOST_CARDS = 10
TOLD = ["role.endorsed", "role.changes_requested", "role.replied"]
SIDES = {"my_roles", "others_roles"}


@dataclass
class Holder:
    """A present holder: what they answered, and their hours here and in all their roles."""

    name: str
    state: str
    assignment: RoleAssignment | None
    hours: float
    load: "Load"
    may: May | None = None

    @property
    def term(self):
        ends_on = self.assignment and self.assignment.term_ends_on
        return terms.stand(ends_on, timezone.localdate()) if ends_on else None


@dataclass
class Load:
    """One person's hours a week over all their roles, beside those they have for the team."""

    name: str
    needed: float
    hours: float | None

    @property
    def is_over(self):
        return self.hours is not None and self.needed > self.hours

    @property
    def most(self):
        """Where the bar ends."""
        return max(self.needed, self.hours or 0)


@dataclass
class RoleSheet:
    """Everything about one role that a reviewer looks at."""

    role: Clause
    stand: str
    review: RoleReview | None
    accountabilities: list[Clause]
    holders: list[Holder]
    letters: dict[str, int]
    findings: list[Finding]
    may: May
    notes: list[Proposal] = field(default_factory=list)
    story: list[Event] = field(default_factory=list)

    @property
    def shown(self):
        return self.holders[:SHOWN_HOLDERS]

    @property
    def further(self):
        return self.holders[SHOWN_HOLDERS:]


class Sheet:
    """The rows of one version, read once, and what follows from them."""

    def __init__(self, version: CharterVersion, user):
        self.version, self.user = version, user
        self.content: Content = version.content()
        self.memberships = list(version.team.memberships.present().select_related("person"))
        self.reviews = {str(one.role_key): one for one in version.role_reviews.select_related("reviewer", "replied_by")}
        rows = RoleAssignment.objects.filter(charter_id=version.charter_id).select_related("person", "charter")
        self.assignments = {(str(row.key), str(row.person_id)): row for row in rows}
        self.proposals = list(version.proposals.filter(source__in=SIDES).select_related("author"))
        about = Event.objects.filter(about_id=version.charter_id, verb__in=TOLD).select_related("actor")
        self.events = sorted(about, key=lambda event: (event.at, event.pk))

    @cached_property
    def facts(self) -> Facts:
        signers = [one for one in self.memberships if one.role in SIGNING_ROLES and one.away_since is None]
        members = [
            Member(str(one.person_id), str(one.person), None if one.hours is None else float(one.hours))
            for one in signers
        ]
        answers = {key: row.state for (key, _person), row in self.assignments.items() if self.is_linked(key, row)}
        return Facts(self.content, timezone.localdate(), members=tuple(members), answers=answers)

    def is_linked(self, key: str, row: RoleAssignment) -> bool:
        return key in self.content.by_key and self.content.by_key[key].person == str(row.person_id)

    @cached_property
    def standing(self) -> Standing:
        return standing(self.content, self.reviews)

    @cached_property
    def findings(self) -> list[Finding]:
        return find(self.facts)

    @property
    def general(self) -> list[Finding]:
        """What belongs to no single role."""
        return [one for one in self.findings if not one.role]

    @cached_property
    def managers(self) -> frozenset[str]:
        return frozenset(str(one.person_id) for one in self.memberships if one.role == MemberRole.MANAGER)

    @cached_property
    def roles(self) -> list[RoleSheet]:
        return [self.role_sheet(role) for role in self.content.of("role")]

    @cached_property
    def loads(self) -> dict[str, Load]:
        """Everybody who holds a role, the most loaded first."""
        capacity = {member.id: member.hours for member in self.facts.members}
        loads = [
            (who, Load(self.facts.names[who], hours_of(self.facts, who), capacity.get(who)))
            for who in self.facts.roles_of
        ]
        return dict(sorted(loads, key=lambda pair: (not pair[1].is_over, -pair[1].needed, pair[1].name)))

    @property
    def is_long(self) -> bool:
        return len(self.roles) > MOST_CARDS

    def role(self, key: str) -> RoleSheet | None:
        return next((one for one in self.roles if one.role.key == key), None)

    @property
    def known_loads(self) -> list[Load]:
        """Those of whom there is anything to say in hours."""
        return [load for load in self.loads.values() if load.needed or load.is_over]

    def role_sheet(self, role: Clause) -> RoleSheet:
        review = self.reviews.get(role.key)
        held = HeldRole(self.version, role.key, accounts_of(self.content, role.key), self.managers)
        return RoleSheet(
            role=role,
            stand=stand_of(self.content, role.key, review),
            review=review,
            accountabilities=self.content.of("accountability", role.key),
            holders=[self.holder(one) for one in self.content.holders(role.key)],
            letters={
                letter: sum(role.key in found[letter] for found in self.facts.letters.values()) for letter in "RA"
            },
            findings=[one for one in self.findings if one.role == role.key],
            may=May(self.user, held, review=can_review_role, reply=can_reply_to_review),
            notes=[one for one in self.proposals if is_about(one, role)],
            story=[event for event in self.events if review and event.subject_id == review.pk],
        )

    def holder(self, clause: Clause) -> Holder:
        assignment = self.assignments.get((clause.key, clause.person or ""))
        state = assignment.state if assignment else "pending" if clause.person else ""
        load = self.loads.get(self.facts.who(clause)) or Load(clause.heading, 0, None)
        may = May(self.user, assignment, ask_again=can_ask_role_again) if assignment else None
        return Holder(clause.heading, state, assignment, hours_in(self.facts, clause), load, may)


def sheet_of(version: CharterVersion, user) -> Sheet:
    return Sheet(version, user)


def is_about(proposal: Proposal, role: Clause) -> bool:
    """Taken into this role, or of the same name."""
    if proposal.state == Proposal.State.ADOPTED:
        return str(proposal.key) == role.key
    return plain(proposing.role_of(proposal.text)[0]) == plain(role.heading)
