"""Options are found together, in rounds; nobody learns who proposed what, and nothing that was typed is lost."""

import re

import pytest
from django.urls import reverse

from common.ids import uuid7
from common.permissions import Refused, Stale
from conflicts.actions import criteria, ending, options, ratings, stepping
from conflicts.models import CaseEvent, Option, OptionRating, Point, PointMark
from conflicts.permissions import can_look_for_options
from conflicts.views.options_shown import round_for
from notices.models import Notice
from tests.conflicts.disagreements import exchanging, find, party, with_options
from tests.conflicts.mediations import mediated_by
from tests.conflicts.rated import TEXTS, current, handed_in_by, listed, rated_by, rating, revealed
from tests.factories import person, team_with
from tests.filling import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


def door(name, case, *more):
    return reverse(f"conflicts:{name}", args=[case.pk, *more])


def texts(case):
    return [one.text for one in current(case).options.all()]


def test_each_line_becomes_an_option_and_the_same_form_adds_once(new_client, team):
    case = with_options(team.bo, team.cy)
    token = str(uuid7())
    for _twice in range(2):
        new_client(team.bo).post(
            door("add_option", case), {"token": token, "lines": "Monday noon\n\n  A day for tests \n"}
        )
    assert texts(case) == ["Monday noon", "A day for tests"]
    assert {one.party for one in Option.objects.all()} == {party(case, team.bo)}


def test_nobody_is_told_who_proposed_what(new_client, team):
    """Three take part: what cy reads is the same whether bo or dee proposed it, and so is the ledger."""
    dee = person("dee")
    seen = []
    for proposer in (team.bo, dee):
        case = with_options(team.bo, team.cy, dee)
        options.add_options(case, [("Monday noon", "")], by=proposer)
        page = re.sub(r"[A-Za-z0-9]{64}", "", new_client(team.cy).get(door("options", case)).content.decode())
        seen.append(
            [
                page.count("Yours"),
                page.count("Monday noon"),
                page.count("Dee"),
                page.count("/options/" + str(case.options.get().pk)),
            ]
        )
        event = CaseEvent.objects.filter(case=case).first()
        assert (event.verb, event.actor) == ("option.added", None)
    assert seen[0] == seen[1]
    assert seen[0][0] == 0


def test_a_new_option_waits_for_the_others_once_a_day(team):
    case = with_options(team.bo, team.cy)
    before = Notice.objects.filter(person=team.cy).count()
    for text in TEXTS:
        options.add_option(case, text, by=team.bo)
    assert Notice.objects.filter(person=team.cy).count() == before + 1


def test_what_does_not_fit_comes_back_with_its_words(new_client, team):
    case = with_options(team.bo, team.cy)
    answer = new_client(team.bo).post(
        door("add_option", case), {"token": str(uuid7()), "lines": "Monday\n" + "x" * 501}
    )
    assert (answer.status_code, texts(case)) == (422, [])
    assert "Line 2 has 501 characters" in answer.content.decode()
    assert "x" * 501 in answer.content.decode()


def test_more_than_there_is_room_for_adds_none_of_it(new_client, team):
    case = listed(team.bo, team.cy, texts=[f"Option {n}" for n in range(99)])
    answer = new_client(team.bo).post(door("add_option", case), {"token": str(uuid7()), "lines": "One\nTwo"})
    assert (answer.status_code, len(texts(case))) == (422, 99)
    assert "There is room for 1 more." in answer.content.decode()
    with pytest.raises(Refused):
        options.add_options(case, [("One", ""), ("Two", "")], by=team.bo)


def test_ones_own_option_is_changed_and_taken_off(new_client, team):
    case = listed(team.bo, team.cy)
    first, second, _third = case.options.all()
    fill(new_client(team.bo), door("edit_option", case, first.pk), text="Tuesday noon", detail="From May on")
    new_client(team.bo).post(door("remove_option", case, second.pk))
    assert [(one.text, one.detail) for one in case.options.all()] == [("Tuesday noon", "From May on"), (TEXTS[2], "")]


