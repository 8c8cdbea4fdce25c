"""The pages of a review, and a charter that nobody looks at."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from charters import clock
from charters.actions import charter_reviewing as reviewing
from charters.agreements import Answer
from charters.models import CharterReview, ReviewMarks
from notices.models import Mail, Notice
from tests.charters.looking_back import DAY, MOMENT, PEOPLE, due, page, url
from tests.charters.reviews import closed, key_of, opened, same_for_all
from tests.factories import charter_at, person, team_with
from tests.filling import Forms, fill, form_of


@pytest.fixture
def version(db):
    team = team_with()
    team.oz = person("oz")
    version = charter_at("active", team)
    version.charter.refresh_from_db()
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return version


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
        assert re.findall(r"\bDrop\b|Bo<|Kept 1", text) == []


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
