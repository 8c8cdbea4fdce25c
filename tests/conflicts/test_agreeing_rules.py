"""Who may do what to an agreement: every state of the case, every state of the agreement, every kind of person."""

import pytest

from conflicts.actions.agreeing import next_agreement
from conflicts.models import (
    AgreementSignature,
    AgreementTerm,
    CaseParty,
    ConflictCase,
    FollowUp,
    Mediation,
    MediationAssignment,
    ResolutionAgreement,
    ShareConsent,
)
from conflicts.permissions import (
    can_amend_agreement,
    can_answer_follow_up,
    can_begin_agreement,
    can_carry_term,
    can_change_text,
    can_go_back_to_options,
    can_keep_agreement,
    can_look_again,
    can_offer,
    can_read_agreement,
    can_share_term,
    can_sign_agreement,
    can_unshare_term,
    can_write_agreement,
)
from tests.conflicts.disagreements import draft_by, find, party
from tests.factories import charter_at, person, team_with

pytestmark = pytest.mark.django_db
Case, Text, Look, Part = ConflictCase.State, ResolutionAgreement.State, FollowUp.State, CaseParty.State

NOT_IN_IT = "Only those who take part in it do this."
FIRST_SAY = "First say whether you take part."
NOW = {
    Case.DRAFT: "It is your private draft. Nobody else takes part yet.",
    Case.OPENED: "The others have not answered yet.",
    Case.EXCHANGING: "You are still hearing each other out.",
    Case.OPTIONS: "You are looking for options now.",
    Case.AGREEING: "You are writing the agreement now.",
    Case.SIGNED: "You have agreed, and all have signed.",
    Case.FOLLOW_UP: "You have agreed, and look now whether it holds.",
    Case.RESOLVED: "This is over: settled.",
    Case.DECLINED: "This is over: not taken up.",
    Case.WITHDRAWN: "This is over: taken back.",
    Case.REFERRED: "This is over: taken elsewhere.",
    Case.CLOSED: "This is over: closed without agreement.",
}
FIXED = "The words are fixed while they wait for signatures. Take them back first: then all sign anew."
NOT_WRITTEN = "This agreement is no longer written."
NOT_OFFERED = "It does not wait for signatures now."
HOLDS_NOT = "Only what all have signed, and what still holds, can be shown to the team."
GIVEN_UP = (Case.DECLINED, Case.WITHDRAWN, Case.REFERRED, Case.CLOSED)
OUTSIDE = ("mediator", "left", "ann", "mo", "root", "oz")


@pytest.fixture
def cast():
    """A case of bo, who began it, with cy; dee is asked, eve left, pat mediates. Its agreement has one term of all."""
    team = team_with()
    case = draft_by(team.bo, team.cy, person("dee"), team=team)
    people = {"bo": team.bo, "cy": team.cy, "dee": case.parties.get(person__email="dee@example.org").person}
    people |= {"ann": team.ann, "mo": team.mo, "root": person("root", is_staff=True), "oz": person("oz")}
    people |= {"mediator": person("pat"), "left": person("eve")}
    case.parties.filter(person=team.cy).update(state=Part.JOINED)
    CaseParty.objects.create(case=case, person=people["left"], state=Part.LEFT)
    ConflictCase.objects.filter(pk=case.pk).update(opened_at=case.created_at)
    mediation = Mediation.objects.create(case=case, state="active", requested_by=party(case, team.bo))
    MediationAssignment.objects.create(
        case=case, mediation=mediation, person=people["mediator"], proposed_by=party(case, team.bo), state="active"
    )
    return case, people, team


def agreement_in(case, state) -> ResolutionAgreement:
    agreement = next_agreement(case)
    AgreementTerm.objects.create(case=case, agreement=agreement, text="We talk", by_all=True, due_words="on Mondays")
    ResolutionAgreement.objects.filter(pk=agreement.pk).update(state=state, content_hash="x")
    return ResolutionAgreement.objects.get(pk=agreement.pk)


def in_state(case, state) -> ConflictCase:
    ConflictCase.objects.filter(pk=case.pk).update(state=state)
    return find(case)


def plain(answer):
    return True if answer is True else str(answer.reason)


def working(state, *allowed):
    """What parties hear of a verb that is done in these states of the case."""
    return True if state in allowed else NOW[state]


def asked(rule, case, people, *things) -> dict:
    return {name: plain(rule(one, case, *things)) for name, one in people.items()}


def expected(said, reader=NOT_IN_IT) -> dict:
    """Both parties hear the same; who is only asked, and whoever is not in it, hear that."""
    return {"bo": said, "cy": said, "dee": FIRST_SAY} | dict.fromkeys(OUTSIDE, reader)


STEPS = (
    (can_begin_agreement, (Case.OPTIONS,)),
    (can_go_back_to_options, (Case.AGREEING,)),
    (can_amend_agreement, (Case.SIGNED, Case.FOLLOW_UP)),
    (can_look_again, (Case.SIGNED, Case.FOLLOW_UP)),
)


@pytest.mark.parametrize("state", Case.values)
def test_steps(cast, state):
    case, people, _ = cast
    case = in_state(case, state)
    for rule, states in STEPS:
        assert asked(rule, case, people) == expected(working(state, *states)), rule.__name__


