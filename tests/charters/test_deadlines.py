"""What people say about what is due: a forecast, handing over, accepting, giving up. Who may, what changes, who hears."""

from datetime import date, timedelta

import pytest

from charters import permissions
from charters.actions import dates, deadlines
from charters.models import Consultation, Deadline
from charters.permissions.deadlines import duty_of
from common.permissions import Denied, Refused
from notices.models import Mail, Notice
from teams.actions import members
from teams.models import Event, Membership
from tests.charters.living import FIRST, LAUNCH, PILOT, deadline, heard, in_force
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db
LATE, EARLY, DUE = date(2027, 3, 12), date(2027, 2, 20), date(2027, 2, 26)
PEOPLE = ["ann", "bo", "cy", "mo", "ob", "oz"]
NOT_OPEN = Denied("This is no longer open.")
NO_VOICE = Denied("Only who works on it (R), who answers for it (A) and the lead speak about its day.")
NO_HANDS = Denied("Only who works on it (R) hands it over.")
NOTHING = Denied("Nothing was handed over.")
NOT_A = Denied("Only who answers for it (A) decides.")
NO_CLOSING = Denied("Only who answers for it (A) or the lead does this.")
NOT_SETTLED = Denied("This is not settled.")


def verbs_in(state, version):
    """The pilot brought to a state by the people whose matter it is: ann is A and leads, bo is R, cy is C."""
    ann, bo = version.team.ann, version.team.bo
    steps = {
        "open": lambda one: None,
        "delivered": lambda one: deadlines.hand_over(one, "It runs.", by=bo),
        "done": lambda one: deadlines.hand_over(one, "It runs.", by=ann),
        "not_done": lambda one: deadlines.not_done(one, "No money.", by=ann),
    }
    steps[state](deadline(version))
    assert deadline(version).state == state
    return duty_of(deadline(version))


def table(allowed, refusal, other, states):
    """Each person in each state: `allowed` may in `states`, others read `refusal`; in another state all read `other`."""
    return {
        (who, state): (True if who in allowed else refusal) if state in states else other
        for who in PEOPLE
        for state in ("open", "delivered", "done", "not_done")
    }


TABLE = {
    "can_project": table({"ann", "bo"}, NO_VOICE, NOT_OPEN, {"open"}),
    "can_propose_date": table({"ann", "bo"}, NO_VOICE, NOT_OPEN, {"open"}),
    "can_hand_over": table({"ann", "bo"}, NO_HANDS, NOT_OPEN, {"open"}),
    "can_accept_result": table({"ann"}, NOT_A, NOTHING, {"delivered"}),
    "can_send_back": table({"ann"}, NOT_A, NOTHING, {"delivered"}),
    "can_not_done": table({"ann"}, NO_CLOSING, NOT_OPEN, {"open", "delivered"}),
    "can_reopen": table({"ann"}, NO_CLOSING, NOT_SETTLED, {"done", "not_done"}),
}


@pytest.mark.parametrize("state", ["open", "delivered", "done", "not_done"])
def test_who_may_do_what_in_each_state(state):
    version = in_force()
    duty, oz = verbs_in(state, version), person("oz")
    people = {who: getattr(version.team, who, oz) for who in PEOPLE}
    found = {(verb, who): getattr(permissions, verb)(user, duty) for verb in TABLE for who, user in people.items()}
    assert found == {(verb, who): TABLE[verb][who, state] for verb in TABLE for who in PEOPLE}


def test_the_lead_speaks_about_every_day_and_closes_but_accepts_only_what_they_answer_for():
    """Of the launch bo is A and ann, who leads, is R; she hands over, and the result is bo's to judge."""
    version = in_force()
    deadlines.hand_over(deadline(version, LAUNCH), "On every line.", by=version.team.ann)
    duty = duty_of(deadline(version, LAUNCH))
    assert permissions.can_accept_result(version.team.ann, duty) == NOT_A
    assert permissions.can_accept_result(version.team.bo, duty) is True
    assert permissions.can_not_done(version.team.ann, duty) is True


def launch_without_bo(how):
    version = in_force()
    deadlines.hand_over(deadline(version, LAUNCH), "On every line.", by=version.team.ann)
    how(version.team.memberships.get(person=version.team.bo), version)
    return version, duty_of(deadline(version, LAUNCH))


def leave(membership, version):
    members.leave_team(membership, by=version.team.bo)


def go_away(membership, version):
    members.mark_away(membership, date(2026, 11, 1), by=version.team.mo)


@pytest.mark.parametrize("how", [leave, go_away])
def test_where_nobody_accountable_is_there_the_lead_decides(how):
    version, duty = launch_without_bo(how)
    assert permissions.can_accept_result(version.team.ann, duty) is True
    assert permissions.can_accept_result(version.team.cy, duty) is not True


