"""The state machine of disagreements: every pair of states, and every state × every verb × every kind of person."""

from itertools import product
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from common.permissions import Denied
from common.states import ImpossibleMove, Moves
from conflicts import permissions as rules
from conflicts.models import Acceptance, CaseParty, ConflictCase, ResolutionAgreement
from tests.conflicts.disagreements import exchanging, find, party
from tests.conflicts.mediations import mediated_by
from tests.factories import person, team_with

State = ConflictCase.State
WORKING, HOLDING, OVER = ConflictCase.WORKING, ConflictCase.HOLDING, ConflictCase.OVER
STATEFUL = [model for model in apps.get_app_config("conflicts").get_models() if issubclass(model, Moves)]

# Reasons.
STRANGER = "Only those who take part in it do this."
FIRST_SAY = "First say whether you take part."
NOT_ASKED = "You are not asked to take part."
INSIDE_ALREADY = "You take part already."
TOO_LATE = "It has gone on without your answer."
NOT_WRITER = "Only who began it writes the draft."
OPENED = "It is opened: the others read it. What you said stays as it was said."
NOT_BEGINNER = "Only who began it takes it back."
GOES_ON = "It goes on."
UNANSWERED = "Not everybody has said yet whether they take part."
NOT_NOW = {
    State.DRAFT: "It is your private draft. Nobody else takes part yet.",
    State.OPENED: "The others have not answered yet.",
    State.EXCHANGING: "You are still hearing each other out.",
    State.OPTIONS: "You are looking for options now.",
    State.AGREEING: "You are writing the agreement now.",
    State.SIGNED: "You have agreed, and all have signed.",
    State.FOLLOW_UP: "You have agreed, and look now whether it holds.",
    State.RESOLVED: "This is over: settled.",
    State.DECLINED: "This is over: not taken up.",
    State.WITHDRAWN: "This is over: taken back.",
    State.REFERRED: "This is over: taken elsewhere.",
    State.CLOSED: "This is over: closed without agreement.",
}
PEOPLE = ("opener", "other", "invited", "left", "mediator", "lead", "manager", "administrator", "outsider")

# Who takes part does these, in these states; with reasons where there is one of its own.
WORK = {
    "write_card": ([State.DRAFT, State.OPENED, *WORKING], {}),
    "add_point": ([State.DRAFT, State.OPENED, *WORKING], {}),
    "share_card": ([State.OPENED, *WORKING], {}),
    "talk_of_mediation": (ConflictCase.RUNNING, {}),
    "look_for_options": ([], {State.EXCHANGING: UNANSWERED}),
    "hear_again": ([State.OPTIONS], {}),
    "begin_agreement": ([State.OPTIONS], {}),
    "go_back_to_options": ([State.AGREEING], {}),
    "keep_agreement": ([State.AGREEING], {}),
    "amend_agreement": (HOLDING, {}),
    "look_again": (HOLDING, {}),
    "refer": ([State.OPENED, *WORKING], {}),
    "close_case": ([*WORKING, *HOLDING], {}),
    "leave_case": (WORKING, {}),
    "reopen": ([State.RESOLVED, State.CLOSED], dict.fromkeys([State.DRAFT, *ConflictCase.RUNNING], GOES_ON)),
}


# What is asked of a row of a case, of a person who may be chosen, or of a charter: the verbs of these chapters prove them.
OF_ROWS = {
    "can_ask_address", "can_change_note", "can_edit_point", "can_keep_notes", "can_mark_point", "can_mediate",
    "can_remove_invited", "can_take_into", "can_tell_no_ties", "can_work_on",
}  # fmt: skip


@pytest.mark.parametrize("model", STATEFUL, ids=lambda model: model.__name__)
def test_every_pair_of_states_of_every_noun(model):
    states = [state for state, _label in model._meta.get_field("state").choices]
    assert model.MOVES.keys() == set(states)
    for before, after in product(states, states):
        row = model(state=before)
        if after in model.MOVES[before]:
            row.become(after)
            assert row.state == after
        else:
            with pytest.raises(ImpossibleMove, match=f"{before} does not lead to {after}"):
                row.become(after)
            assert row.state == before


def test_each_noun_with_states_is_known():
    assert {model.__name__ for model in STATEFUL} == {
        "CaseParty", "ConflictCase", "FollowUp", "Mediation", "MediationAssignment", "RatingRound", "ResolutionAgreement",
    }  # fmt: skip


