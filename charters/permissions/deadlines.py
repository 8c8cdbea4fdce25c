"""Rules of what is due: R works and projects, A accepts and decides, C is asked before. Where no A is here, the lead is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters import raci
from charters.consulting import due_of, mark_of_day
from charters.content import Clause, Content
from charters.models import Charter, CharterVersion, Consultation, Deadline, RoleAssignment
from charters.permissions.closing import is_running
from charters.readiness.facts import by_letter, listed, plain
from charters.weighing import names_of
from common.permissions import Answer, Denied
from teams.models import MemberRole, Membership
from teams.permissions import is_lead, role_in

State = Deadline.State
GAVE_BACK = [RoleAssignment.State.DECLINED, RoleAssignment.State.ENDED]
Here = Mapping[str, Membership]


@dataclass(frozen=True)
class Duty:
    """A deadline with those whom its letters name and who are here, as the rules below want it.

    `asked` is what its C's were asked about changes that are still meant; `clause` is None where the text has it no more.
    """

    deadline: Deadline
    clause: Clause | None
    letters: Mapping[str, raci.People]
    here: Here
    asked: tuple[Consultation, ...] = ()

    def acting(self, letter: str) -> raci.People:
        """Observers read, whatever the text says of them."""
        return frozenset(who for who in self.letters[letter] if self.here[who].role != MemberRole.OBSERVER)

    @property
    def leads(self) -> raci.People:
        return frozenset(who for who, seat in self.here.items() if seat.role == MemberRole.LEAD)

    @property
    def deciders(self) -> raci.People:
        """Who is accountable; while they are away for long, or nobody is, the lead too."""
        accountable = self.acting("A")
        is_there = any(self.here[who].away_since is None for who in accountable)
        return accountable if is_there else accountable | self.leads

    @property
    def doers(self) -> raci.People:
        return self.acting("R") | self.deciders

    def people(self, *groups: raci.People) -> list:
        """The persons themselves, each once."""
        return [self.here[who].person for who in sorted(frozenset().union(*groups))]

    @property
    def asked_for_day(self) -> list[Consultation]:
        """What the C's were asked about the day that is proposed."""
        day = self.deadline.proposed_on
        mark = mark_of_day(due_of(day)) if day else None
        return [one for one in self.asked if one.mark == mark]

    @property
    def waited_for(self) -> list[Consultation]:
        """Whose words are missing, while they have time and are here."""
        return [one for one in self.asked_for_day if is_awaited(one, self.here)]


def is_awaited(one: Consultation, here: Here) -> bool:
    """Until the day is over where they live."""
    today = timezone.localdate(timezone=ZoneInfo(one.person.time_zone))
    return one.answered_at is None and one.until >= today and str(one.person_id) in here


def duty_of(deadline: Deadline) -> Duty:
    return duties(deadline.charter, [deadline])[0]


def duties(charter: Charter, deadlines: Iterable[Deadline], version: CharterVersion | None = None) -> list[Duty]:
    """A few queries, however many deadlines there are; one less where the page knows the version agreed last."""
    deadlines, here = list(deadlines), seats(charter.team_id)
    for one in deadlines:
        one.charter = charter
    text, names = standing_text(version) if version else text_of(charter), names_of(here.values())
    asked = Consultation.objects.counting().filter(charter=charter, key__in=[one.key for one in deadlines])
    asked = list(asked.select_related("person"))
    return [duty(one, text, names, here, asked) for one in deadlines]


def duty(deadline: Deadline, text: Content, names: raci.Names, here: Here, asked: list[Consultation]) -> Duty:
    clause = text.by_key.get(str(deadline.key))
    named = raci.people(text, clause, names) if clause else dict.fromkeys("RACI", raci.NOBODY)
    letters = {letter: people & here.keys() for letter, people in named.items()}
    return Duty(deadline, clause, letters, here, tuple(one for one in asked if one.key == deadline.key))


def seats(team_id) -> Here:
    """Who is in the team now, by account."""
    present = Membership.objects.present().filter(team_id=team_id).select_related("person")
    return {str(seat.person_id): seat for seat in present}


def roles_with(letter: str, cells: Mapping[str, str]) -> set[str]:
    """The keys of the roles that have this letter for a deliverable."""
    return set(by_letter(cells)[letter])


def is_called(who: str, names: Iterable[str]) -> bool:
    """Whether an owner, as it is written, is one of these people or roles."""
    return bool(who) and plain(who) in {plain(name) for name in names}


def text_of(charter: Charter) -> Content:
    """What was agreed last, without holders who gave their role back. Empty where nothing was agreed."""
    standing = charter.versions.standing().light().first()
    return standing_text(standing) if standing else Content(charter.title)


