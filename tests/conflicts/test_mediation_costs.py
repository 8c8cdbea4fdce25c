"""How much the pages of a mediation ask of the database: the party's and the mediator's, at any size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.ids import uuid7
from conflicts.actions import agreeing, choosing, options
from tests.conflicts.agreements import PROMISE, UNREAD, words
from tests.conflicts.disagreements import exchanging, find, with_options
from tests.conflicts.mediations import asked_at, choosing_in, disclosed_in, mediated_by
from tests.conflicts.rated import handed_in_by
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    team = team_with()
    team.di = person("di")
    return team


def door(name, case) -> str:
    return reverse(f"conflicts:{name}", args=[case.pk])


def statements(client, url) -> list[str]:
    """Without the marks of a transaction inside that of the test."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    assert answer.status_code == 200
    return [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]


@pytest.mark.parametrize("number", [2, 8])
def test_choosing_somebody_asks_at_most_ten(team, new_client, number):
    """Where it is about a team, whose people are offered, too."""
    case = choosing_in(exchanging(team.bo, team.cy, *(person(f"p{at}") for at in range(number - 2)), team=team))
    asked = [person(f"asked{at}") for at in range(min(number, 5) - 1)]
    for one in asked:
        disclosed_in(case, one)
    outside = asked_at(case)
    client = new_client(team.bo)
    assert len(statements(client, door("mediation", case))) == 10
    answer = client.get(door("mediation", case))
    assert list(map(str, answer.context["candidates"])) == [*map(str, asked), str(outside)]


def test_choosing_somebody_again_asks_at_most_twelve(team, new_client):
    """With the talks and the openings of the one before."""
    assignment = mediated_by(exchanging(team.bo, team.cy, team=team), team.di)
    new_client(team.di).get(door("mediate", assignment.case))
    choosing.recuse(assignment, by=team.di)
    client = new_client(team.bo)
    assert len(statements(client, door("mediation", assignment.case))) == 12


def test_with_a_mediator_it_asks_at_most_ten(team, new_client):
    assignment = mediated_by(exchanging(team.bo, team.cy, team=team), team.di)
    new_client(team.di).get(door("mediate", assignment.case))
    assert len(statements(new_client(team.bo), door("mediation", assignment.case))) == 10


@pytest.mark.parametrize("number", [2, 20])
def test_options_of_a_mediator_ask_at_most_twelve(team, new_client, number):
    """In each step of a round: while options are collected, while each rates, and once all have."""
    case = with_options(team.bo, team.cy)
    for at in range(number):
        options.add_option(case, f"Option {at}", by=team.bo)
    mediated_by(find(case), team.di)
    client, page = new_client(team.di), door("mediating_options", case)
    asked = [len(statements(client, page))]
    options.begin_rating(case, by=team.bo)
    asked.append(len(statements(client, page)))
    for who in (team.bo, team.cy):
        handed_in_by(case, who, 2)
    asked.append(len(statements(client, page)))
    assert asked == [10, 10, 12]
    options.start_another_round(case, [("Another", "")], [], by=team.bo)
    assert len(statements(client, f"{page}?round=1")) == 12


def test_the_mediator_reads_the_agreement_as_its_parties_do(team, new_client):
    case = with_options(team.bo, team.cy)
    agreement = agreeing.begin_agreement(case, by=team.bo)
    agreeing.write_term(agreement, uuid7(), words(PROMISE), UNREAD, by=team.cy)
    mediated_by(find(case), team.di)
    client, page = new_client(team.di), door("mediating_agreement", case)
    assert len(statements(client, page)) == 11
    read = client.get(page).content.decode()
    assert [word in read for word in (PROMISE, "Between", "being written", "Signed by")] == [True, True, True, False]
