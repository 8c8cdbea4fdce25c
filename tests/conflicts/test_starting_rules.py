"""Who may do what with a draft, a question and a card: every state of the case × every kind of person."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from common.ids import uuid7
from common.permissions import Denied
from conflicts import permissions
from conflicts.actions import opening, points
from conflicts.models import CaseParty, ConflictCase, Mediation, MediationAssignment, Point
from tests.conflicts.disagreements import exchanging, find, party
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db

State = ConflictCase.State
WORKING = {"exchanging", "options", "agreeing"}
OUTSIDE = "Only those who take part in it do this."
FIRST = "First say whether you take part."
NOW = {
    "draft": "It is your private draft. Nobody else takes part yet.",
    "opened": "The others have not answered yet.",
    "exchanging": "You are still hearing each other out.",
    "options": "You are looking for options now.",
    "agreeing": "You are writing the agreement now.",
    "signed": "You have agreed, and all have signed.",
    "follow_up": "You have agreed, and look now whether it holds.",
    "resolved": "This is over: settled.",
    "declined": "This is over: not taken up.",
    "withdrawn": "This is over: taken back.",
    "referred": "This is over: taken elsewhere.",
    "closed": "This is over: closed without agreement.",
}
OVER = {"resolved", "declined", "withdrawn", "referred", "closed"}
OPENERS_DRAFT = "Only who began it writes the draft."
IS_OPENED = "It is opened: the others read it. What you said stays as it was said."
PEOPLE = ("bo", "cy", "pat", "neutral", "ann", "mo", "root", "oz")


def cast():
    """bo began it, cy takes part, pat is asked; neutral mediates; ann leads, mo manages, root administers, oz is outside."""
    team = team_with()
    people = {name: getattr(team, name) for name in ("bo", "cy", "ann", "mo")}
    people |= {name: person(name) for name in ("pat", "neutral", "oz")}
    people["root"] = User.objects.create_superuser(email="root@example.org", password="x", name="Root")
    case = exchanging(people["bo"], people["cy"], team=team)
    CaseParty.objects.create(case=case, person=people["pat"], asked_at=case.opened_at, position=5)
    mediation = Mediation.objects.create(case=case, requested_by=party(case, people["bo"]))
    MediationAssignment.objects.create(
        case=case, mediation=mediation, person=people["neutral"], state="active", proposed_by=party(case, people["bo"])
    )
    return case, people


def in_state(case, state):
    """In memory and on disk as it would be; nobody else than its opener is told of a draft."""
    opened_at = None if state == "draft" else timezone.now()
    ConflictCase.objects.filter(pk=case.pk).update(state=state, opened_at=opened_at)
    return find(case)


def works(states):
    """A verb of those who take part, in these states."""

    def expected(who, state):
        inside = {"bo"} if state == "draft" else {"bo", "cy"}
        if who in inside:
            return True if state in states else Denied(NOW[state])
        return Denied(FIRST if who == "pat" and state != "draft" else OUTSIDE)

    return expected


def drafts(who, state):
    if who != "bo":
        return Denied(OPENERS_DRAFT)
    return True if state == "draft" else Denied(IS_OPENED)


def answers(who, state):
    if state == "draft" and who != "bo":
        return Denied("You are not asked to take part.")
    if who in {"bo", "cy"}:
        return Denied("You take part already.")
    if who != "pat":
        return Denied("You are not asked to take part.")
    if state in OVER:
        return Denied(NOW[state])
    return True if state in {"opened", "exchanging"} else Denied("It has gone on without your answer.")


def takes_back(who, state):
    answer = works({"opened", "exchanging"})(who, state)
    return Denied("Only who began it takes a question back.") if answer is True and who == "cy" else answer


def writes_own(who, state):
    """The interest is bo's."""
    answer = works({"draft", "opened"} | WORKING)(who, state)
    return Denied("Only who wrote it changes it.") if answer is True and who == "cy" else answer


def answers_to_own(who, state):
    answer = works({"opened"} | WORKING)(who, state)
    return Denied("You wrote this yourself.") if answer is True and who == "bo" else answer


TABLE = {
    "can_edit_draft": drafts,
    "can_ask_party": drafts,
    "can_drop_draft": drafts,
    "can_take_elsewhere": drafts,
    "can_open_case": drafts,
    "can_join": answers,
    "can_decline_part": answers,
    "can_remove_invited": takes_back,
    "can_write_card": works({"draft", "opened"} | WORKING),
    "can_share_card": works({"opened"} | WORKING),
    "can_add_point": works({"draft", "opened"} | WORKING),
    "can_edit_point": writes_own,
    "can_mark_point": answers_to_own,
}


def test_every_state_and_every_person():
    case, people = cast()
    interest = points.add_point(case, uuid7(), by=people["bo"], text="A day to test")
    Point.objects.filter(pk=interest.pk).update(shared_at=case.opened_at)
    asked = party(case, people["pat"])
    found, expected = {}, {}
    for state in State.values:
        case = in_state(case, state)
        for verb, rule in TABLE.items():
            thing = thing_of(verb, case, interest, asked)
            for who in PEOPLE:
                found[verb, state, who] = getattr(permissions, verb)(people[who], thing)
                expected[verb, state, who] = rule(who, state)
    assert found == expected


def thing_of(verb, case, interest, asked):
    if verb in {"can_edit_point", "can_mark_point"}:
        found = Point.objects.get(pk=interest.pk)
    elif verb == "can_remove_invited":
        found = CaseParty.objects.get(pk=asked.pk)
    else:
        return case
    found.case = case
    return found


def test_who_said_no_or_left_has_no_part_any_more():
    case, people = cast()
    opening.decline_part(find(case), by=people["pat"])
    CaseParty.objects.filter(case=case, person=people["cy"]).update(state="left")
    for who in ("pat", "cy"):
        assert permissions.can_join(people[who], find(case)) == Denied("You are not asked to take part.")
        assert permissions.can_write_card(people[who], find(case)) == Denied(OUTSIDE)
        assert not ConflictCase.objects.of(people[who]).exists()


def test_only_who_is_signed_in_begins():
    assert permissions.can_start_case(person("bo")) is True
    assert permissions.can_start_case(AnonymousUser()) == Denied("Sign in first.")