def standing_text(version: CharterVersion) -> Content:
    content = version.content()
    gone = RoleAssignment.objects.filter(charter_id=version.charter_id, state__in=GAVE_BACK)
    given_back = {(str(key), str(person)) for key, person in gone.order_by().values_list("key", "person_id")}
    left = [one for one in content.clauses if (one.key, one.person) not in given_back]
    return Content(content.title, left)


def can_project(user, duty: Duty) -> Answer:
    """A forecast comes from those who do the work, or answer for it."""
    if duty.deadline.state != State.OPEN:
        return Denied(_("This is no longer open."))
    return in_force(duty) and keeps_the_day(user, duty)


def can_withdraw_projection(user, duty: Duty) -> Answer:
    if duty.deadline.projected_on is None:
        return Denied(_("No other day is expected."))
    return can_project(user, duty)


def keeps_the_day(user, duty: Duty) -> Answer:
    if is_lead(user, duty.deadline.team_id) or str(user.pk) in duty.doers:
        return True
    return Denied(_("Only who works on it (R), who answers for it (A) and the lead speak about its day."))


def in_force(duty: Duty) -> Answer:
    return is_running(duty.deadline.charter) and (
        duty.clause is not None or Denied(_("The charter that holds does not have this."))
    )


def can_hand_over(user, duty: Duty) -> Answer:
    if duty.deadline.state != State.OPEN:
        return Denied(_("This is no longer open."))
    if str(user.pk) not in duty.doers:
        return Denied(_("Only who works on it (R) hands it over."))
    return in_force(duty)


def can_accept_result(user, duty: Duty) -> Answer:
    if duty.deadline.state != State.DELIVERED:
        return Denied(_("Nothing was handed over."))
    return in_force(duty) and decides(user, duty)


def can_send_back(user, duty: Duty) -> Answer:
    return can_accept_result(user, duty)


def decides(user, duty: Duty) -> Answer:
    if str(user.pk) in duty.deciders:
        return True
    if duty.acting("A"):
        return Denied(_("Only who answers for it (A) decides."))
    return Denied(_("Nobody here answers for it (A), so the lead decides."))


def can_not_done(user, duty: Duty) -> Answer:
    if not duty.deadline.can_become(State.NOT_DONE):
        return Denied(_("This is no longer open."))
    return in_force(duty) and closes(user, duty)


def closes(user, duty: Duty) -> Answer:
    if is_lead(user, duty.deadline.team_id) or str(user.pk) in duty.deciders:
        return True
    return Denied(_("Only who answers for it (A) or the lead does this."))


def can_reopen(user, duty: Duty) -> Answer:
    if duty.deadline.state not in (State.DONE, State.NOT_DONE):
        return Denied(_("This is not settled."))
    return in_force(duty) and closes(user, duty)


def can_propose_date(user, duty: Duty) -> Answer:
    if duty.deadline.agreed_at:
        return Denied(_("A new day is agreed already. Take it back first, then propose another."))
    return can_project(user, duty)


def can_agree_to_date(user, duty: Duty) -> Answer:
    """Not before those with a C were heard, or had their time."""
    return can_refuse_date(user, duty) and consulted_first(duty)


def can_refuse_date(user, duty: Duty) -> Answer:
    if not duty.deadline.is_proposed:
        return Denied(_("No new day waits for an answer."))
    return in_force(duty) and decides(user, duty)


def consulted_first(duty: Duty) -> Answer:
    waiting = duty.waited_for
    return not waiting or Denied(
        _("%(people)s can answer until %(day)s. When all have answered, or on the day after, you decide.")
        % {"people": listed(str(one.person) for one in waiting), "day": date_format(waiting[0].until, "j F Y")}
    )


def can_withdraw_date(user, duty: Duty) -> Answer:
    if duty.deadline.proposed_on is None:
        return Denied(_("No new day is proposed."))
    if user.pk != duty.deadline.proposed_by_id and not is_lead(user, duty.deadline.team_id):
        return Denied(_("Only who proposed the day, or the lead, takes it back."))
    return is_running(duty.deadline.charter) and (
        role_in(user, duty.deadline.team_id) is not None or Denied(_("You are no longer in this team."))
    )


def can_answer_consultation(user, consultation: Consultation) -> Answer:
    """Late words still count, until it is decided."""
    if user.pk != consultation.person_id:
        return Denied(_("Only the person asked answers."))
    if role_in(user, consultation.team_id) in (None, MemberRole.OBSERVER):
        return Denied(_("You are no longer asked."))
    if consultation.answered_at:
        return Denied(_("You have answered."))
    is_meant = Consultation.objects.waiting().filter(pk=consultation.pk).exists()
    return is_meant or Denied(_("This is no longer asked: it came about, or is not meant any more."))
