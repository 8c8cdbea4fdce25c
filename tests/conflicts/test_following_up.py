"""Looking whether an agreement holds: at 14 and 60 days, first alone, then together."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conflicts.actions import agreeing, following
from conflicts.models import FollowUp, FollowUpAnswer
from tests.conflicts import agreements
from tests.conflicts.agreements import PROMISE, case_of, fresh, look, looked_at
from tests.factories import team_with
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


def after(days):
    return timezone.now() + timedelta(days=days)


def url_of(follow_up):
    return reverse("conflicts:follow_up", args=[follow_up.case_id, follow_up.pk])


def states(agreement):
    return [one.state for one in agreement.follow_ups.order_by("after_days")]


def test_each_opens_on_its_day_and_once(team, mailbox, run_tasks):
    agreement = agreements.signed(team.bo, team.cy)
    assert (following.open_follow_ups(after(12)), states(agreement)) == (0, ["planned", "planned"])
    run_tasks()
    before = len(mailbox)
    assert [following.open_follow_ups(after(15)), following.open_follow_ups(after(15))] == [1, 0]
    run_tasks()
    assert (states(agreement), case_of(agreement).state, len(mailbox) - before) == (["open", "planned"], "follow_up", 2)


def test_it_opens_when_the_day_has_come_for_each_of_them(team):
    team.bo.time_zone, team.cy.time_zone = "Pacific/Auckland", "America/Los_Angeles"
    team.bo.save()
    team.cy.save()
    agreement = agreements.signed(team.bo, team.cy)
    agreement.follow_ups.filter(after_days=60).update(due_on="2031-09-01")
    agreement.follow_ups.filter(after_days=14).update(due_on="2031-07-10")
    opened = [following.open_follow_ups(datetime(2031, 7, 10, hour, tzinfo=UTC)) for hour in (0, 6, 8)]
    assert opened == [0, 0, 1]


def test_where_it_stands_leads_to_the_look_itself(team, new_client):
    follow_up = looked_at(agreements.signed(team.bo, team.cy, texts=[PROMISE]))
    page, bo = reverse("conflicts:show", args=[follow_up.case_id]), new_client(team.bo)
    door = f'<a class="btn btn-primary" href="{url_of(follow_up)}">'
    assert f"{door}Say how I see it</a>" in bo.get(page).content.decode()
    look(follow_up, team.bo)
    assert f"{door}Read what I said</a>" in bo.get(page).content.decode()
    assert f"{door}Say how I see it</a>" in new_client(team.cy).get(page).content.decode()


def test_the_page_asks_each_and_shows_nothing_before_all_have_looked(team, new_client):
    follow_up = looked_at(agreements.signed(team.bo, team.cy, texts=[PROMISE]))
    bo, cy = new_client(team.bo), new_client(team.cy)
    term = follow_up.agreement.terms.get()
    unseen = cy.get(url_of(follow_up)).content.decode()
    story = list(case_of(follow_up.agreement).events.values_list("verb", flat=True))
    moved = case_of(follow_up.agreement).moved_at
    fill(
        bo,
        url_of(follow_up),
        **{f"outcome_{term.pk}": "kept", f"note_{term.pk}": "It went well", "easier": "easier", "left_over": "Thanks"},
    )
    assert masked(cy.get(url_of(follow_up)).content.decode()) == masked(unseen)
    assert (
        list(case_of(follow_up.agreement).events.values_list("verb", flat=True)),
        case_of(follow_up.agreement).moved_at,
    ) == (story, moved)
    fill(cy, url_of(follow_up), **{f"outcome_{term.pk}": "too_early", "easier": "same"})
    for client in (bo, cy):
        shown = client.get(url_of(follow_up)).content.decode()
        assert [word in shown for word in ("It went well", "Thanks", "too early to say", "easier than before")] == [
            True
        ] * 4


def masked(page: str) -> str:
    """Without the tokens that each answer has anew."""
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "X-CSRFToken" not in line)


def test_what_is_left_out_is_asked_for_and_the_words_stay(team, new_client):
    follow_up = looked_at(agreements.signed(team.bo, team.cy, texts=[PROMISE]))
    bo = new_client(team.bo)
    form = form_of(bo, url_of(follow_up))
    answer = bo.post(url_of(follow_up), form.values | {"left_over": ["One thing is left"]})
    assert (answer.status_code, "One thing is left" in answer.content.decode(), FollowUpAnswer.objects.count()) == (
        422,
        True,
        0,
    )


def test_it_may_be_said_anew_until_all_have_looked(team):
    follow_up = looked_at(agreements.signed(team.bo, team.cy))
    look(follow_up, team.bo, "not_kept", reopens=True)
    look(follow_up, team.bo, "kept")
    look(follow_up, team.cy, "kept")
    assert [check.outcome for answer in follow_up.answers.all() for check in answer.checks.all()] == ["kept"] * 4
    assert case_of(follow_up.agreement).state == "follow_up"


def test_after_both_looks_it_is_settled(team):
    agreement = agreements.signed(team.bo, team.cy)
    for days in (14, 60):
        follow_up = looked_at(agreement, days)
        for person in (team.bo, team.cy):
            look(follow_up, person)
    case = case_of(agreement)
    assert (states(agreement), case.state, case.ended_at is not None) == (["done", "done"], "resolved", True)
    assert fresh(agreement).state == "signed"


def test_one_wish_is_enough_to_look_at_options_again(team):
    """Scenario 10: one term "partly" reopens options; what was signed stays until it is replaced."""
    agreement = agreements.signed(team.bo, team.cy)
    follow_up = looked_at(agreement)
    look(follow_up, team.bo, "partly", reopens=True)
    assert case_of(agreement).state == "follow_up"
    look(follow_up, team.cy, "kept")
    case = case_of(agreement)
    assert (case.state, fresh(agreement).state, case.rounds.last().state) == ("options", "signed", "collecting")
    new = agreeing.begin_agreement(case, by=team.cy)
    assert [term.text for term in new.terms.all()] == [term.text for term in agreement.terms.all()]


def test_a_look_that_not_everybody_took_is_over_after_fourteen_days(team, new_client):
    agreement = agreements.signed(team.bo, team.cy, texts=[PROMISE])
    follow_up = looked_at(agreement)
    look(follow_up, team.bo, "kept", note="Seen by bo")
    assert [following.lapse_follow_ups(after(days)) for days in (27, 30, 30)] == [0, 1, 0]
    assert (states(agreement), case_of(agreement).state) == (["lapsed", "planned"], "follow_up")
    assert "Seen by bo" in new_client(team.cy).get(url_of(follow_up)).content.decode()


def test_a_wish_counts_also_when_the_others_did_not_look(team):
    agreement = agreements.signed(team.bo, team.cy)
    look(looked_at(agreement), team.bo, "not_kept", reopens=True)
    following.lapse_follow_ups(after(30))
    assert case_of(agreement).state == "options"


def test_the_last_look_without_a_wish_settles_it_even_if_nobody_looked(team):
    agreement = agreements.signed(team.bo, team.cy)
    following.lapse_follow_ups(after(90))
    assert (states(agreement), case_of(agreement).state) == (["lapsed", "lapsed"], "resolved")


def test_nothing_opens_while_something_newer_is_written_and_it_goes_on_after(team):
    agreement = agreements.signed(team.bo, team.cy)
    agreeing.amend_agreement(case_of(agreement), by=team.bo)
    assert (following.open_follow_ups(after(20)), following.lapse_follow_ups(after(80))) == (0, 0)
    FollowUp.objects.filter(after_days=14).update(due_on=timezone.localdate() - timedelta(days=30))
    agreeing.keep_agreement(case_of(agreement), by=team.cy)
    assert (following.lapse_follow_ups(timezone.now()), following.open_follow_ups(after(1)), states(agreement)) == (
        0,
        1,
        ["open", "planned"],
    )


def test_any_party_asks_for_options_again_by_hand(team, new_client):
    agreement = agreements.signed(team.bo, team.cy)
    new_client(team.cy).post(reverse("conflicts:look_again", args=[agreement.case_id]))
    assert (case_of(agreement).state, fresh(agreement).state) == ("options", "signed")


@pytest.mark.parametrize("number", [1, 60])
def test_pages_ask_little_whatever_the_size(team, new_client, number, django_assert_max_num_queries):
    agreement = agreements.signed(team.bo, team.cy, texts=[f"Promise {place}" for place in range(number)])
    follow_up, bo = looked_at(agreement), new_client(team.bo)
    with django_assert_max_num_queries(12):
        bo.get(url_of(follow_up))
    for person in (team.bo, team.cy):
        look(follow_up, person)
    with django_assert_max_num_queries(12):
        bo.get(url_of(follow_up))
    with django_assert_max_num_queries(12):
        bo.get(reverse("conflicts:signed_agreement", args=[agreement.case_id, agreement.pk]))