def test_two_tabs_lose_nothing(new_client, team):
    case = listed(team.bo, team.cy)
    option = case.options.first()
    url = door("edit_option", case, option.pk)
    options.edit_option(option, 1, by=team.bo, text="From the first tab")
    sent = {"text": "From the second tab", "detail": "", "revision": "1"}
    answer = new_client(team.bo).post(url, sent)
    page = answer.content.decode()
    assert (answer.status_code, "From the first tab" in page, "From the second tab" in page) == (409, True, True)
    assert texts(case)[0] == "From the first tab"
    new_client(team.bo).post(url, sent | {"keep": "mine", "over": "2"})
    assert texts(case)[0] == "From the second tab"


def test_words_for_a_list_that_was_closed_meanwhile_come_back(new_client, team):
    case = rating(team.bo, team.cy)
    added = new_client(team.bo).post(door("add_option", case), {"token": str(uuid7()), "lines": "Too late, but mine"})
    edited = new_client(team.bo).post(
        door("edit_option", case, case.options.first().pk), {"text": "Better words", "revision": "1"}
    )
    assert [added.status_code, edited.status_code] == [409, 409]
    assert "Too late, but mine" in added.content.decode()
    assert "Better words" in edited.content.decode()
    assert texts(case) == list(TEXTS)
    with pytest.raises(Refused):
        options.edit_option(case.options.first(), 1, by=team.bo, text="Better words")


def test_the_list_is_closed_in_two_steps_and_opened_again_by_anyone(new_client, team):
    case = listed(team.bo, team.cy, texts=TEXTS[:1])
    bo, cy = new_client(team.bo), new_client(team.cy)
    assert "One is enough" in bo.get(door("begin_rating", case)).content.decode()
    assert current(case).state == "collecting"
    bo.post(door("begin_rating", case))
    assert current(case).state == "rating"
    cy.post(door("open_again", case))
    assert current(case).state == "collecting"


def test_what_was_rated_stays_when_the_list_is_opened_again_but_not_a_value_for_other_words(team):
    case = rating(team.bo, team.cy)
    rated_by(case, team.cy, 3, 1, 0, notes=["Best", "", "Never"])
    options.open_again(case, by=team.bo)
    options.edit_option(case.options.first(), 1, by=team.bo, text="Something else")
    assert [row.said for row in OptionRating.objects.order_by("option__created_at", "option")] == [
        {"value": None, "note": "Best"}, {"value": 1, "note": ""}, {"value": 0, "note": "Never"},
    ]  # fmt: skip


def test_another_round_begins_with_a_better_one_and_what_is_taken_along(new_client, team):
    case = revealed(team.bo, team.cy)
    first, second, _third = case.options.all()
    url = door("start_another_round", case) + f"?option={first.pk}"
    fill(new_client(team.bo), url, text="Tuesday noon", detail="", lines="Half and half", carried=[str(second.pk)])
    assert (current(case).number, current(case).state) == (2, "collecting")
    assert texts(case) == ["Tuesday noon", "Half and half", TEXTS[1]]
    old = new_client(team.cy).get(door("old_round", case, 1)).content.decode()
    assert [text in old for text in TEXTS] == [True, True, True]


def test_two_who_begin_another_round_share_one(team):
    case = revealed(team.bo, team.cy)
    options.start_another_round(case, [("Half and half", "")], [], by=team.bo)
    options.start_another_round(case, [("Two weeks", "")], [], by=team.cy)
    assert (current(case).number, texts(case)) == (2, ["Half and half", "Two weeks"])


