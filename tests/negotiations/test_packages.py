"""Packages and equal offers: kept, weighed, compared, offered."""

from uuid import uuid4

import pytest

from common.permissions import Refused
from negotiations.actions import offers, packages
from negotiations.models import OfferSet, Outcome, Package, SheetEvent
from negotiations.reading import read_whole
from negotiations.scoring import choices_of
from tests.factories import team_with
from tests.negotiations.cases import MIDDLE, new_recruit
from tests.negotiations.reading_pages import fields_of, url, words_in, words_of
from tests.negotiations.sheets import seat, sheet_of, with_problem


@pytest.fixture
def sheet(db):
    team = team_with()
    sheet = with_problem(sheet_of(team, team.bo), new_recruit(own_reservation=5000, other_reservation=3000), by=team.bo)
    sheet.team = team
    return sheet


@pytest.fixture
def middle(sheet):
    return packages.save_package(sheet, "The middle", choices_of(read_whole(sheet), MIDDLE), by=sheet.team.bo)


@pytest.fixture
def browser(sheet, new_client):
    return new_client(sheet.team.bo)


def test_the_middle_leaves_much_on_the_table_and_says_how_to_get_it(sheet, middle, browser):
    words = words_of(browser, url("package", sheet, middle.pk))
    for said in (
        "for us 3,200 50% for them, estimated 3,200 50%",
        "Left, together 8,400",
        "Left for us 8,200",
        "Better packages 49,451",
        "Change Division from C to A: you gain 1,200, they gain 1,200.",
        "Change Car from 3rd to 1st: you gain 600, they gain 600.",
        "Change Start from 1 July to 1 August and Vacation from 20 days to 10 days: you gain 1,200, they gain 1,200.",
        "Change Moving from 80% to 100% and Insurance from 3 to 5: you gain 1,200, they gain 1,200.",
        "From 3,200 to 7,400 for us, from 3,200 to 7,400 for them.",
    ):
        assert said in words


def test_from_the_middle_four_steps_lead_to_the_frontier(sheet, middle, browser):
    plan = browser.get(url("package", sheet, middle.pk)).context["weighed"].plan
    assert [(step.own, step.other) for step in plan.steps] == [(1200, 1200), (600, 600), (1200, 1200), (1200, 1200)]
    assert (plan.told.worth.own, plan.told.worth.other, plan.told.is_efficient) == (7400, 7400, True)


def test_an_efficient_package_leaves_nothing(sheet, browser):
    best = packages.save_package(
        sheet, "Nash", choices_of(read_whole(sheet), (2, 3, 0, 0, 4, 4, 0, 4)), by=sheet.team.bo
    )
    words = words_of(browser, url("package", sheet, best.pk))
    assert "Left for us 0" in words
    assert "Nothing is left on the table" in words


def test_the_form_saves_what_was_chosen_once(sheet, browser):
    fields = fields_of(sheet, MIDDLE, name="By hand", key=str(uuid4()), origin="theirs")
    first, again = (browser.post(url("save_package", sheet), fields) for _ in range(2))
    package = Package.objects.get(sheet=sheet)
    assert first["Location"] == again["Location"] == url("package", sheet, package.pk)
    assert (package.name, package.origin) == ("By hand", "theirs")
    assert package.choices == choices_of(read_whole(sheet), MIDDLE)
    assert [event.verb for event in SheetEvent.objects.filter(sheet=sheet, verb__startswith="package.")] == [
        "package.saved"
    ]


def test_an_empty_form_keeps_its_words_and_says_what_is_missing(sheet, browser):
    answer = browser.post(url("save_package", sheet), {"name": "Nothing yet"})
    assert answer.status_code == 422
    assert "Choose on at least one issue." in words_in(answer)
    assert 'value="Nothing yet"' in answer.content.decode()


def test_what_is_not_said_stays_open(sheet, browser):
    fields = fields_of(sheet, MIDDLE, name="Half an offer")
    fields.pop(next(iter(fields)))
    answer = browser.post(url("save_package", sheet), fields, follow=True)
    assert "This package is incomplete" in words_in(answer)
    assert "incomplete: something is not said" in words_of(browser, url("explore", sheet))


def test_choices_of_another_sheet_are_no_choices(sheet):
    other = with_problem(sheet_of(sheet.team, sheet.team.cy), new_recruit(), by=sheet.team.cy)
    foreign = choices_of(read_whole(other), MIDDLE)
    assert packages.save_package(sheet, "Foreign", foreign, by=sheet.team.bo).choices == {}


def test_a_package_is_renamed_marked_as_theirs_and_removed(sheet, middle, browser):
    browser.post(url("rename_package", sheet, middle.pk), {"name": "Halfway"})
    browser.post(url("mark_theirs", sheet, middle.pk))
    assert "Halfway offered by them" in words_of(browser, url("packages", sheet))
    browser.post(url("mark_ours", sheet, middle.pk))
    browser.post(url("remove_package", sheet, middle.pk))
    assert "No package yet" in words_of(browser, url("packages", sheet))
    assert set(SheetEvent.objects.filter(sheet=sheet, verb__startswith="package.").values_list("verb", flat=True)) == {
        "package.saved", "package.renamed", "package.marked_theirs", "package.marked_ours", "package.removed",
    }  # fmt: skip


