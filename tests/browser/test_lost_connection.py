"""Scenario 5 in a real browser: neither a lost network nor an expired form nor a second tab takes what a respondent typed."""

import re

import pytest
from playwright.sync_api import expect

from feedback.models import FeedbackResponse
from tests.factories import team_with
from tests.feedback.links import link_of
from tests.feedback.requests import CLIENT, sent_by

JON = CLIENT[1]
ADVICE = "What one thing would you advise for the next project?"


@pytest.fixture
def link(transactional_db):
    team = team_with()
    return f"{link_of(sent_by(team.bo, team), JON)}write/"


def advice(page):
    return page.get_by_role("group", name=ADVICE).get_by_role("textbox").first


def status(page):
    return page.locator(".save-status")


def kept() -> list[str]:
    return FeedbackResponse.objects.get().draft["advice"]["cards"]


def test_what_is_typed_without_a_network_is_saved_when_it_is_back(page, link, complaints):
    page.goto(link)
    page.context.set_offline(True)
    advice(page).fill("Typed on the train")
    expect(status(page)).to_have_text("Not saved – trying again. Your text is kept on this device.")
    page.context.set_offline(False)
    expect(status(page)).to_have_text(re.compile("Saved"))
    assert kept() == ["Typed on the train"]
    complaints.clear()


def test_a_page_closed_without_a_network_offers_the_words_again(new_page, page, link, complaints):
    page.goto(link)
    page.context.set_offline(True)
    advice(page).fill("Typed on the train")
    expect(status(page)).to_have_text("Not saved – trying again. Your text is kept on this device.")
    later = page.context.new_page()
    page.close()
    later.context.set_offline(False)
    later.goto(link)
    expect(later.locator(".callout[data-kept]")).to_contain_text("Typed on the train")
    later.get_by_role("button", name="Put it back").click()
    expect(status(later)).to_have_text(re.compile("Saved"))
    assert kept() == ["Typed on the train"]
    complaints.clear()


def test_an_expired_form_keeps_the_words_and_saves_them(page, link, complaints):
    page.goto(link)
    page.context.clear_cookies()
    advice(page).fill("Typed over lunch")
    expect(status(page)).to_have_text(re.compile("Saved"))
    assert kept() == ["Typed over lunch"]
    page.get_by_role("button", name="Look it through").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Thank you, it is sent")
    assert FeedbackResponse.objects.get().answers == {"advice": {"cards": ["Typed over lunch"]}}
    complaints.clear()


def test_two_tabs_show_both_versions(page, link, complaints):
    page.goto(link)
    other = page.context.new_page()
    other.goto(link)
    advice(page).fill("From the first tab")
    expect(status(page)).to_have_text(re.compile("Saved"))
    advice(other).fill("From the second tab")
    expect(other.locator("[data-conflict]")).to_contain_text("From the first tab")
    expect(other.locator("[data-conflict]")).to_contain_text("From the second tab")
    assert kept() == ["From the first tab"]
    other.get_by_role("button", name="Keep mine").click()
    expect(status(other)).to_have_text(re.compile("Saved"))
    assert kept() == ["From the second tab"]
    complaints.clear()


def test_a_double_click_sends_once(page, link):
    page.goto(link)
    advice(page).fill("Once")
    page.get_by_role("button", name="Look it through").click()
    expect(page.locator("h1")).to_have_text("This would be sent")
    looked_through = FeedbackResponse.objects.get().revision
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator("h1")).to_have_text("Thank you, it is sent")
    response = FeedbackResponse.objects.get()
    assert (response.answers, response.draft) == ({"advice": {"cards": ["Once"]}}, None)
    assert response.revision == looked_through + 1


def test_what_is_wrong_is_marked_and_every_word_stays(page, link, no_sideways_scroll, axe, complaints):
    page.goto(link)
    advice(page).fill("x" * 2_001)
    page.get_by_role("button", name="Look it through").click()
    expect(page.get_by_role("alert")).to_contain_text("Please shorten this to 2000 characters; it has 2001.")
    expect(advice(page)).to_have_value("x" * 2_001)
    axe(page)
    no_sideways_scroll(page)
    advice(page).fill("Short")
    page.get_by_role("button", name="Look it through").click()
    expect(page.locator(".said-answers")).to_contain_text("Short")
    complaints.clear()
