"""Another day: those with a C are heard first, who is accountable decides, the amendment carries it, the signed text stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts.models import User
from charters import clock, permissions
from charters.actions import amending, consulting, dates, deadlines, items, moving
from charters.due import parse
from charters.models import CharterVersion, Consultation
from charters.permissions import gates
from charters.permissions.deadlines import duty_of
from common.permissions import Denied, Refused, Stale
from notices.models import Mail
from teams.actions import members
from teams.models import Event
from tests.charters.living import LAUNCH, PILOT, bring_into_force, deadline, heard, in_force, write
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db
DUE, NEW = date(2027, 2, 26), date(2027, 3, 12)
MONDAY, WEDNESDAY, THURSDAY, FRIDAY = (datetime(2027, 1, day, 9, tzinfo=UTC) for day in (4, 6, 7, 8))
UNHEARD = Denied("Cy can answer until 6 January 2027. When all have answered, or on the day after, you decide.")


@pytest.fixture
def version():
    found = in_force()
    with time_machine.travel(MONDAY, tick=False):
        dates.propose_date(deadline(found), NEW, "The pier is closed.", by=found.team.bo)
        yield found


def agrees(version, who="ann"):
    return permissions.can_agree_to_date(getattr(version.team, who), duty_of(deadline(version)))


def asked(person="Cy"):
    return Consultation.objects.counting().get(person__name=person)


def test_a_proposal_stands_beside_the_signed_text_and_asks_those_with_a_c(version):
    row = deadline(version)
    assert (row.due_on, row.proposed_on, row.proposed_why, row.proposed_by) == (
        DUE,
        NEW,
        "The pier is closed.",
        version.team.bo,
    )
    assert version.items.get(key=row.key).due_on == DUE
    one = asked()
    assert (one.until, one.answer, one.about) == (date(2027, 1, 6), "", "date")
    assert one.words == "Due: “26 February 2027” is to become “12 March 2027”\nThe pier is closed."
    assert heard("consulted") == ["Cy"]
    assert heard("date_proposed") == ["Ann"]
    assert not version.charter.versions.open().exists()


def test_a_friday_s_window_reaches_over_the_weekend():
    version = in_force()
    with time_machine.travel(FRIDAY, tick=False):
        dates.propose_date(deadline(version), NEW, "Storms.", by=version.team.bo)
        assert asked().until == date(2027, 1, 12)


def test_nobody_decides_before_all_have_answered_or_had_their_time(version):
    assert agrees(version) == UNHEARD
    with pytest.raises(Refused, match="Cy can answer until 6 January 2027"):
        dates.agree_to_date(deadline(version), by=version.team.ann)
    with time_machine.travel(WEDNESDAY, tick=False):
        assert agrees(version) == UNHEARD
    with time_machine.travel(THURSDAY, tick=False):
        assert agrees(version) is True


def test_who_decides_hears_once_when_the_days_to_answer_are_over(version):
    for moment in (WEDNESDAY, THURSDAY):
        with time_machine.travel(moment, tick=False):
            clock.tick(moment)
            assert heard("answers_over") == []
    for moment in (FRIDAY, FRIDAY + timedelta(days=3)):
        with time_machine.travel(moment, tick=False):
            clock.tick(moment)
    assert heard("answers_over") == ["Ann"]
    assert [mail.to for mail in Mail.objects.filter(template="charters/notices/answers_over.txt")] == [
        "ann@example.org"
    ]


def test_where_all_have_answered_nobody_hears_that_the_days_are_over(version):
    with time_machine.travel(WEDNESDAY, tick=False):
        consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    with time_machine.travel(FRIDAY, tick=False):
        clock.tick(FRIDAY)
    assert heard("answers_over") == []


def test_the_window_lasts_until_the_day_is_over_where_the_asked_person_lives(version):
    User.objects.filter(pk=version.team.cy.pk).update(time_zone="America/Los_Angeles")
    with time_machine.travel(datetime(2027, 1, 7, 7, tzinfo=UTC), tick=False):
        assert agrees(version) == UNHEARD
    with time_machine.travel(datetime(2027, 1, 7, 9, tzinfo=UTC), tick=False):
        assert agrees(version) is True


def test_once_the_last_has_answered_who_is_accountable_decides(version):
    for _ in range(2):
        consulting.answer_consultation(asked(), "Then the inspectors are on leave.", by=version.team.cy)
    assert agrees(version) is True
    assert agrees(version, "bo") == Denied("Only who answers for it (A) decides.")
    assert heard("consultation_answered") == ["Ann", "Bo"]
    assert {mail.to for mail in Mail.objects.filter(template="charters/notices/decide_date.txt")} == {"ann@example.org"}


def test_who_left_is_not_waited_for(version):
    members.leave_team(version.team.memberships.get(person=version.team.cy), by=version.team.cy)
    assert agrees(version) is True


def test_without_anybody_to_ask_it_can_be_decided_at_once(version):
    """Of the launch nobody is C; bo is A."""
    dates.propose_date(deadline(version, LAUNCH), NEW, "Earlier is better.", by=version.team.ann)
    amendment = dates.agree_to_date(deadline(version, LAUNCH), by=version.team.bo)
    assert amendment.items.get(values__title=LAUNCH).due_on == NEW


def signed(version):
    """What everybody signed, word by word."""
    document = CharterVersion.objects.get(pk=version.pk).document
    return document, list(version.items.order_by("key").values("key", "values", "due_on"))


def test_agreeing_writes_the_day_into_the_amendment_and_touches_no_signed_word(version):
    before = signed(version)
    consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    for _ in range(2):
        amendment = dates.agree_to_date(deadline(version), by=version.team.ann)

    due = amendment.items.get(values__title=PILOT).values["due"]
    assert due == {"text": "12 March 2027", "on": "2027-03-12", "precision": "day"}
    row = deadline(version)
    assert (row.due_on, row.proposed_on, row.agreed_by) == (DUE, NEW, version.team.ann)
    assert signed(version) == before
    assert heard("date_agreed") == ["Bo"]
    assert amendment.state == "draft"

    bring_into_force(amendment)
    row = deadline(version)
    assert (row.due_on, row.proposed_on, row.agreed_at) == (NEW, None, None)


def test_what_somebody_wrote_into_the_amendment_meanwhile_is_not_overwritten(version):
    amendment = amending.begin(version.charter, by=version.team.cy)
    amendment.team = version.team
    write(amendment, PILOT, due=parse("2027-03-05"))
    consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    with pytest.raises(Stale, match="another day for this already"):
        dates.agree_to_date(deadline(version), by=version.team.ann)
    assert deadline(version).agreed_at is None
    assert amendment.items.get(values__title=PILOT).values["due"]["on"] == "2027-03-05"


def test_a_clause_that_the_amendment_removes_is_brought_back_there_first(version):
    amendment = amending.begin(version.charter, by=version.team.cy)
    items.remove(amendment, deadline(version).key, by=version.team.cy)
    consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    with pytest.raises(Stale, match="removes this clause"):
        dates.agree_to_date(deadline(version), by=version.team.ann)


def test_a_refusal_says_why_and_nobody_is_asked_any_more(version):
    for _ in range(2):
        dates.refuse_date(deadline(version), "The harbour counts on it.", by=version.team.ann)
    assert deadline(version).proposed_on is None
    assert heard("date_refused") == ["Bo"]
    cy = asked_ever()
    assert permissions.can_answer_consultation(version.team.cy, cy) == Denied(
        "This is no longer asked: it came about, or is not meant any more."
    )


def asked_ever():
    return Consultation.objects.get(person__name="Cy")


def test_the_proposer_takes_it_back(version):
    with pytest.raises(Refused):
        dates.withdraw_date(deadline(version), by=version.team.cy)
    for _ in range(2):
        dates.withdraw_date(deadline(version), by=version.team.bo)
    assert deadline(version).proposed_on is None
    assert heard("date_withdrawn") == ["Ann", "Cy"]


def test_taking_back_what_was_agreed_gives_the_amendment_its_old_day_again(version):
    consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    amendment = dates.agree_to_date(deadline(version), by=version.team.ann)
    dates.withdraw_date(deadline(version), by=version.team.ann)
    assert amendment.items.get(values__title=PILOT).values["due"]["on"] == DUE.isoformat()
    assert deadline(version).agreed_at is None


def test_another_proposal_takes_the_place_of_the_first_and_asks_again(version):
    dates.propose_date(deadline(version), NEW, "The pier is closed.", by=version.team.bo)
    assert Consultation.objects.count() == 1
    consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    dates.propose_date(deadline(version), date(2027, 4, 2), "Storms too.", by=version.team.bo)
    assert (asked().words.splitlines()[-1], asked().answered_at) == ("Storms too.", None)
    assert agrees(version) == UNHEARD


def test_what_is_agreed_is_taken_back_before_another_day_is_proposed(version):
    consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    dates.agree_to_date(deadline(version), by=version.team.ann)
    with pytest.raises(Refused, match="agreed already"):
        dates.propose_date(deadline(version), date(2027, 4, 2), "Storms too.", by=version.team.bo)


def test_who_proposes_has_said_their_word():
    """Here cy is C of the pilot and leads."""
    team = team_with({"ann": "member", "bo": "member", "cy": "lead"})
    version = in_force(team)
    dates.propose_date(deadline(version), NEW, "The pier is closed.", by=team.cy)
    assert (asked().answer, heard("consulted")) == ("The pier is closed.", [])


@pytest.mark.parametrize(
    ("who", "answer"),
    [("cy", True), *((who, Denied("Only the person asked answers.")) for who in ("ann", "bo", "mo", "ob", "oz"))],
)
def test_only_who_is_asked_answers(version, who, answer):
    user = getattr(version.team, who, None) or person(who)
    assert permissions.can_answer_consultation(user, asked()) == answer


def test_an_answer_stands(version):
    consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    with pytest.raises(Refused, match="You have answered"):
        consulting.answer_consultation(asked(), "Not fine.", by=version.team.cy)
    assert asked().answer == "Fine."


# Amendments: before anybody is asked to sign


def in_review(version, *changes):
    amendment = amending.begin(version.charter, by=version.team.ann)
    amendment.team = version.team
    for change in changes:
        change(amendment)
    moving.send_to_review(amendment, by=version.team.ann)
    amendment.refresh_from_db()
    amendment.team = version.team
    return amendment


def moves_the_pilot(amendment):
    write(amendment, PILOT, due=parse("2 April 2027"))


ASK_FIRST = Denied("Ask Cy about “Pilot on line 62” first.")
WAIT = Denied("Cy can say until 6 January 2027 what they think of the change of “Pilot on line 62”.")


def test_an_amendment_waits_for_those_with_a_c_of_what_it_changes(version):
    amendment = in_review(version, moves_the_pilot)
    Consultation.objects.filter(version=amendment).delete()
    assert gates.consulted(amendment) == ASK_FIRST

    for _ in range(2):
        consulting.ask_consulted(amendment, by=version.team.ann)
    assert Consultation.objects.filter(version=amendment).count() == 1
    assert gates.consulted(amendment) == WAIT
    with time_machine.travel(THURSDAY, tick=False):
        assert gates.consulted(amendment) is True
    consulting.answer_consultation(Consultation.objects.get(version=amendment), "Fine.", by=version.team.cy)
    assert gates.consulted(amendment) is True


@pytest.mark.parametrize(
    ("change", "about"),
    [
        (moves_the_pilot, "date"),
        (lambda text: write(text, PILOT, title="Pilot on two lines"), "scope"),
        (lambda text: write(text, PILOT, description="The app on two lines."), "scope"),
        (lambda text: write(text, PILOT, acceptance_criteria="It runs."), "scope"),
        (lambda text: items.remove(text, text.items.get(values__title=PILOT).key, by=text.team.ann), "scope"),
        (lambda text: write(text, PILOT, owner="Product lead"), None),
        (lambda text: write(text, LAUNCH, due=parse("2028-01-01")), None),
        (lambda text: write(text, PILOT, due=parse("26 February 2027")), None),
    ],
)
def test_which_changes_are_asked_about(version, change, about):
    amendment = in_review(version, change)
    consulting.ask_consulted(amendment, by=version.team.ann)
    found = Consultation.objects.filter(version=amendment)
    assert [(one.about, str(one.person)) for one in found] == ([(about, "Cy")] if about else [])
    assert bool(gates.consulted(amendment)) is (about is None)


def test_who_was_heard_about_a_day_is_not_asked_again_by_the_amendment_that_carries_it(version):
    consulting.answer_consultation(asked(), "Fine.", by=version.team.cy)
    amendment = dates.agree_to_date(deadline(version), by=version.team.ann)
    moving.send_to_review(amendment, by=version.team.ann)
    amendment.refresh_from_db()
    consulting.ask_consulted(amendment, by=version.team.ann)
    assert Consultation.objects.count() == 1
    assert gates.consulted(amendment) is True


def test_other_words_than_those_that_were_asked_about_are_asked_again(version):
    amendment = in_review(version, moves_the_pilot)
    consulting.ask_consulted(amendment, by=version.team.ann)
    consulting.answer_consultation(Consultation.objects.get(version=amendment), "Fine.", by=version.team.cy)
    write(amendment, PILOT, due=parse("9 April 2027"))
    assert gates.consulted(amendment) == ASK_FIRST
    consulting.ask_consulted(amendment, by=version.team.ann)
    now = Consultation.objects.counting().get(version=amendment)
    assert (now.words, now.answer) == ("Due: “26 February 2027” is to become “9 April 2027”", "")


def test_a_first_charter_asks_nobody():
    version = in_force()
    assert gates.consulted(version) is True


def test_what_an_amendment_asks_is_told_once(version):
    amendment = in_review(version, moves_the_pilot)
    consulting.ask_consulted(amendment, by=version.team.ann)
    assert Event.objects.filter(verb="charter.consulted").count() == 1
    with pytest.raises(Refused):
        consulting.ask_consulted(amendment, by=version.team.mo)


def test_done_work_needs_no_new_day(version):
    deadlines.hand_over(deadline(version), "It runs.", by=version.team.ann)
    assert agrees(version) == Denied("No new day waits for an answer.")