def test_an_observer_reads_whatever_the_text_says_of_them():
    version = in_force()
    Membership.objects.filter(team=version.team, person=version.team.bo).update(role="observer")
    duty = duty_of(deadline(version))
    assert permissions.can_project(version.team.bo, duty) == NO_VOICE
    assert permissions.can_hand_over(version.team.bo, duty) == NO_HANDS


def test_who_gave_their_role_back_works_on_nothing():
    version = in_force()
    version.charter.assignments.filter(person=version.team.bo).update(state="declined")
    assert permissions.can_hand_over(version.team.bo, duty_of(deadline(version))) == NO_HANDS


def test_what_the_text_dropped_is_nobodys_to_change():
    version = in_force()
    version.items.filter(values__title=PILOT).delete()
    answer = permissions.can_project(version.team.ann, duty_of(deadline(version)))
    assert answer == Denied("The charter that holds does not have this.")


def test_a_forecast_later_than_agreed_is_a_heads_up_that_a_c_i_and_the_lead_hear_at_once():
    version = in_force()
    deadlines.project(deadline(version), LATE, "The pier is closed.", by=version.team.bo)

    row = deadline(version)
    assert (row.projected_on, row.projected_why, row.projected_by, row.due_on) == (
        LATE,
        "The pier is closed.",
        version.team.bo,
        DUE,
    )
    assert heard("heads_up") == ["Ann", "Cy"]
    mails = Mail.objects.filter(template="charters/notices/heads_up.txt")
    assert {mail.to for mail in mails} == {"ann@example.org", "cy@example.org"}
    assert Event.objects.filter(verb="deadline.heads_up").count() == 1


def test_the_informed_hear_of_a_heads_up_and_nobody_hears_of_their_own():
    """Of the launch bo is A, ann R and lead, cy I."""
    version = in_force()
    deadlines.project(deadline(version, LAUNCH), date(2027, 7, 1), by=version.team.ann)
    assert heard("heads_up") == ["Bo", "Cy"]


def test_a_forecast_in_time_is_no_alarm():
    version = in_force()
    deadlines.project(deadline(version), EARLY, by=version.team.bo)
    assert deadline(version).projected_on == EARLY
    assert heard("heads_up") == []


def test_the_same_forecast_twice_is_told_once():
    version = in_force()
    for _ in range(2):
        deadlines.project(deadline(version), LATE, "Storms.", by=version.team.bo)
    assert heard("heads_up") == ["Ann", "Cy"]
    assert Event.objects.filter(verb="deadline.heads_up").count() == 1
    assert deadline(version).sequence == 1


def test_a_forecast_is_taken_back_and_those_who_were_alarmed_know():
    version = in_force()
    deadlines.project(deadline(version), LATE, "Storms.", by=version.team.bo)
    for _ in range(2):
        deadlines.withdraw_projection(deadline(version), by=version.team.bo)
    row = deadline(version)
    assert (row.projected_on, row.projected_why, row.projected_by) == (None, "", None)
    assert heard("on_time") == ["Ann", "Cy"]


def test_what_r_hands_over_waits_for_a_who_accepts_it():
    version = in_force()
    ann, bo = version.team.ann, version.team.bo
    for _ in range(2):
        deadlines.hand_over(deadline(version), "It runs on line 62.", by=bo)
    row = deadline(version)
    assert (row.state, row.reason, row.settled_by) == ("delivered", "It runs on line 62.", bo)
    assert heard("handed_over") == ["Ann"]

    for _ in range(2):
        deadlines.accept_result(deadline(version), by=ann)
    row = deadline(version)
    assert (row.state, row.reason, row.settled_by) == ("done", "It runs on line 62.", ann)
    assert heard("accepted") == ["Bo"]


def test_the_informed_get_exactly_one_notice_after_each_change():
    version = in_force()
    ann, bo = version.team.ann, version.team.bo
    told = []
    for change in (
        lambda one: deadlines.hand_over(one, "On every line.", by=ann),
        lambda one: deadlines.accept_result(one, by=bo),
        lambda one: deadlines.reopen(one, "One line is missing.", by=bo),
        lambda one: deadlines.not_done(one, "No money.", by=bo),
    ):
        before = Notice.objects.filter(person=version.team.cy).count()
        change(deadline(version, LAUNCH))
        told.append(Notice.objects.filter(person=version.team.cy).count() - before)
    assert told == [1, 1, 1, 1]


def test_what_a_says_is_done_is_done():
    version = in_force()
    deadlines.hand_over(deadline(version), "It runs.", by=version.team.ann)
    assert deadline(version).state == "done"
    assert heard("done") == ["Bo"]