def test_the_package_of_an_outcome_stays(sheet, middle):
    Outcome.objects.create(sheet=sheet, team_id=sheet.team_id, kind="agreed", package=middle, ended_on="2027-01-11")
    with pytest.raises(Refused, match="The outcome names this package"):
        packages.remove_package(middle, by=sheet.team.bo)


def test_who_reads_along_saves_nothing(sheet, middle, new_client):
    seat(sheet, sheet.team.cy, "viewer", sees_limits=True)
    browser = new_client(sheet.team.cy)
    assert browser.post(url("save_package", sheet), fields_of(sheet, MIDDLE)).status_code == 403
    assert browser.post(url("remove_package", sheet, middle.pk)).status_code == 403
    assert Package.objects.count() == 1


def test_two_packages_side_by_side(sheet, middle, browser):
    other = packages.save_package(
        sheet, "One better", choices_of(read_whole(sheet), (2, 2, 0, 2, 2, 2, 2, 2)), by=sheet.team.bo
    )
    answer = browser.get(url("compare_packages", sheet), {"one": middle.pk, "other": other.pk})
    assert "Division C A" in words_in(answer)
    assert "For us 3,200 50% 4,400 55%" in words_in(answer)
    assert answer.content.decode().count('class="differs"') == 1


def test_two_different_packages_are_chosen_to_begin_with(sheet, middle, browser):
    other = packages.save_package(sheet, "One better", middle.choices, by=sheet.team.bo)
    fields = browser.get(url("compare_packages", sheet)).context["compare"].fields
    first, second = [key for key, _name in fields["one"].choices]
    assert {first, second} == {str(middle.pk), str(other.pk)}
    assert fields["other"].initial == second


def test_three_equal_offers_to_the_number(sheet, browser):
    asked = {"score": "8400", "unit": "points", "tolerance": "200", "key": str(uuid4())}
    for _ in range(2):
        browser.post(url("make_offers", sheet), asked)
    made = OfferSet.objects.get(sheet=sheet)
    assert (made.score, made.tolerance) == (8400, 200)
    (shown,) = browser.get(url("make_offers", sheet)).context["sets"]
    worth = [(offer.told.worth.own, offer.told.worth.other) for offer in shown["offers"]]
    assert worth == [(8400, 6400), (8400, 6400), (8400, 5800)]
    assert [offer.saved.origin for offer in shown["offers"]] == ["meso"] * 3
    assert "Looked for at 8,400 for us, and up to 200 more." in words_of(browser, url("make_offers", sheet))


def test_a_score_in_percent_is_the_same_score(sheet, browser):
    browser.post(url("make_offers", sheet), {"score": "72.41", "unit": "percent", "tolerance": "1"})
    made = OfferSet.objects.get(sheet=sheet)
    assert (made.score, made.tolerance) == (8400, 232)


@pytest.mark.parametrize(
    ("score", "words"),
    [("99999", "No package was found in this range"), ("", "This field is required."), ("a lot", "Enter a number.")],
)
def test_offers_that_cannot_be_made_say_why(sheet, browser, score, words):
    answer = browser.post(url("make_offers", sheet), {"score": score, "unit": "points", "tolerance": "0"})
    assert (answer.status_code, words in words_in(answer)) == (422, True)
    assert not OfferSet.objects.exists()


def test_whoever_sees_no_limits_sees_the_offers_without_the_score_and_makes_none(sheet, new_client):
    choices = choices_of(read_whole(sheet), MIDDLE)
    offers.make_offers(sheet, [choices], score=3177, tolerance=29, by=sheet.team.bo)
    seat(sheet, sheet.team.cy, "editor", sees_limits=False)
    browser = new_client(sheet.team.cy)
    words = words_of(browser, url("make_offers", sheet))
    assert ("Offer 1A" in words, "3,177" in words, "Find three offers" in words) == (True, False, False)
    assert (
        browser.post(url("make_offers", sheet), {"score": "8400", "unit": "points", "tolerance": "0"}).status_code
        == 403
    )


def test_the_offer_that_they_liked_best_is_marked(sheet, browser):
    choices = choices_of(read_whole(sheet), MIDDLE)
    made = offers.make_offers(sheet, [choices, choices], score=3200, tolerance=0, by=sheet.team.bo)
    liked = made.packages.last()
    browser.post(url("prefer", sheet, made.pk, liked.pk))
    made.refresh_from_db()
    assert made.preferred_id == liked.pk
    assert "Offer 1B they liked it best" in words_of(browser, url("make_offers", sheet))


def test_what_was_not_offered_cannot_be_preferred(sheet, middle):
    made = offers.make_offers(sheet, [middle.choices], score=3200, tolerance=0, by=sheet.team.bo)
    with pytest.raises(Refused, match="none of these offers"):
        offers.prefer(made, middle, by=sheet.team.bo)