def test_every_rule_stands_in_a_table():
    """Here, or in the tests of its chapter."""
    tables = " ".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    own = {f"can_{verb}" for verb in (*WORK, *OTHERWISE, "start_case", "see_statistics")}
    asked = {name for name in rules.__all__ if name.startswith("can_")}
    assert {name for name in asked - own - OF_ROWS if name not in tables} == set()


class Around:
    """A case of bo, cy and fay; dee has not answered, ed has left, pat mediates; and all who stand around."""

    def __init__(self):
        team = team_with()
        names = ("dee", "ed", "fay", "pat", "oz")
        dee, ed, fay, pat, oz = (person(name) for name in names)
        self.case = exchanging(team.bo, team.cy, fay, ed, team=team)
        mediated = mediated_by(self.case, pat)
        assert Acceptance.objects.filter(assignment=mediated).count() == 4
        CaseParty.objects.filter(pk=party(self.case, ed).pk).update(state="left")
        CaseParty.objects.create(case=self.case, person=dee, asked_at=timezone.now(), position=9)
        signed = {"state": "signed", "content_hash": "0" * 64}
        ResolutionAgreement.objects.create(case=self.case, number=1, **signed)
        root = person("root", is_staff=True, is_superuser=True)
        everyone = (team.bo, team.cy, dee, ed, pat, team.ann, team.mo, root, oz)
        self.people = dict(zip(PEOPLE, everyone, strict=True))

    def in_state(self, state) -> ConflictCase:
        now = timezone.now()
        opened_at = None if state == State.DRAFT else now
        ended_at = now if state in OVER else None
        rows = ConflictCase.objects.filter(pk=self.case.pk)
        rows.update(state=state, opened_at=opened_at, ended_at=ended_at, unfit=[])
        return find(self.case)


def takes_part(who) -> bool:
    return who in ("opener", "other")


def is_asked(who, state) -> bool:
    """Who is meant to be asked knows of nothing before it is opened."""
    return who == "invited" and state != State.DRAFT


def works(verb):
    """What WORK says, for everybody."""
    states, reasons = WORK[verb]

    def expected(who, state):
        if is_asked(who, state):
            return FIRST_SAY
        if not takes_part(who) or (who == "other" and state == State.DRAFT):
            return STRANGER
        return True if state in states else reasons.get(state, NOT_NOW[state])

    return expected


def withdraws(who, state):
    return NOT_BEGINNER if who == "other" and state != State.DRAFT else works("refer")(who, state)


def answers(who, state):
    if takes_part(who) and (who == "opener" or state != State.DRAFT):
        return INSIDE_ALREADY
    if not is_asked(who, state):
        return NOT_ASKED
    if state in OVER:
        return NOT_NOW[state]
    return True if state in (State.OPENED, State.EXCHANGING) else TOO_LATE


def drafts(who, state):
    if who != "opener":
        return NOT_WRITER
    return True if state == State.DRAFT else OPENED


def reads(who, state):
    if takes_part(who) and (who == "opener" or state != State.DRAFT):
        return True
    return FIRST_SAY


OTHERWISE = {
    "withdraw": withdraws,
    "join": answers,
    "decline_part": answers,
    "edit_draft": drafts,
    "ask_party": drafts,
    "open_case": drafts,
    "drop_draft": drafts,
    "take_elsewhere": drafts,
    "read_story": reads,
}


@pytest.mark.django_db
def test_every_state_by_every_verb_by_every_person():
    """Allowed, or the exact reason."""
    around, found, wanted = Around(), {}, {}
    verbs = {verb: works(verb) for verb in WORK} | OTHERWISE
    for state in State:
        case = around.in_state(state)
        for (verb, expected), who in product(verbs.items(), PEOPLE):
            answer = getattr(rules, f"can_{verb}")(around.people[who], case)
            found[state, verb, who] = str(answer.reason) if isinstance(answer, Denied) else answer
            wanted[state, verb, who] = expected(who, state)
    assert {key: (found[key], wanted[key]) for key in found if found[key] != wanted[key]} == {}
    assert len(found) == 12 * 24 * 9


@pytest.mark.django_db
def test_who_begins_and_who_counts_is_asked_of_the_person_alone():
    """No case is needed for these."""
    team = team_with()
    assert rules.can_start_case(team.ob) is True
    assert [bool(rules.can_see_statistics(who)) for who in (team.ann, team.mo, team.bo, team.ob)] == [
        True,
        True,
        False,
        False,
    ]
