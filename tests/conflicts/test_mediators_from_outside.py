"""Whoever confirmed the address at which they are asked to mediate takes it on or not; nobody else learns whose it is."""

import pytest

from accounts.actions import close_account
from accounts.models import User
from accounts.own_data import gathered
from common.permissions import Refused
from conflicts.actions import choosing, ending, mediating, opening, starting
from conflicts.models import ConflictCase, MediationAssignment, Mediator
from notices.models import Mail, Notice
from teams.models import Membership
from tests.conflicts.disagreements import draft_by, exchanging, find
from tests.conflicts.mediations import asked_at, choosing_in, proposed_in
from tests.conflicts.outside import DEE, NAME, body, dee_outside, door, home, states
from tests.factories import person, team_with
from tests.filling import fill
from tests.stored_rows import tables_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def case(team):
    return choosing_in(exchanging(team.bo, team.cy, team=team))


@pytest.fixture
def dee():
    return dee_outside()


def test_who_confirmed_it_finds_it_and_reads_who_they_are_and_nothing_else(case, team, dee, new_client):
    proposal, client = asked_at(case, DEE), new_client(dee)
    assert [(one.text, one.url) for one in Notice.objects.filter(person=dee)] == [
        ("Something private waits for you.", door("door_of_mediator", proposal))
    ]
    assert home(dee) == [door("door_of_mediator", proposal)]
    page = client.get(home(dee)[0], follow=True)
    assert page.redirect_chain == [(door("asked_to_mediate", proposal), 302)]
    told = page.content.decode()
    assert [word in told for word in ("Bo", "Cy", "Late builds", team.name, str(case.pk))] == [True, True] + [False] * 3
    assert [client.get(door(name, case)).status_code for name in ("show", "mediation", "mediate")] == [404] * 3


def test_from_a_yes_on_they_stand_there_as_themselves_and_the_address_is_gone(case, dee, team, new_client):
    proposal = asked_at(case, DEE)
    page = new_client(team.cy).get(door("mediation", case)).content.decode()
    assert [word in page for word in (NAME, DEE)] == [True, True]
    fill(new_client(dee), door("asked_to_mediate", proposal), ties="no")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.person, proposal.name, proposal.address) == ("disclosed", dee, "", "")
    page = new_client(team.cy).get(door("mediation", case)).content.decode()
    assert [word in page for word in ("Would help.", "Dee", NAME, DEE)] == [True, True, False, False]
    # What they answered stays theirs when they give the address up, and goes to nobody who takes it.
    dee.emailaddress_set.filter(email=DEE).delete()
    other = person("other")
    other.emailaddress_set.create(email=DEE, verified=True)
    assert [new_client(who).get(door("asked_to_mediate", proposal)).status_code for who in (dee, other)] == [200, 404]
    for party in (team.bo, team.cy):
        choosing.accept_mediator(proposal, by=party)
    assert [new_client(who).get(door("mediate", case)).status_code for who in (dee, other)] == [200, 404]


def test_who_says_no_stays_the_name_that_was_typed(case, dee, team, new_client):
    """Neither the account nor the address stands there, and it is proposed by a key like anybody else."""
    Mediator.objects.create(person=dee)
    proposal = asked_at(case, DEE)
    new_client(dee).post(door("step_aside", proposal))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.person, str(proposal)) == ("recused", None, NAME)
    page = new_client(team.bo).get(door("mediation", case))
    assert [one in page.content.decode() for one in (NAME, "Stepped aside", DEE)] == [True, True, False]
    assert [str(one) for one in page.context["offered"]["pool"]] == ["Dee"]
    assert (home(dee), Notice.objects.filter(person=dee).exists()) == ([], False)


