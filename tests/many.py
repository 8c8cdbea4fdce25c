"""A company of any size around ann: as many of everything as a number says, for tests that count what a page asks."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from charters.actions import calendars, charter_reviewing, drafting, items, reviewing, talking, writing
from charters.actions.settling import settle
from charters.models import (
    CalendarFeed,
    CharterVersion,
    Consultation,
    Deadline,
    HandOver,
    Item,
    Preparation,
    Proposal,
    RoleAssignment,
    Signature,
)
from notices import outbox
from teams.actions import inviting
from teams.history import record
from tests import harbour
from tests.amending import amendment_of, put_up, rewrite
from tests.charters.reviews import same_for_all
from tests.factories import charter_at, person, team_with

STATES = ("draft", "in_review", "signing", "active")
FLAT = {
    "in_scope": {"text": "Pier {}"}, "goal": {"statement": "Goal {}", "due": "2027-03-31"},
    "deliverable": {"title": "Map {}", "due": "2027-03-31"}, "milestone": {"title": "Day {}", "due": "2027-03-31"},
    "stakeholder": {"name": "Line {}"}, "out_of_scope": {"text": "Not {}"},
}  # fmt: skip


def clauses(place: int, role: str):
    """One clause of each kind that a charter may have many of, with a role of its own and a part in the first."""
    for kind, values in FLAT.items():
        yield harbour.clause(kind, {name: value.format(place) for name, value in values.items()})
    own = harbour.clause("role", {"title": f"Role {place}", "purpose": "Something."})
    yield own
    for key in (own.key, role):
        yield harbour.clause("accountability", {"text": f"Work {place}"}, key)
    yield harbour.clause("assignment", {"name": f"Holder {place}"}, role)


class Many:
    """`number` members, teams, charters, versions, clauses of each kind, holders, comments, proposals, invitations, notices.

    `at[state]` is the version in that state; `ann` leads, `mo` manages.
    """

    def __init__(self, number: int):
        self.number = number
        members = {f"member{place}": "member" for place in range(number)}
        self.team = team_with({"ann": "lead", "mo": "manager"} | members)
        self.ann, self.mo = self.team.ann, self.team.mo
        self.at = {state: charter_at(state, self.team, title=f"Charter in {state}") for state in STATES}
        self.extend(self.at["draft"])
        self.review(self.at["in_review"])
        for version in self.at.values():
            self.withdraw_earlier(version)
        self.amend()
        self.key = self.at["draft"].items.filter(kind="goal").for_content().first().key
        self.role = self.at["draft"].items.filter(kind="role").for_content().first().key
        self.talk()
        self.prepare()
        self.sign()
        self.hold_roles()
        self.leave_roles()
        self.fall_due()
        self.join_teams()
        self.invite()
        self.hear()
        self.follow(self.at["active"])
        self.look_back()

    def each(self):
        return range(self.number)

    def extend(self, version):
        """Clauses of each kind, some of them removed again; one line of a member, for those who look at what others changed."""
        first = str(version.items.filter(kind="role").for_content().first().key)
        writing.add_clauses(version, [clause for place in self.each() for clause in clauses(place, first)], by=self.ann)
        for item in version.items.filter(kind="out_of_scope", values__text__startswith="Not"):
            items.remove(version, item.key, by=self.ann)
        said = harbour.clause("stakeholder", {"name": "The harbour"})
        items.save(version, said.key, said.values, "0.", by=self.team.member0, kind="stakeholder")

    def review(self, version):
        """A holder for each role, a verdict on each and a reply to it."""
        first = str(version.items.filter(kind="role").for_content().first().key)
        writing.add_clauses(version, [clause for place in self.each() for clause in clauses(place, first)], by=self.ann)
        holder = {"name": "Member0"}
        for role in version.items.filter(kind="role"):
            held = harbour.clause("assignment", holder, str(role.key), str(self.team.member0.pk))
            items.save(
                version,
                held.key,
                holder | {"person": held.person},
                "0.",
                by=self.ann,
                kind="assignment",
                parent=role.key,
            )
            verdict = reviewing.request_changes(version, role.key, "Less.", by=self.mo)
            reviewing.reply_to_review(verdict, "Yes.", by=self.team.member0)
        self.held = version.items.filter(kind="role").latest("id").key

    def withdraw_earlier(self, version):
        for place in self.each():
            CharterVersion.objects.create(
                team=self.team, charter=version.charter, state="withdrawn", minor=place + 1, created_by=self.ann
            )

    def amend(self):
        """An amendment that changes many clauses, and one that is being signed by those it names."""
        drafted, signed = (
            amendment_of(charter_at("active", self.team, title=f"Charter {place}")) for place in ("amended", "changed")
        )
        role = str(drafted.items.filter(kind="role").for_content().first().key)
        writing.add_clauses(drafted, [clause for place in self.each() for clause in clauses(place, role)], by=self.ann)
        rewrite(signed, "deliverable", "due", "2027-03-26")
        self.at |= {"amending": drafted, "changing": put_up(signed)}

    def talk(self):
        """Many points on one clause with many replies, and a point on many clauses."""
        version, asker = self.at["draft"], self.team.member0
        for place in self.each():
            said = talking.ask(version, self.key, f"Why {place}?", by=asker)
            talking.reply(said, "Because.", by=self.ann)
            talking.suggest(version, self.key, "statement", f"Other words {place}", by=asker)
            talking.object_to(version, self.key, f"No {place}.", by=asker)
        for item in version.items.filter(kind="deliverable"):
            talking.ask(version, item.key, "When?", by=asker)

    def prepare(self):
        version = self.at["draft"]
        fields = {"team": self.team, "version": version, "kind": "goal", "source": "think"}
        members = [getattr(self.team, f"member{place}") for place in self.each()]
        Proposal.objects.bulk_create(
            [
                Proposal(**fields, author=one, text=f"Thought of {one}", state=state)
                for one in members
                for state in ("open", "dismissed")
            ]
        )
        self.young = [self.start(f"Young charter {place}") for place in self.each()]
        Preparation.objects.create(
            charter=self.young[0].charter,
            team=self.team,
            person=self.ann,
            think="\n".join(f"Line {place}" for place in self.each()),
        )

    def start(self, title):
        return drafting.start(self.team, title, "signatures", None, by=self.ann)

    def sign(self):
        """What ann was asked to sign in other rounds: signed by some, waiting from others."""
        version, now = self.at["active"], timezone.now()
        Signature.objects.bulk_create(
            [Signature(team=self.team, version=version, round=place + 2, person=self.ann, state="signed", typed_name="Ann", statement="Yes.",
                       document=version.document, content_hash=version.content_hash, signed_at=now) for place in self.each()]
        )  # fmt: skip
        self.signature = version.signatures.get(person=self.ann, round=1)

    def hold_roles(self):
        charter = self.at["active"].charter
        RoleAssignment.objects.bulk_create(
            [RoleAssignment(team=self.team, charter=charter, key=harbour.uuid7(), role_key=harbour.uuid7(), role_title=f"{state} {place}",
                            person=self.ann, state=state, term_ends_on=timezone.localdate()) for place in self.each() for state in ("proposed", "accepted")]
        )  # fmt: skip
        self.assignment = RoleAssignment.objects.filter(person=self.ann, state="proposed").first()

    def leave_roles(self):
        """Roles that nobody holds with what they answered for, and sheets of ann and of another that are still written."""
        version, place = self.at["active"], {"team": self.team, "charter": self.at["active"].charter}
        roles = [
            Item(team=self.team, version=version, kind="role", values={"title": f"Left {place}"})
            for place in self.each()
        ]
        left = [Item(team=self.team, version=version, kind="deliverable", values={"title": "Chart", "letters": {str(role.key): "A"}})
                for role in roles]  # fmt: skip
        Item.objects.bulk_create(roles + left)
        HandOver.objects.bulk_create(
            [HandOver(**place, role_key=role.key, role_title="Left", holder=who, opened_on=timezone.localdate())
             for role in roles for who in (self.ann, self.team.member0)]
        )  # fmt: skip

    def fall_due(self):
        """As many deadlines in force as there are of all: each with a forecast, a proposed day and words of those who were asked."""
        charter, now = self.at["active"].charter, timezone.now()
        self.pilot = Deadline.objects.get(charter=charter, title=harbour.PILOT)
        clauses = [
            harbour.clause("deliverable", FLAT["deliverable"] | {"letters": self.pilot_letters()})
            for _place in self.each()
        ]
        writing.add_clauses(self.at["active"], clauses, by=self.ann)
        settle(self.at["active"])
        Deadline.objects.filter(charter=charter).update(
            projected_on=date(2040, 1, 1), projected_by=self.ann, proposed_on=date(2040, 1, 1), proposed_why="Why.", proposed_at=now,
            proposed_by=self.ann,
        )  # fmt: skip
        rows = Deadline.objects.filter(charter=charter, kind="deliverable")
        asked = [
            Consultation(team=self.team, charter=charter, key=row.key, title=row.title, person=person, about="date", words="Then.",
                         mark="day:2040-01-01", until=date(2040, 1, 1), asked_by=self.mo, **answered)
            for row in rows
            for person, answered in ((self.ann, {}), (self.mo, {"answer": "Yes.", "answered_at": now}))
        ]  # fmt: skip
        Consultation.objects.bulk_create(asked)
        self.consultation = Consultation.objects.filter(charter=charter, person=self.ann).first()
        for _place in self.each():
            record(
                "deadline.projected",
                self.pilot,
                by=self.ann,
                about=charter,
                heading="Pilot",
                on="2040-01-01",
                reason="",
            )

    def pilot_letters(self) -> dict:
        return self.at["active"].items.get(key=self.pilot.key).values["letters"]

    def join_teams(self):
        self.teams = [team_with({"ann": "lead"}, name=f"Team {place}") for place in self.each()]
        self.other = person("oz")
        self.outside = [team_with({"oz": "lead"}, name=f"Other team {place}") for place in self.each()]

    def invite(self):
        inviting.invite(self.team, [f"guest{place}@example.org" for place in self.each()], "member", by=self.ann)
        for team in self.outside:
            inviting.invite(team, [self.ann.email], "member", by=self.other)

    def hear(self):
        for place in self.each():
            outbox.tell(
                [self.ann], key=f"many:{place}", kind="test", text=f"News {place}", url="/", team_id=self.team.pk
            )

    def look_back(self):
        """Earlier reviews of the charter in force and one that is open; another charter whose members have all marked."""
        charter = self.at["active"].charter
        for _ in self.each():
            review = charter_reviewing.open_charter_review(charter, by=self.ann)
            charter_reviewing.close_charter_review(review, by=self.ann)
        self.open_review = charter_reviewing.open_charter_review(charter, by=self.ann)
        looked_at = charter_at("active", self.team, title="Charter that was looked at")
        self.closed_review = charter_reviewing.open_charter_review(looked_at.charter, by=self.ann)
        marks = same_for_all(looked_at, "keep", 4)
        for place in self.each():
            charter_reviewing.hand_in_marks(self.closed_review, marks, by=getattr(self.team, f"member{place}"))
        charter_reviewing.close_charter_review(self.closed_review, by=self.ann)

    def follow(self, version):
        """Links of ann to all her days and to those of a charter."""
        self.feed, self.secret = calendars.make_feed(None, by=self.ann)
        CalendarFeed.objects.bulk_create(
            [CalendarFeed(person=self.ann, charter=version.charter, token_hash=f"{place}") for place in self.each()]
        )
        self.due = version.items.filter(kind="deliverable").first().key

    def url(self, page: str) -> str:
        """The address of `name`, or of `name state`, or of `name state key`."""
        name, *rest = page.split()
        return reverse(name, args=[self.part(part) for part in rest])

    def part(self, part: str):
        version = self.at.get(part.removesuffix("-version"))
        if version:
            return version.pk if part.endswith("-version") else version.charter_id
        return {
            "slug": self.team.slug, "key": self.key, "role": self.role, "held": self.held, "signature": self.signature.pk,
            "assignment": self.assignment.pk, "membership": self.team.memberships.get(person=self.mo).pk,
            "open_review": self.open_review.pk, "closed_review": self.closed_review.pk,
            "young": self.young[0].charter_id, "secret": self.secret, "due": self.due, "pilot": self.pilot.key,
            "consultation": self.consultation.pk,
        }.get(part, part)  # fmt: skip
