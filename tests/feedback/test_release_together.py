"""Two who ask each other about one charter read on the same day, so that no answer is a reply to the other."""

from datetime import timedelta

import pytest

from feedback import clock
from feedback.models import FeedbackRequest
from tests.factories import charter_at
from tests.feedback.requests import add, answer, draft_by, group_of, send
from tests.feedback.results import over

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter(db):
    version = charter_at("draft")
    version.charter.team = version.team
    return version.charter


def ask_of(charter, subject, others, days, **fields):
    request = draft_by(subject, charter=charter, **fields)
    add(group_of(request), *others)
    return send(request, days=days)


@pytest.fixture
def pair(charter):
    """Bo asks ann, cy and mo for ten days; cy asks ann, bo and mo for twenty."""
    team = charter.team
    bo = ask_of(charter, team.bo, [team.ann, team.cy, team.mo], 10)
    cy = ask_of(charter, team.cy, [team.ann, team.bo, team.mo], 20)
    for request, givers in ((bo, (team.ann, team.cy, team.mo)), (cy, (team.ann, team.bo, team.mo))):
        for giver in givers:
            answer(request, giver)
    return bo, cy


def states(*requests):
    return [FeedbackRequest.objects.get(pk=one.pk).state for one in requests]


def test_the_earlier_waits_for_the_later(pair):
    bo, cy = pair
    clock.tick(over(bo))
    assert states(bo, cy) == ["closed", "collecting"]
    clock.tick(over(cy) - timedelta(minutes=5))
    assert states(bo, cy) == ["closed", "collecting"]
    clock.tick(over(cy))
    assert states(bo, cy) == ["released", "released"]
    assert {one.released_on for one in FeedbackRequest.objects.all()} == {over(cy).date()}


def test_while_it_waits_the_page_says_so_and_shows_nothing(pair, new_client):
    bo, _ = pair
    clock.tick(over(bo))
    client = new_client(bo.subject)
    page = client.get(f"/feedback/{bo.pk}/results/").content.decode()
    assert "Both results can be read at the same moment" in page
    assert "Keeps promises" not in page
    assert client.get(f"/feedback/{bo.pk}/results.json").status_code == 404


def test_the_person_hears_when_there_is_something_to_read(pair, mailbox, run_tasks):
    bo, cy = pair
    run_tasks()
    mailbox.messages.clear()
    clock.tick(over(bo))
    run_tasks()
    assert mailbox.to(bo.subject) == []
    clock.tick(over(cy))
    run_tasks()
    assert [len(mailbox.to(one.subject)) for one in pair] == [1, 1]


def test_who_was_not_asked_back_is_waited_for_by_nobody(charter):
    team = charter.team
    bo = ask_of(charter, team.bo, [team.ann, team.cy, team.mo], 10)
    ask_of(charter, team.cy, [team.ann, team.mo, team.ob], 20)
    clock.tick(over(bo))
    assert states(bo) == ["withheld"]


def test_on_another_charter_nobody_waits(charter):
    team = charter.team
    other = charter_at("draft", team, title="Another").charter
    other.team = team
    bo = ask_of(charter, team.bo, [team.ann, team.cy, team.mo], 10)
    ask_of(other, team.cy, [team.ann, team.bo, team.mo], 20)
    clock.tick(over(bo))
    assert states(bo) == ["withheld"]


def test_a_cancelled_one_is_waited_for_no_longer(pair):
    bo, cy = pair
    clock.tick(over(bo))
    FeedbackRequest.objects.filter(pk=cy.pk).update(state="cancelled")
    clock.tick(over(bo) + timedelta(minutes=1))
    assert states(bo) == ["released"]


def test_nobody_holds_up_a_result_by_asking_afterwards(charter):
    team = charter.team
    bo = ask_of(charter, team.bo, [team.ann, team.cy, team.mo], 10)
    cy = ask_of(charter, team.cy, [team.ann, team.bo, team.mo], 20)
    FeedbackRequest.objects.filter(pk=cy.pk).update(sent_on=over(bo).date() + timedelta(days=1))
    clock.tick(over(bo))
    assert states(bo) == ["withheld"]