def test_without_the_confirmed_address_it_is_nobodys(case, dee, new_client):
    proposal, client = asked_at(case, DEE), new_client(dee)
    urls = [door(name, proposal) for name in ("door_of_mediator", "asked_to_mediate", "step_aside")]
    # The door is followed to the page.
    assert [client.get(url).status_code for url in urls] == [302, 200, 200]
    dee.emailaddress_set.filter(email=DEE).update(verified=False)
    assert [client.get(url).status_code for url in urls] == [404] * 3
    assert [client.post(url, {"ties": "no"}).status_code for url in urls] == [404] * 3
    assert home(dee) == []
    for deed in (
        lambda: choosing.disclose(proposal, by=dee, has_ties=False),
        lambda: choosing.recuse(proposal, by=dee),
    ):
        with pytest.raises(Refused, match="Only who is asked"):
            deed()


UNFIT = ["party", "lead", "manager", "asked by name", "tried", "led it before"]


def unfit(kind, case, team):
    """Somebody who cannot be neutral here, or is asked by name already; asked at an address of theirs."""
    who = {"party": team.cy, "lead": team.ann, "manager": team.mo}.get(kind) or person("dee")
    who.emailaddress_set.create(email=DEE, verified=True)
    if kind == "asked by name":
        proposed_in(case, who)
    if kind == "tried":
        choosing.object_to_mediator(proposed_in(case, who), by=team.bo)
    if kind == "led it before":
        choosing.recuse(mediated_again(case, who), by=who)
    return who


def mediated_again(case, who) -> MediationAssignment:
    assignment = choosing.disclose(proposed_in(case, who), by=who, has_ties=False)
    for party in case.parties.joined():
        choosing.accept_mediator(assignment, by=party.person)
    return assignment


@pytest.mark.parametrize("kind", UNFIT)
def test_who_cannot_be_neutral_hears_nothing_and_those_who_asked_read_no_reason(case, team, new_client, kind):
    who = unfit(kind, case, team)
    proposal = asked_at(case, DEE)
    stranger = new_client(person("stranger")).get(door("door_of_mediator", proposal))
    client = new_client(who)
    assert [client.get(door(name, proposal)).status_code for name in ("asked_to_mediate", "step_aside")] == [404] * 2
    with pytest.raises(Refused, match="Nothing here needs you"):
        choosing.disclose(proposal, by=who, has_ties=False)
    turned = client.get(door("door_of_mediator", proposal))
    assert (turned.status_code, body(turned)) == (404, body(stranger))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.person) == ("recused", None)
    page = new_client(team.bo).get(door("mediation", case)).content.decode()
    assert "Stepped aside, which needs no reason." in page
    assert "leads or manages" not in page.partition('id="propose-title"')[0]
    assert Notice.objects.filter(person=who, url=door("door_of_mediator", proposal)).exists() is False


@pytest.mark.parametrize("kind", ["asked to take part", "leads who is asked"])
def test_who_is_asked_by_name_and_cannot_be_neutral_hears_nothing_either(team, new_client, kind):
    """That would tell whose the address is: the pool, the answer and the page are those of anybody."""
    who, choir = person("lea"), team_with({"dee": "member"}, name="Choir")
    Mediator.objects.create(person=who)
    case = asking_too(team, DEE)
    if kind == "leads who is asked":
        Membership.objects.create(team=choir, person=who, role="lead")
    owner = choir.dee if kind == "leads who is asked" else who
    owner.emailaddress_set.create(email=DEE, verified=True)
    asker = new_client(team.bo)
    page = asker.get(door("mediation", case))
    assert [str(one) for one in page.context["offered"]["pool"]] == ["Lea"]
    assert asker.post(door("propose_mediator", case), {"person": who.pk}).status_code == 302
    proposal, client = MediationAssignment.objects.get(), new_client(who)
    assert client.get(door("asked_to_mediate", proposal)).status_code == 404
    assert "There is nothing here for you any more" in body(client.get(door("door_of_mediator", proposal)))
    assert states(case) == [("Lea", "recused")]


def asking_too(team, address) -> ConflictCase:
    """Bo and cy choose a mediator; somebody is still asked at an address to take part."""
    case = draft_by(team.bo, team.cy, team=team)
    starting.ask_party(case, by=team.bo, name="Dee", address=address)
    opening.open_case(find(case), by=team.bo)
    opening.join(find(case), by=team.cy)
    return choosing_in(find(case))