@pytest.mark.parametrize("state", Case.values)
def test_reading(cast, state):
    case, people, _ = cast
    said = asked(can_read_agreement, in_state(case, state), people)
    assert said == {"bo": True, "cy": True, "dee": FIRST_SAY} | dict.fromkeys(OUTSIDE, FIRST_SAY)


@pytest.mark.parametrize("state", Case.values)
def test_keeping_needs_something_that_holds(cast, state):
    case, people, _ = cast
    case = in_state(case, state)
    nothing = "Nothing is signed yet that could stay." if state == Case.AGREEING else NOW[state]
    assert asked(can_keep_agreement, case, people) == expected(nothing)
    agreement_in(case, Text.SIGNED)
    assert asked(can_keep_agreement, case, people) == expected(working(state, Case.AGREEING))


@pytest.mark.parametrize("state", Case.values)
def test_writing_offering_taking_back_and_signing(cast, state):
    case, people, _ = cast
    agreement, case = agreement_in(case, Text.DRAFT), in_state(case, state)
    for text in Text.values:
        agreement.state = text
        check_words(case, people, agreement, state, text)


def check_words(case, people, agreement, state, text):
    writing = {Text.DRAFT: True, Text.OFFERED: FIXED}.get(text, NOT_WRITTEN)
    waiting = True if text == Text.OFFERED else NOT_OFFERED
    here = working(state, Case.AGREEING)
    for rule, then in (
        (can_write_agreement, writing),
        (can_offer, writing),
        (can_change_text, waiting),
        (can_sign_agreement, waiting),
    ):
        assert asked(rule, case, people, agreement) == expected(then if here is True else here), rule.__name__


def test_who_has_signed_does_not_sign_again(cast):
    case, people, team = cast
    agreement, case = agreement_in(case, Text.OFFERED), in_state(case, Case.AGREEING)
    signature = AgreementSignature.objects.create(
        case=case, agreement=agreement, party=party(case, team.bo), content_hash="x"
    )
    assert asked(can_sign_agreement, case, people, agreement) == expected(True) | {"bo": "You have signed these words."}
    AgreementSignature.objects.filter(pk=signature.pk).update(voided_at=case.created_at)
    assert asked(can_sign_agreement, case, people, agreement) == expected(True)


@pytest.mark.parametrize("state", Case.values)
def test_sharing_and_taking_it_back(cast, state):
    """Of what holds; also while something newer is looked for, and when all is settled."""
    case, people, team = cast
    agreement, case = agreement_in(case, Text.DRAFT), in_state(case, state)
    AgreementSignature.objects.create(case=case, agreement=agreement, party=party(case, team.bo), content_hash="x")
    term = agreement.terms.select_related("agreement").get()
    for text in Text.values:
        term.agreement.state = text
        check_sharing(case, people, term, state, text)


def check_sharing(case, people, term, state, text):
    said = NOW[state] if state in GIVEN_UP else True if text == Text.SIGNED else HOLDS_NOT
    unsigned = "Only who signed it says whether it may be shown." if said is True else said
    answers = expected(said) | {"cy": unsigned, "dee": NOT_IN_IT}
    assert asked(can_share_term, case, people, term) == answers
    assert asked(can_unshare_term, case, people, term) == answers


def test_carrying_needs_the_consent_of_all_who_signed_and_somebody_who_writes(cast):
    case, people, team = cast
    charter = charter_at("draft", team).charter
    other = charter_at("draft", team_with({"oz": "lead"}, name="Pier"), title="Pier charter").charter
    agreement, case = agreement_in(case, Text.SIGNED), in_state(case, Case.SIGNED)
    term = agreement.terms.select_related("agreement").get()
    for one in (team.bo, team.cy):
        AgreementSignature.objects.create(case=case, agreement=agreement, party=party(case, one), content_hash="x")
    ShareConsent.objects.create(case=case, term=term, party=party(case, team.bo))
    not_all = "Not everybody has agreed that the team may read it."
    assert asked(can_carry_term, case, people, term, charter) == expected(not_all) | {"dee": NOT_IN_IT}
    ShareConsent.objects.create(case=case, term=term, party=party(case, team.cy))
    assert asked(can_carry_term, case, people, term, charter) == expected(True) | {"dee": NOT_IN_IT}
    elsewhere = "Not everybody who signed is in the team of that charter."
    assert asked(can_carry_term, case, people, term, other) == expected(elsewhere) | {"dee": NOT_IN_IT}


@pytest.mark.parametrize("state", Case.values)
def test_looking(cast, state):
    case, people, _ = cast
    agreement, case = agreement_in(case, Text.SIGNED), in_state(case, state)
    for look in Look.values:
        check_looking(case, people, FollowUp(case=case, agreement=agreement, state=look), state, look)


def check_looking(case, people, follow_up, state, look):
    then = {Look.PLANNED: "Its day has not come yet.", Look.OPEN: True}.get(
        look, "This is over; you can read what was said."
    )
    here = working(state, Case.FOLLOW_UP)
    assert asked(can_answer_follow_up, case, people, follow_up) == expected(then if here is True else here)