def test_hearing_again_keeps_the_round_for_later(new_client, team):
    case = rating(team.bo, team.cy)
    rated_by(case, team.bo, 2)
    new_client(team.cy).post(door("hear_again", case))
    assert find(case).state == "exchanging"
    assert "You are still hearing each other out." in new_client(team.bo).get(door("options", case)).content.decode()
    new_client(team.bo).post(door("look_for_options", case))
    assert (find(case).state, current(case).number, current(case).state) == ("options", 1, "rating")
    assert OptionRating.objects.filter(said__isnull=False).count() == 3


def test_a_reopened_case_looks_for_options_in_a_new_round(team):
    case = revealed(team.bo, team.cy)
    ending.close_case(case, by=team.bo)
    assert find(case).state == "closed"
    stepping.open_round(find(case))
    assert (current(case).number, current(case).state) == (2, "collecting")


def test_before_there_are_options_the_page_says_what_is_missing(new_client, team):
    case = exchanging(team.bo, team.cy)
    assert can_look_for_options(team.bo, case) is True
    page = new_client(team.bo).get(door("options", case)).content.decode()
    assert "Options come after hearing each other" in page
    assert door("look_for_options", case) in page


def test_who_left_reads_nothing_of_it(new_client, team):
    case = revealed(team.bo, team.cy, person("dee"))
    ending.leave_case(case, by=team.cy)
    assert new_client(team.cy).get(door("options", case)).status_code == 404


def test_person_words_are_pointed_out_to_their_author_alone(new_client, team):
    case = listed(team.bo, team.cy, texts=["Cy never hands over late"])
    own, other = (new_client(who).get(door("options", case)).content.decode() for who in (team.bo, team.cy))
    assert ('<q dir="auto">never</q>' in own, '<q dir="auto">never</q>' in other) == (True, False)


def test_the_mediator_adds_options_and_reads_only_what_all_have_revealed(team):
    case = listed(team.bo, team.cy)
    mediator = person("em")
    mediated_by(case, mediator)
    added = options.add_option(case, "Ask the harbour office", by=mediator)
    assert added.party is None
    options.begin_rating(case, by=team.bo)
    rated_by(case, team.bo, 3)
    shown = round_for(find(case), None)
    assert [(line.value, line.note, line.said) for line in shown.lines] == [(None, "", [])] * 4
    handed_in_by(case, team.bo, 3)
    handed_in_by(case, team.cy, 1)
    shown = round_for(find(case), None)
    assert [[one.value for one in line.said] for line in shown.lines] == [[3, 1]] * 4
    with pytest.raises(Refused):
        ratings.rate(case, {}, "", "", by=mediator)


def test_fair_yardsticks_lose_their_marks_with_their_words(new_client, team):
    case = with_options(team.bo, team.cy)
    fill(new_client(team.bo), door("options", case), text="What others do", why="They have the same passengers")
    point = Point.objects.get(kind="criterion")
    mark = {"fair": "yes", "revision": "1"}
    for _twice in range(2):
        new_client(team.cy).post(door("mark_criterion", case, point.pk), mark)
    assert [(one.party, one.kind) for one in PointMark.objects.filter(point=point)] == [
        (party(case, team.cy), "shares")
    ]
    assert "Fair to all" in new_client(team.bo).get(door("options", case)).content.decode()
    fill(new_client(team.bo), door("edit_criterion", case, point.pk), text="What the other teams do")
    assert not PointMark.objects.filter(point=point).exists()
    with pytest.raises(Stale):
        criteria.mark_criterion(point, 1, by=team.cy, is_fair=True)
    assert new_client(team.cy).post(door("mark_criterion", case, point.pk), mark).status_code == 409


def test_a_yardstick_on_a_card_that_is_not_shared_is_nobodys(new_client, team):
    case = with_options(team.bo, team.cy)
    point = Point.objects.create(case=case, party=party(case, team.bo), kind="criterion", text="Only mine yet")
    answers = [
        new_client(team.cy).get(door("options", case)),
        new_client(team.cy).post(door("mark_criterion", case, point.pk)),
    ]
    assert ["Only mine yet" in answers[0].content.decode(), answers[1].status_code] == [False, 404]
