"""Looking again at what was agreed: who opens, marks and closes, what remains, and that nobody is found in it."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
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
from tests.charters.reviews import closed, key_of, opened, same_for_all
from tests.factories import charter_at, person, team_with
from tests.filling import Forms, fill, form_of
from tests.test_leaks import log_of_the_site, stored

DAY = date(2027, 3, 1)
MOMENT = datetime(2027, 3, 1, 12, tzinfo=UTC)
PEOPLE = ("ann", "bo", "cy", "mo", "ob", "oz")


@pytest.fixture
def version(db):
    team = team_with()
    team.oz = person("oz")
    version = charter_at("active", team)
    version.charter.refresh_from_db()
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return version


def due(version, day):
    version.charter.next_review_on = day
    version.charter.save()


def told(**only):
    rows = Notice.objects.filter(**only).select_related("person").order_by("kind", "person__name")
    return [(one.kind, one.person.name) for one in rows]


def url(name, *parts):
    return reverse(f"charters:{name}", args=parts)


def fields_of(version, verdict, kept):
    """What the form sends that gives one answer to every agreement."""
    keys = same_for_all(version)
    return {f"verdict_{key}": verdict for key in keys} | {f"kept_{key}": str(kept) for key in keys}


# Rules

LIVES = "The lead and the members look at their agreements."
BEFORE = "Only the team's lead begins a review before its day."
CLOSES = "Only the team's lead closes a review before its day."
SAYS = "Only the team's lead says that nothing changes."
SETS = "Only the team's lead sets how often the team looks at it again."


def answers(rule, team, thing):
    given = {who: rule(getattr(team, who), thing) for who in PEOPLE}
    return {who: answer if answer is True else answer.reason for who, answer in given.items()}


def only(reason, *who):
    return dict.fromkeys(PEOPLE, reason) | dict.fromkeys(who, True)


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


# Nobody is found in the answers

SAID = {"ann": ("keep", 5), "bo": ("change", 2), "cy": ("drop", 1)}


def test_after_it_closed_no_row_leads_from_an_answer_to_its_giver(version, new_client):
    with log_of_the_site() as log:
        review, team = opened(version), version.team
        for page in ("mark_agreements", "hand_in_marks"):
            for who, answer in SAID.items():
                new_client(getattr(team, who)).post(url(page, review.pk), fields_of(version, *answer))
    rows = list(ReviewAnswer.objects.values())
    assert len(rows) == 3 * 14
    assert set(rows[0]) == {"id", "team_id", "review_id", "item_key", "verdict", "kept"}
    assert {row["id"].version for row in rows} == {4}
    assert ReviewMarks.objects.count() == 0
    names = {str(row["id"]) for row in rows}
    assert rows_with(names) == {"charters.ReviewAnswer"}
    since = timezone.now() - timedelta(minutes=5)
    told = Event.objects.filter(at__gt=since, verb__startswith="charter_review").values_list(
        "verb", "actor__name", "data"
    )
    assert sorted(told) == [
        ("charter_review.closed", None, {"asked": 3, "answered": 3}),
        ("charter_review.opened", "Ann", {"closes_on": review.closes_on.isoformat()}),
    ]
    assert [word for word in ("drop", "verdict", "kept_") if word in log.getvalue()] == []


def rows_with(names):
    """The models of all rows in the whole database that hold one of these identifiers."""
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        if any(name in words_of(row) for name in names)
    }


def words_of(row) -> str:
    return " ".join(str(value) for value in row.values())


def test_the_places_of_the_rows_tell_nothing(version):
    """Their order in the table is that of their random names, not of those who gave them."""
    closed(version, *SAID.values())
    written = list(ReviewAnswer.objects.order_by().values_list("id", flat=True))
    assert written == sorted(written, key=UUID.__str__)


@pytest.mark.django_db(transaction=True)
def test_the_database_never_holds_marks_that_can_be_read(client):
    """While a review is open a thief of the database finds no mark: neither its words nor which agreement it is about."""
    team = team_with()
    version = charter_at("active", team)
    version.charter.refresh_from_db()
    review = opened(version)
    reviewing.mark_agreements(review, same_for_all(version, "drop", 1), by=team.bo)
    key = key_of(version, "Chat")
    assert re.findall(rb'"%s": ?\["drop"' % key.encode(), stored()) == []
    assert ReviewMarks.objects.extra(select={"raw": "sealed"}).values_list("raw", flat=True)[0].startswith("gAAAA")
    assert reviewing.marks_of(ReviewMarks.objects.get())[key] == Answer("drop", 1)


# Pages


def page(client, name, *parts):
    response = client.get(url(name, *parts))
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def form_of_page(response, name):
    return next(form.values for form in Forms(response.content.decode()).forms if name in form.names)


def test_marks_come_back_as_they_were_saved_and_only_to_their_writer(version, new_client):
    review, team = opened(version), version.team
    place, chat = url("mark_agreements", review.pk), key_of(version, "Chat")
    answer = fill(new_client(team.bo), place, **{f"verdict_{chat}": "change", f"kept_{chat}": "2"})
    assert "Kept. Only you can read it." in answer.content.decode()
    mine, hers = (form_of(new_client(who), place).values for who in (team.bo, team.cy))
    assert {name: value for name, value in mine.items() if "_" in name} == {
        f"verdict_{chat}": ["change"],
        f"kept_{chat}": ["2"],
    }
    assert [name for name in hers if "_" in name] == []


def test_a_mark_that_was_not_offered_is_refused_and_the_others_stay(version, new_client):
    review, bo = opened(version), version.team.bo
    chat, phone = key_of(version, "Chat"), key_of(version, "Phone")
    fields = {f"verdict_{chat}": "change", f"kept_{phone}": "9"}
    answer = new_client(bo).post(url("mark_agreements", review.pk), fields)
    assert (answer.status_code, ReviewMarks.objects.count()) == (422, 0)
    assert form_of_page(answer, f"verdict_{chat}")[f"verdict_{chat}"] == ["change"]


def test_while_it_is_open_nobody_sees_more_than_how_many_have_handed_in(version, new_client):
    review, team = opened(version), version.team
    reviewing.hand_in_marks(review, same_for_all(version, "drop", 1), by=team.bo)
    for who in (team.ann, team.mo, team.ob):
        text = page(new_client(who), "charter_review", review.pk)
        assert "1 of 3" in text
        assert [word for word in ("Drop", "Bo<", "Kept 1") if word in text] == []


def test_the_result_shows_what_three_said_and_hides_what_two_did(version, new_client):
    review, team = opened(version), version.team
    chat, phone = key_of(version, "Chat"), key_of(version, "Phone")
    for who, grade in ((team.ann, 1), (team.bo, 2), (team.cy, 3)):
        marks = {chat: Answer("change", grade)} | ({phone: Answer("drop", 1)} if who != team.cy else {})
        review = reviewing.hand_in_marks(review, marks, by=who)
    text = page(new_client(team.ob), "charter_review", review.pk)
    assert "3 of 3 took part. On average the agreements were kept 2.0 of 5." in text
    found = text.split(f'aria-labelledby="finding-{chat}"')[1].split("</article>")[0]
    assert "Kept 2.0 of 5 on average, by 3 answers." in found
    assert "Keep: 0. Change: 3. Drop: 0. Kept 1 of 5: 1. Kept 2 of 5: 1. Kept 3 of 5: 1." in found
    hidden = text.split(f'aria-labelledby="finding-{phone}"')[1].split("</article>")[0]
    assert "Too few to show." in hidden
    assert "svg" not in hidden.split("<form")[0]
    assert "Change this by an amendment" not in text


def test_one_click_opens_the_amendment_at_the_clause(version, new_client):
    review, chat = closed(version, ("keep", 4), ("keep", 5), ("change", 1)), key_of(version, "Chat")
    for _ in range(2):
        answer = new_client(version.team.bo).post(url("change_agreement", review.pk, chat))
        assert answer["Location"] == url("draft", version.charter_id) + f"#clause-{chat}"
    draft = version.charter.versions.get(state="draft")
    assert (draft.based_on, draft.items.filter(key=chat).count()) == (version, 1)
    assert f'id="clause-{chat}"' in page(new_client(version.team.bo), "draft", version.charter_id)


def test_no_change_by_the_page(version, new_client):
    review = closed(version, ("keep", 4), ("keep", 5), ("keep", 5))
    ann, place = new_client(version.team.ann), url("charter_review", review.pk)
    soon = timezone.localdate() + timedelta(days=400)
    refused = fill(ann, place, next_on=soon.isoformat())
    assert (refused.status_code, "within a year" in refused.content.decode()) == (422, True)
    day = timezone.localdate() + timedelta(days=100)
    fill(ann, place, next_on=day.isoformat())
    version.charter.refresh_from_db()
    assert version.charter.next_review_on == day


def test_the_rhythm_by_the_page(version, new_client):
    ann, place = new_client(version.team.ann), url("charter_reviews", version.charter_id)
    assert fill(ann, place, months="13").status_code == 422
    fill(ann, place, months="6")
    version.charter.refresh_from_db()
    assert version.charter.review_every == 6
    assert "Every 6 months." in page(new_client(version.team.bo), "charter_reviews", version.charter_id)


def test_an_agreement_with_a_day_of_its_own_is_shown_and_due_on_it(version, new_client, time_machine):
    bo = new_client(version.team.bo)
    time_machine.move_to(datetime(2027, 2, 28, 12, tzinfo=UTC))
    bo.force_login(version.team.bo)
    before = page(bo, "charter_reviews", version.charter_id).split('id="own-days"')[1].split("</section>")[0]
    time_machine.move_to(datetime(2027, 3, 1, 12, tzinfo=UTC))
    bo.force_login(version.team.bo)
    after = page(bo, "charter_reviews", version.charter_id).split('id="own-days"')[1].split("</section>")[0]
    assert [("1 March 2027" in text, "Due" in text) for text in (before, after)] == [(True, False), (True, True)]


# A charter that nobody looks at


def stale(version):
    due(version, timezone.localdate() - timedelta(days=30))


def test_a_stale_charter_wears_a_banner_with_one_click_for_those_who_live_by_it(version, new_client):
    team, place = version.team, url("charter_reviews", version.charter_id)
    begin, words = url("open_charter_review", version.charter_id), "Nobody has looked at this charter for long."
    pages = [("show", version.charter_id), ("charter_reviews", version.charter_id)]
    assert [words in page(new_client(team.bo), *one) for one in pages] == [False, False]
    stale(version)
    assert [words in page(new_client(team.bo), *one) for one in pages] == [True, True]
    assert begin in page(new_client(team.bo), "show", version.charter_id)
    watched = page(new_client(team.ob), "show", version.charter_id)
    assert (words in watched, begin in watched) == (True, False)

    new_client(team.bo).post(begin)
    assert CharterReview.objects.open().get().due_on == version.charter.next_review_on
    assert [words in page(new_client(team.bo), *one) for one in pages] == [False, False]
    assert begin not in page(new_client(team.bo), "charter_reviews", version.charter_id)
    assert "The team is looking at its agreements now." in new_client(team.ob).get(place).content.decode()


def test_the_list_of_the_team_shows_it_too(version, new_client):
    ann, place = new_client(version.team.ann), reverse("dashboard:team_charters", args=[version.team.slug])
    words = "Nobody has looked at this charter for long."
    found = []
    for step in (lambda: None, lambda: stale(version), lambda: opened(version)):
        step()
        found.append(words in ann.get(place).content.decode())
    assert found == [False, True, False]


def test_home_waits_for_each_who_has_not_handed_in(version, new_client):
    review, team = opened(version), version.team
    reviewing.mark_agreements(review, same_for_all(version, "keep", 5), by=team.cy)
    reviewing.hand_in_marks(review, same_for_all(version, "keep", 5), by=team.bo)
    words = "Look at Harbour App charter again"
    seen = {who: words in new_client(getattr(team, who)).get("/").content.decode() for who in PEOPLE}
    assert seen == {"ann": True, "bo": False, "cy": True, "mo": False, "ob": False, "oz": False}
    reviewing.close_charter_review(review, by=team.ann)
    assert words not in new_client(team.ann).get("/").content.decode()


def test_an_early_review_that_few_answered_does_not_use_up_the_day(version, time_machine):
    due(version, DAY)
    time_machine.move_to(MOMENT - timedelta(days=20))
    closed(version, ("keep", 5))
    time_machine.move_to(MOMENT)
    clock.tick(timezone.now())
    assert list(CharterReview.objects.order_by("opened_at").values_list("due_on", "state")) == [
        (None, "closed"),
        (DAY, "open"),
    ]
