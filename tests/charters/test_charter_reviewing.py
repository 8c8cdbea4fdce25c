"""Looking again at what was agreed: who opens, marks and closes, what remains, and that nobody is found in it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from charters import clock
from charters.actions import charter_reviewing as reviewing
from charters.actions import moving
from charters.agreements import Answer
from charters.models import CharterReview, ReviewAnswer, ReviewMarks, Signature
from charters.permissions import (
    can_close_charter_review,
    can_leave_unchanged,
    can_mark_agreements,
    can_open_charter_review,
    can_set_review_every,
)
from common.permissions import Refused
from common.states import ImpossibleMove
from notices.models import Mail, Notice
from teams import actions as teams
from teams.models import Event, Membership
from tests.charters.looking_back import DAY, MOMENT, PEOPLE, due, only, told
from tests.charters.reviews import closed, key_of, opened, same_for_all
from tests.factories import charter_at, person, team_with


@pytest.fixture
def version(db):
    team = team_with()
    team.oz = person("oz")
    version = charter_at("active", team)
    version.charter.refresh_from_db()
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return version


# Rules

LIVES = "The lead and the members look at their agreements."
BEFORE = "Only the team's lead begins a review before its day."
CLOSES = "Only the team's lead closes a review before its day."
SAYS = "Only the team's lead says that nothing changes."
SETS = "Only the team's lead sets how often the team looks at it again."


def answers(rule, team, thing):
    given = {who: rule(getattr(team, who), thing) for who in PEOPLE}
    return {who: answer if answer is True else answer.reason for who, answer in given.items()}


def test_the_lead_begins_at_any_time_and_the_others_on_its_day(version):
    assert answers(can_open_charter_review, version.team, version.charter) == only(BEFORE, "ann")
    due(version, timezone.localdate())
    assert answers(can_open_charter_review, version.team, version.charter) == only(BEFORE, "ann", "bo", "cy")


@pytest.mark.parametrize("state", ["draft", "in_review", "signing"])
def test_only_what_is_in_force_is_looked_at(state, version):
    other = charter_at(state, version.team, title="Other")
    assert (
        can_open_charter_review(version.team.ann, other.charter).reason == "Only a charter in force is looked at again."
    )


def test_a_charter_without_agreements_has_nothing_to_look_at(version):
    version.items.all().delete()
    assert can_open_charter_review(None, version.charter).reason == "The charter holds no agreements to look at."


def test_who_marks_closes_and_concludes(version):
    review = opened(version)
    assert answers(can_mark_agreements, version.team, review) == only(LIVES, "ann", "bo", "cy")
    assert answers(can_close_charter_review, version.team, review) == only(CLOSES, "ann")
    assert answers(can_set_review_every, version.team, version.charter) == only(SETS, "ann")
    assert answers(can_leave_unchanged, version.team, review) == only(SAYS) | {
        "ann": "Only the last review can be answered, once it is closed."
    }
    review = reviewing.close_charter_review(review, by=version.team.ann)
    over = "This review is closed."
    assert answers(can_mark_agreements, version.team, review) == only(LIVES) | dict.fromkeys(("ann", "bo", "cy"), over)
    assert answers(can_close_charter_review, version.team, review) == only(CLOSES) | {"ann": over}
    assert answers(can_leave_unchanged, version.team, review) == only(SAYS, "ann")
    with pytest.raises(ImpossibleMove):
        review.become("open")


def test_a_second_look_so_soon_would_tell_who_said_what(version, time_machine):
    closed(version, ("keep", 4), ("keep", 4), ("drop", 1))
    assert "could tell who said what" in can_open_charter_review(version.team.ann, version.charter).reason
    time_machine.move_to(timezone.now() + timedelta(days=14, minutes=1))
    assert can_open_charter_review(version.team.ann, version.charter) is True


def test_after_a_review_that_shows_nothing_the_next_may_begin_at_once(version):
    closed(version, ("keep", 4), ("keep", 4))
    assert can_open_charter_review(version.team.ann, version.charter) is True


# Opening


def test_opening_asks_everyone_who_lives_by_the_charter_once(version):
    review = opened(version)
    assert opened(version) == review
    assert told() == [("charter_review_opened", "Bo"), ("charter_review_opened", "Cy")]
    assert Notice.objects.exclude(mail_at=None).count() == 2  # with the mail of their day
    event = Event.objects.get(verb="charter_review.opened")
    assert (event.actor, event.about_id) == (version.team.ann, version.charter_id)


def test_on_its_day_it_opens_by_itself_and_once(version, time_machine):
    due(version, DAY)
    time_machine.move_to(MOMENT - timedelta(days=1))
    clock.tick(timezone.now())
    assert CharterReview.objects.count() == 0
    for hours in (0, 0, 25):
        time_machine.move_to(MOMENT + timedelta(hours=hours))
        clock.tick(timezone.now())
    review = CharterReview.objects.get()
    assert (review.due_on, review.closes_on) == (DAY, DAY + timedelta(days=14))
    opened = told(kind="charter_review_opened")
    assert opened == [("charter_review_opened", name) for name in ("Ann", "Bo", "Cy")]
    assert Event.objects.get(verb="charter_review.opened").actor is None


def test_after_two_weeks_it_closes_by_itself_and_is_not_begun_again_for_the_same_day(version, time_machine):
    due(version, DAY)
    time_machine.move_to(MOMENT)
    clock.tick(timezone.now())
    for days in range(1, 60):
        time_machine.move_to(MOMENT + timedelta(days=days))
        clock.tick(timezone.now())
    review = CharterReview.objects.get()
    assert (review.state, review.closed_at.date(), review.was_held) == ("closed", DAY + timedelta(days=14), False)
    version.charter.refresh_from_db()
    assert (version.charter.next_review_on, version.charter.is_stale) == (DAY, True)


@pytest.mark.parametrize("gone", ["is away", "has left"])
def test_nobody_waits_for_who_is_gone(gone, version, time_machine):
    review, team = opened(version), version.team
    for who in (team.ann, team.bo):
        reviewing.hand_in_marks(review, same_for_all(version, "keep", 5), by=who)
    clock.tick(timezone.now())
    review.refresh_from_db()
    assert review.state == "open"
    seat = Membership.objects.get(person=team.cy)
    if gone == "is away":
        teams.mark_away(seat, since=timezone.localdate(), by=team.mo)
    else:
        teams.leave_team(seat, by=team.cy)
    clock.tick(timezone.now())
    review.refresh_from_db()
    assert (review.state, review.answered, review.asked, review.was_held) == ("closed", 2, 2, True)


# Marking


def test_marks_are_kept_for_their_writer_and_can_be_changed_until_it_closes(version):
    review, bo = opened(version), version.team.bo
    reviewing.mark_agreements(review, same_for_all(version, "keep", 5), by=bo)
    reviewing.hand_in_marks(review, same_for_all(version, "drop", 1), by=bo)
    reviewing.mark_agreements(review, same_for_all(version, "change", 0), by=bo)
    mine = ReviewMarks.objects.get()
    assert (mine.person, mine.is_handed_in) == (bo, True)
    assert reviewing.marks_of(mine) == same_for_all(version, "change", 0)
    assert ReviewAnswer.objects.count() == 0
    reviewing.close_charter_review(review, by=version.team.ann)
    with pytest.raises(Refused, match="closed"):
        reviewing.mark_agreements(review, same_for_all(version, "keep", 5), by=bo)


def test_it_closes_when_the_last_hands_in(version):
    review, team = opened(version), version.team
    for who in (team.ann, team.bo):
        assert reviewing.hand_in_marks(review, same_for_all(version, "keep", 4), by=who).state == "open"
    assert reviewing.hand_in_marks(review, {}, by=team.cy).state == "closed"
    review.refresh_from_db()
    assert (review.answered, review.asked, review.was_held) == (2, 3, False)


def test_what_was_marked_counts_though_it_was_not_handed_in(version):
    review = opened(version)
    reviewing.mark_agreements(review, {key_of(version, "Chat"): Answer("change", 2)}, by=version.team.bo)
    reviewing.close_charter_review(review, by=version.team.ann)
    assert list(ReviewAnswer.objects.values_list("verdict", "kept")) == [("change", 2)]


def test_who_left_meanwhile_is_not_counted(version):
    review, team = opened(version), version.team
    reviewing.mark_agreements(review, same_for_all(version, "drop", 1), by=team.bo)
    teams.leave_team(Membership.objects.get(person=team.bo), by=team.bo)
    reviewing.close_charter_review(review, by=team.ann)
    assert (ReviewAnswer.objects.count(), ReviewMarks.objects.count()) == (0, 0)


# Closing


def test_closing_twice_is_once_and_tells_everyone_that_the_result_is_there(version):
    review = closed(version, ("keep", 4), ("keep", 5), ("change", 1))
    again = reviewing.close_charter_review(review, by=version.team.ann)
    assert (again.answered, again.asked, again.was_held, round(again.kept_score, 2)) == (3, 3, True, 3.33)
    assert told(kind="charter_review_closed") == [("charter_review_closed", name) for name in ("Ann", "Bo", "Cy")]
    assert Event.objects.get(verb="charter_review.closed").data == {"answered": 3, "asked": 3}


def test_a_review_that_was_held_sets_the_next_day(version, time_machine):
    due(version, DAY)
    time_machine.move_to(MOMENT)
    closed(version, ("keep", 4), ("keep", 5), ("change", 1))
    version.charter.refresh_from_db()
    assert version.charter.next_review_on == date(2027, 6, 1)


def test_a_review_is_open_or_closed_at_a_moment_and_one_at_a_time(version):
    review = opened(version)
    for change in ({"state": "closed"}, {"closed_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CharterReview.objects.filter(pk=review.pk).update(**change)
    review.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        review.save(force_insert=True)


def test_no_change_sets_the_next_date_and_asks_for_no_signature(version):
    review, signatures = closed(version, ("keep", 4), ("keep", 5), ("keep", 5)), Signature.objects.count()
    for _ in range(2):
        reviewing.leave_unchanged(review, DAY, by=version.team.ann)
    version.charter.refresh_from_db()
    assert (version.charter.next_review_on, Signature.objects.count()) == (DAY, signatures)
    assert version.charter.versions.count() == 1
    assert Event.objects.get(verb="charter_review.left_unchanged").data == {"next_on": "2027-03-01"}


# The rhythm


def test_the_first_look_is_set_when_the_charter_comes_into_force(version):
    assert version.charter.next_review_on == reviewing.next_look(
        version.content(), timezone.localdate(version.activated_at), 3
    )


def test_the_lead_sets_how_often_and_the_next_day_moves_along(version, time_machine):
    version.activated_at = datetime(2027, 1, 5, 12, tzinfo=UTC)
    version.save()
    for _ in range(2):
        reviewing.set_review_every(version.charter, 5, by=version.team.ann)
    version.charter.refresh_from_db()
    assert (version.charter.review_every, version.charter.next_review_on) == (5, date(2027, 6, 5))
    assert Event.objects.get(verb="charter.review_every_set").data == {"was": 3, "months": 5}


@pytest.mark.parametrize("months", [0, 13])
def test_a_charter_is_looked_at_within_a_year(months, version):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(version.charter).objects.filter(pk=version.charter_id).update(review_every=months)


def test_before_anything_is_in_force_the_rhythm_sets_no_day(version):
    draft = charter_at("draft", version.team, title="Other")
    assert reviewing.set_review_every(draft.charter, 6, by=version.team.ann).next_review_on is None
    moving.withdraw(draft, reason="No", by=version.team.ann)
