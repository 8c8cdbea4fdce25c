"""A neutral proposed by an address: the same is seen and done whoever has it, and whoever confirmed it takes it on or not."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import close_account
from common.permissions import Refused
from conflicts.actions import choosing, ending, mediating, opening, starting
from conflicts.models import ConflictCase, MediationAssignment, Mediator
from feedback.digests import digest_of
from feedback.models import DoNotContact
from notices.models import Mail
from tests.conflicts.disagreements import draft_by, exchanging, find
from tests.conflicts.mediations import asked_at, choosing_in, proposed_in
from tests.conflicts.outside import DEE, NAME, dee_outside, door
from tests.factories import person, team_with
from tests.filling import fill

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Za-z0-9]{64}|[\w.]+@[\w.]+")


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def case(team):
    return choosing_in(exchanging(team.bo, team.cy, team=team))


def read(answer) -> str:
    return TOKENS.sub("", answer.content.decode())


@pytest.fixture
def dee():
    return dee_outside()


# Whose address it is, as far as this site knows.
KINDS = [
    "nobody",
    "stranger",
    "party",
    "lead",
    "manager",
    "administrator",
    "mediator",
    "mate",
    "closed",
    "stopped",
    "unconfirmed",
]


def address_of(kind, team) -> str:
    if kind in ("party", "lead", "manager", "mate"):
        return {"party": team.cy, "lead": team.ann, "manager": team.mo, "mate": team.ob}[kind].email
    if kind == "stopped":
        DoNotContact.objects.create(digest=digest_of(DEE), since="2026-01-01")
    if kind in ("nobody", "stopped"):
        return DEE
    who = person(kind, is_staff=kind == "administrator")
    if kind == "mediator":
        Mediator.objects.create(person=who, is_available=False)
    if kind == "unconfirmed":
        who.emailaddress_set.update(verified=False)
    if kind == "closed":
        close_account(who, by=who)
    return f"{kind}@example.org"


@pytest.fixture
def alike(case, team, new_client):
    """What a proposal by an address of nobody shows: when it is sent, and on the page after it."""
    return shown(case, new_client(team.bo), "nobody@nowhere.example")


def shown(case, client, address) -> tuple:
    sent = client.post(door("propose_mediator", case), {"name": NAME, "address": address})
    page = client.get(door("mediation", case))
    proposal = MediationAssignment.objects.get(address=address)
    found = sent.status_code, sent["Location"], read(page), proposal.state, proposal.person
    proposal.delete()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_address_is_answered_alike(case, team, new_client, alike, kind):
    address = address_of(kind, team)
    assert shown(case, new_client(team.bo), address) == alike
    assert sent_to(address) == ([] if kind == "stopped" else [f"{NAME}: Bo has left something for you."])


def sent_to(address) -> list[str]:
    found = Mail.objects.filter(to=address, template="conflicts/notices/asked.txt")
    return [f"{one.context['name']}: {one.context['who']} has left something for you." for one in found]


def test_asking_costs_one_row_more_where_an_account_reads_it_in_the_app(case, team, new_client, dee):
    """Nothing else is looked up that depends on who has the address."""
    costs = {}
    for address in ("nobody@nowhere.example", DEE, team.mo.email, team.cy.email):
        with CaptureQueriesContext(connection) as asked:
            new_client(team.bo).post(door("propose_mediator", case), {"name": NAME, "address": address})
        notices = [
            one
            for one in asked.captured_queries
            if 'INSERT OR IGNORE INTO "notices_notice"' in one["sql"] or 'INSERT INTO "notices_notice"' in one["sql"]
        ]
        costs[address] = len(asked.captured_queries) - len(notices), len(notices)
    assert len({cost for cost, _told in costs.values()}) == 1
    assert [told for _cost, told in costs.values()] == [1, 2, 2, 2]


def test_an_address_is_proposed_once_and_not_again_after_a_no(case, team, dee):
    proposal = asked_at(case, DEE)
    reasons = [refusal(case, team.cy, "dee+other@out.example")]
    choosing.recuse(proposal, by=dee)
    reasons.append(refusal(case, team.cy, DEE))
    reasons.append(refusal(case, team.cy, team.cy.email))
    assert reasons == [
        "This address is proposed already.", "This address was asked before, and it did not come about.",
        "This is your own address.",
    ]  # fmt: skip


def refusal(case, by, address) -> str:
    with pytest.raises(Refused) as refused:
        asked_at(case, address, by=by)
    return refused.value.reason


def test_who_asks_too_many_by_mail_in_a_day_waits(case, team, time_machine):
    """What was taken back was sent all the same."""
    for place in range(10):
        choosing.object_to_mediator(asked_at(case, f"p{place}@out.example"), by=team.cy)
    assert refusal(case, team.bo, DEE) == "You can ask at most 10 people a day by mail."
    assert asked_at(case, DEE, by=team.cy).state == "proposed"
    time_machine.move_to(timezone.now() + timezone.timedelta(hours=25), tick=True)
    assert asked_at(case, "eve@out.example", by=team.bo).state == "proposed"


def test_whom_one_asks_to_take_part_and_to_mediate_are_counted_together(case, team):
    """In whatever order: it is the same person who mails."""
    for place in range(10):
        choosing.object_to_mediator(asked_at(case, f"p{place}@out.example"), by=team.cy)
    with pytest.raises(Refused, match="at most 10 people a day"):
        starting.ask_party(starting.start_case("Keys", by=team.bo), by=team.bo, name="Dee", address=DEE)


def test_who_ends_the_mediation_and_begins_it_again_mails_a_stranger_no_more_often(case, team):
    for _turn in range(4):
        asked_at(case, DEE)
        Mail.objects.filter(to=DEE).update(state="sent")
        mediating.leave_mediation(find(case), by=team.bo)
        choosing_in(find(case))
    assert Mail.objects.filter(to=DEE).count() == 3


def test_nor_who_closes_one_case_after_the_other(team):
    for _turn in range(4):
        case = choosing_in(exchanging(team.bo, team.cy))
        asked_at(case, DEE)
        Mail.objects.filter(to=DEE).update(state="sent")
        ending.close_case(find(case), by=team.bo)
    assert Mail.objects.filter(to=DEE).count() == 3


def test_nor_who_asks_to_take_part_and_withdraws_it(team):
    for _turn in range(3):
        case = asking_alone(team, DEE)
        opening.open_case(case, by=team.bo)
        ending.withdraw(find(case), by=team.bo)
    with pytest.raises(Refused, match="cannot be reached from here"):
        asking_alone(team, DEE)


def asking_alone(team, address) -> ConflictCase:
    case = draft_by(team.bo, team=team)
    starting.ask_party(case, by=team.bo, name="Dee", address=address)
    return find(case)


def test_at_most_five_wait_whoever_they_are(case, team):
    for place in range(4):
        asked_at(case, f"p{place}@out.example")
    proposed_in(case, team.ob)
    assert refusal(case, team.bo, DEE) == "At most 5 people at a time."


def test_an_address_that_is_asked_often_gets_no_more_mail_and_nobody_sees_that(team):
    cases = [choosing_in(exchanging(team.bo, team.cy)) for _turn in range(4)]
    found = [asked_at(one, DEE).state for one in cases]
    assert (found, Mail.objects.filter(to=DEE).count()) == (["proposed"] * 4, 3)


def test_a_name_that_is_a_link_stands_in_no_mail(case, team, new_client):
    page = fill(new_client(team.bo), door("mediation", case), name="See evil.example/win", address=DEE)
    assert (page.status_code, "leave out links" in page.content.decode(), Mail.objects.filter(to=DEE).exists()) == (
        422,
        True,
        False,
    )