def test_the_owner_of_a_milestone_is_its_a_and_its_r():
    version = in_force()
    duty = duty_of(deadline(version, FIRST))
    assert {who: permissions.can_hand_over(getattr(version.team, who), duty) for who in ("ann", "bo")} == {
        "ann": True,
        "bo": NO_HANDS,
    }


def test_what_is_not_done_yet_goes_back_with_what_is_missing():
    version = in_force()
    deadlines.hand_over(deadline(version), "It runs.", by=version.team.bo)
    for _ in range(2):
        deadlines.send_back(deadline(version), "Only 40 passengers so far.", by=version.team.ann)
    row = deadline(version)
    assert (row.state, row.reason, row.settled_by, row.settled_at) == ("open", "", None, None)
    assert heard("sent_back") == ["Bo"]
    mail = Mail.objects.get(key__startswith="deadline.sent_back")
    assert mail.context["said"] == "Only 40 passengers so far."


def test_what_will_not_be_done_says_why_and_ends_what_was_proposed_for_it():
    version = in_force()
    dates.propose_date(deadline(version), LATE, "Storms.", by=version.team.bo)
    for _ in range(2):
        deadlines.not_done(deadline(version), "The line is closed.", by=version.team.ann)
    row = deadline(version)
    assert (row.state, row.reason, row.proposed_on) == ("not_done", "The line is closed.", None)
    assert heard("not_done") == ["Bo"]
    assert Consultation.objects.counting().count() == 0


def test_what_was_settled_can_be_opened_again():
    version = in_force()
    deadlines.hand_over(deadline(version), "It runs.", by=version.team.ann)
    for _ in range(2):
        deadlines.reopen(deadline(version), "It stopped.", by=version.team.ann)
    row = deadline(version)
    assert (row.state, row.reason, row.settled_at) == ("open", "", None)
    assert heard("reopened") == ["Bo"]


def test_a_refused_verb_leaves_no_trace():
    version = in_force()
    before = list(Deadline.objects.values()), Event.objects.count(), Notice.objects.count()
    cy = version.team.cy
    for verb in (
        lambda one: deadlines.project(one, LATE, by=cy),
        lambda one: deadlines.hand_over(one, "Done.", by=cy),
        lambda one: deadlines.not_done(one, "No.", by=cy),
        lambda one: dates.propose_date(one, LATE, "Storms.", by=cy),
    ):
        with pytest.raises(Refused):
            verb(deadline(version))
    assert (list(Deadline.objects.values()), Event.objects.count(), Notice.objects.count()) == before


def test_calendars_notice_each_change():
    version = in_force()
    deadlines.project(deadline(version), LATE, by=version.team.bo)
    deadlines.hand_over(deadline(version), "It runs.", by=version.team.bo)
    assert deadline(version).sequence == 2


@pytest.mark.parametrize(
    ("state", "due", "projected", "look", "place"),
    [
        ("open", None, None, "open", "undated"),
        ("open", 20, None, "open", "later"),
        ("open", 14, None, "open", "soon"),
        ("open", 0, None, "open", "soon"),
        ("open", -1, None, "overdue", "overdue"),
        ("open", 20, 21, "at_risk", "later"),
        ("open", 20, 20, "open", "later"),
        ("open", -1, 5, "overdue", "overdue"),
        ("delivered", -1, None, "delivered", "soon"),
        ("done", -1, 5, "done", "settled"),
        ("not_done", 5, None, "not_done", "settled"),
        ("dropped", 5, None, "dropped", "settled"),
    ],
)
def test_how_it_stands_on_a_day(state, due, projected, look, place):
    today = date(2027, 1, 4)
    day = {None: None} | {days: today + timedelta(days=days) for days in (-1, 0, 5, 14, 20, 21)}
    live = Deadline(state=state, due_on=day[due], projected_on=day[projected]).live()
    assert (live.look(today), live.place(today)) == (look, place)


def test_two_of_the_same_name_are_nobody_s_owner():
    """A milestone owned by “Bo” where two are called so waits for the lead."""
    team = team_with({"ann": "lead", "bo": "member", "cy": "member", "mo": "manager"})
    version = in_force(team)
    version.items.filter(values__title=FIRST).update(values={"title": FIRST, "due": None, "owner": "Bo"})
    assert permissions.can_hand_over(team.bo, duty_of(deadline(version, FIRST))) is True
    team.cy.name = "Bo"
    team.cy.save()
    duty = duty_of(deadline(version, FIRST))
    assert [permissions.can_hand_over(one, duty) for one in (team.bo, team.cy, team.ann)] == [NO_HANDS, NO_HANDS, True]
