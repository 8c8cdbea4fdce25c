"""One team with a charter in each state, and every kind of person around it, for tests that ask everything of everyone."""

from datetime import date
from uuid import uuid4

from django.urls import reverse

from charters.actions import calendars, charter_reviewing, dates, deadlines, handing_on, inheriting, reviewing, talking
from charters.merging import stamp
from charters.models import Consultation, Deadline, Proposal, RoleAssignment
from notices import outbox
from notices.models import Notice
from notices.unsubscribing import token_for
from teams.actions import inviting
from tests.amending import amendment_of, rewrite
from tests.conflicts import conflict_doors
from tests.factories import charter_at, person, team_with
from tests.feedback import feedback_doors
from tests.harbour import LAUNCH, PILOT
from tests.negotiations import doors

PEOPLE = ("anonymous", "outsider", "observer", "member", "lead", "manager", "administrator")
STATES = ("draft", "in_review", "signing", "active")


class World:
    """`people` by kind (None is anonymous); `at[state]` the version in that state, each of a charter of its own.

    The member is bo, who holds a role, owns the notice, the signature and the comment; cy is another member.
    """

    def __init__(self):
        team = self.team = team_with()
        everyone = (
            None,
            person("oz"),
            team.ob,
            team.bo,
            team.ann,
            team.mo,
            person("root", is_staff=True, is_superuser=True),
        )
        self.people = dict(zip(PEOPLE, everyone, strict=True))
        self.at = {state: charter_at(state, team, title=f"Charter in {state}") for state in STATES}
        self.at["amending"] = self.amend()
        self.invitation = inviting.invite(team, ["new@example.org"], "member", by=team.ann)[0]
        self.talk()
        self.prepare()
        self.judge()
        self.fall_due()
        self.look_back()
        self.feed, self.secret = calendars.make_feed(None, by=team.bo)
        self.hand_on()
        self.take()
        doors.plant(self)
        feedback_doors.plant(self)
        conflict_doors.plant(self)
        outbox.tell([team.bo], key="world", kind="test", text="For Bo alone", url="/")

    def take(self):
        """The draft has a clause from the charter in force."""
        parent = self.parent = self.at["active"]
        keys = [str(parent.items.get(kind="meeting").key)]
        inheriting.inherit(self.at["draft"], parent.charter, keys, seen=parent.pk, by=self.team.ann)

    def amend(self):
        """An amendment of a charter in force, with a moved day."""
        version = amendment_of(charter_at("active", self.team, title="Charter being amended"))
        rewrite(version, "deliverable", "due", "2027-03-26")
        return version

    def talk(self):
        version = self.at["draft"]
        self.item = version.items.get(kind="purpose")
        self.question = talking.ask(version, self.item.key, "Why now?", by=self.team.bo)
        self.objection = talking.object_to(version, self.item.key, "It is too long.", by=self.team.bo)
        self.suggestion = talking.suggest(version, self.item.key, "text", "Shorter.", by=self.team.bo)
        self.settled = talking.resolve_comment(
            talking.ask(version, self.item.key, "Really?", by=self.team.bo), by=self.team.bo
        )

    def prepare(self):
        """Proposals come from preparing; the draft here is open already, so a row is written for it."""
        version = self.at["draft"]
        fields = {"team": self.team, "version": version, "kind": "goal", "source": "think", "author": self.team.bo}
        self.proposal = Proposal.objects.create(**fields, text="Fewer words")
        self.dismissed = Proposal.objects.create(**fields, text="More words", state="dismissed")

    def judge(self):
        version = self.at["in_review"]
        held = version.items.get(kind="assignment", person=self.team.bo).parent
        self.review = reviewing.request_changes(version, held, "Is this too much?", by=self.team.mo)

    def hand_on(self):
        """In the charter in force bo writes a hand-over, and cy has finished one."""
        charter = self.at["active"].charter
        self.hand_over = self.sheet(charter, self.team.bo, handing_on.write_hand_over)
        self.handed_over = self.sheet(charter, self.team.cy, handing_on.finish_hand_over)

    def sheet(self, charter, who, verb):
        held = reviewing.accept_role(RoleAssignment.objects.get(charter=charter, person=who), by=who)
        sheet = handing_on.begin_hand_over(held, by=who)
        said = sheet.fields() | {"still_open": "The sign of pier 7 is ordered."}
        return verb(sheet, said, stamp(sheet.revision, sheet.fields()), by=who).hand_over

    def fall_due(self):
        """A new day is proposed for one deliverable, another is handed over, the milestone is passed; bo is asked too."""
        version, team = self.at["active"], self.team
        dates.propose_date(due_in(version, PILOT), date(2040, 3, 1), "The pier is closed.", by=team.bo)
        deadlines.hand_over(due_in(version, LAUNCH), "It runs on every line.", by=team.ann)
        deadlines.hand_over(due_in(version, "First passengers"), "Fifty came.", by=team.ann)
        pilot = due_in(version, PILOT)
        self.consultation = Consultation.objects.create(
            team=team, charter=version.charter, key=pilot.key, title=pilot.title, person=team.bo, about="scope", words="More lines.",
            mark="scope:world", until=date(2040, 1, 1), asked_by=team.ann,
        )  # fmt: skip

    def look_back(self):
        """The agreements of the charter in force are being looked at; those of another were."""
        self.open_review = charter_reviewing.open_charter_review(self.at["active"].charter, by=self.team.ann)
        looked_at = charter_at("active", self.team, title="Charter that was looked at")
        review = charter_reviewing.open_charter_review(looked_at.charter, by=self.team.ann)
        self.closed_review = charter_reviewing.close_charter_review(review, by=self.team.ann)
        self.agreement = looked_at.items.get(kind="working_agreement").key

    def url(self, row) -> str:
        return reverse(row.name, args=[self.part(name, self.at[row.state]) for name in row.parts.split()])

    def fill(self, row) -> dict:
        """The fields a row sends; "@role" is the key of a role at the row's state."""
        filled = {name: value.removeprefix("@") for name, value in row.fields}
        return filled | {
            name: self.part(value[1:], self.at[row.state]) for name, value in row.fields if value.startswith("@")
        }

    def part(self, name: str, version):
        """What stands in an address: `charter`, `version`, `key`, `slug`, …; other words stand for themselves."""
        parts = {
            "charter": lambda: version.charter_id,
            "version": lambda: version.pk,
            "key": lambda: version.items.get(kind="purpose").key,
            "role": lambda: version.items.filter(kind="role").order_by("position").first().key,
            "slug": lambda: self.team.slug,
            "invitation": lambda: self.invitation.pk,
            "membership": lambda: self.team.memberships.get(person=self.team.cy).pk,
            "question": lambda: self.question.pk,
            "objection": lambda: self.objection.pk,
            "suggestion": lambda: self.suggestion.pk,
            "settled": lambda: self.settled.pk,
            "proposal": lambda: self.proposal.pk,
            "dismissed": lambda: self.dismissed.pk,
            "assignment": lambda: RoleAssignment.objects.get(charter=version.charter, person=self.team.bo).pk,
            "review": lambda: self.review.pk,
            "open_review": lambda: self.open_review.pk,
            "closed_review": lambda: self.closed_review.pk,
            "agreement": lambda: self.agreement,
            "hand_over": lambda: self.hand_over.pk,
            "handed_over": lambda: self.handed_over.pk,
            "parent": lambda: self.parent.charter_id,
            "there": lambda: self.parent.pk,
            "signature": lambda: version.signatures.get(person=self.team.bo).pk,
            "stop_token": lambda: token_for(self.team.bo, "talk"),
            "notice": lambda: Notice.objects.get(key="world").pk,
            "pilot": lambda: due_in(version, PILOT).key,
            "launch": lambda: due_in(version, LAUNCH).key,
            "passed": lambda: due_in(version, "First passengers").key,
            "consultation": lambda: self.consultation.pk,
            "feed": lambda: self.feed.pk,
            "secret": lambda: self.secret,
            "uuid": uuid4,
        }
        parts |= doors.parts(self) | feedback_doors.parts(self) | conflict_doors.parts(self)
        return parts[name]() if name in parts else name


def due_in(version, title) -> Deadline:
    return Deadline.objects.get(charter=version.charter_id, title=title)