def test_a_door_that_leads_nowhere_says_the_same_as_one_that_is_shut(case, dee, team, new_client):
    proposal, client = asked_at(case, DEE), new_client(dee)
    choosing.object_to_mediator(proposal, by=team.bo)
    shut = client.get(door("door_of_mediator", proposal))
    nowhere = client.get(door("door_of_mediator", "0199f000-0000-7000-8000-0000000000ff"))
    assert (shut.status_code, body(shut)) == (nowhere.status_code, body(nowhere))
    assert "There is nothing here for you any more" in body(shut)
    assert "aria-current" not in shut.content.decode(), "the masthead names no topic either"


def test_the_hard_rules_are_asked_again_when_all_have_accepted(case, dee, team):
    proposal = choosing.disclose(asked_at(case, DEE), by=dee, has_ties=False)
    choosing.accept_mediator(proposal, by=team.bo)
    Membership.objects.create(team=team, person=dee, role="manager")
    with pytest.raises(Refused, match="leads or manages a team of one of you"):
        choosing.accept_mediator(proposal, by=team.cy)
    proposal.refresh_from_db()
    assert proposal.state == "disclosed"


@pytest.mark.parametrize("ends", ["objected", "left", "closed", "another"])
def test_what_was_sent_is_taken_back_when_nobody_is_asked_any_more(case, dee, team, ends):
    proposal = asked_at(case, DEE)
    {
        "objected": lambda: choosing.object_to_mediator(proposal, by=team.cy),
        "left": lambda: mediating.leave_mediation(find(case), by=team.cy),
        "closed": lambda: ending.close_case(find(case), by=team.cy),
        "another": lambda: mediated_again(case, team.ob),
    }[ends]()
    mails = Mail.objects.filter(to=DEE).values_list("state", flat=True)
    assert (list(mails), Notice.objects.filter(person=dee).exists(), home(dee)) == (["withdrawn"], False, [])


def test_closing_an_account_steps_aside_at_its_addresses(case, dee):
    asked_at(case, DEE)
    close_account(dee, by=dee)
    assert states(case) == [(NAME, "recused")]


def test_when_the_case_ends_names_and_addresses_of_those_who_did_not_answer_are_gone(case, team, dee):
    asked_at(case, DEE)
    choosing.object_to_mediator(asked_at(case, "eve@out.example", "Eve Elsewhere"), by=team.cy)
    choosing.disclose(
        asked_at(case, "pia@out.example", "Pia Typed"), by=owner("pia"), has_ties=True, words="Old friends"
    )
    assert tables_with(NAME, "Eve Elsewhere") == {"conflicts_mediationassignment", "notices_mail"}
    assert tables_with("pia@out.example") - {"account_emailaddress"} == {"notices_mail"}
    ending.close_case(find(case), by=team.bo)
    assert tables_with(NAME, "Eve Elsewhere", "Pia Typed") == {"notices_mail"}
    assert states(case) == [("Pia", "ended")]


def owner(name) -> User:
    who = person(name)
    who.emailaddress_set.create(email=f"{name}@out.example", verified=True)
    return who


def test_who_answers_while_the_case_ends_hears_that_it_is_over(case, team, dee):
    """Their row is gone with it."""
    proposal = asked_at(case, DEE)
    ending.close_case(find(case), by=team.bo)
    for deed in (
        lambda: choosing.disclose(proposal, by=dee, has_ties=False),
        lambda: choosing.object_to_mediator(proposal, by=team.cy),
    ):
        with pytest.raises(Refused, match="This is over"):
            deed()


def test_they_take_along_what_they_told_and_nothing_of_whom(case, dee, team):
    choosing.disclose(asked_at(case, DEE), by=dee, has_ties=True, words="Bo is my neighbour")
    [helped] = gathered(dee)["disagreements"]["helped"]
    assert (helped["has_ties"], helped["ties"], helped["mediated_from"]) == (True, "Bo is my neighbour", None)
    assert set(helped) == {"asked_at", "mediated_from", "has_ties", "ties"}
