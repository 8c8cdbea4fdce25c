"""Scenarios 1 and 2 in a real browser: a client answers on a phone and a laptop, without an account; the asker cannot."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.models import User
from feedback.models import FeedbackResponse, PersonalLink
from tests.factories import team_with
from tests.feedback.links import link_in, state_of
from tests.feedback.requests import CLIENT, sent_by

JON = CLIENT[1]


@pytest.fixture
def ask(transactional_db, mailbox, run_tasks):
    """Bo asks four teammates, confidentially, and Jon, by name; the mails are out."""
    team = team_with()
    ask = sent_by(team.bo, team)
    ask.team = team
    run_tasks()
    return ask


def test_jon_drafts_on_a_phone_and_sends_on_a_laptop(
    page, phone, sign_in, ask, mailbox, axe, no_sideways_scroll, complaints
):
    people, [message] = User.objects.count(), mailbox.to(JON)
    link = link_in(message)

    opened = phone.goto(link)
    expect(phone.locator("h1")).to_have_text("Bo asks how it went")
    expect(phone.locator("main")).to_contain_text("only Bo")
    expect(phone.locator("main")).to_contain_text("Your answers are read with your name.")
    assert opened.headers["referrer-policy"] == "same-origin"
    no_sideways_scroll(phone)
    axe(phone)

    phone.get_by_role("link", name="Begin").click()
    phone.get_by_role("group", name="Bo understood what mattered to me.").get_by_label("Agree", exact=True).check()
    advice = phone.get_by_role("group", name="What one thing would you advise for the next project?")
    advice.get_by_role("textbox").fill("You always start late.")
    expect(advice.locator(".hint")).to_contain_text("You always")
    expect(phone.locator(".save-status")).to_contain_text("Saved")
    no_sideways_scroll(phone)
    axe(phone)
    advice.get_by_role("button", name="Leave it").click()
    again = phone.get_by_role("group", name="Would you work together again?")
    again.get_by_role("textbox").fill("They call at once.")
    phone.get_by_role("button", name="Look it through").click()
    expect(
        phone.get_by_role("alert").filter(has_text="Please choose an answer to go with your reason.")
    ).to_be_focused()
    complaints.clear()
    again.get_by_role("textbox").fill("")
    advice.get_by_role("button", name="Another point").click()
    advice.get_by_role("textbox").nth(1).fill("Bring the list again.")
    expect(advice.locator(".hint")).to_be_hidden()
    phone.get_by_role("button", name="Keep it and go on later").click()
    expect(phone.get_by_role("link", name="Go on with your draft")).to_be_visible()

    page.goto(link)
    page.get_by_role("link", name="Go on with your draft").click()
    expect(page.get_by_role("textbox").nth(1)).to_have_value("")
    advice = page.get_by_role("group", name="What one thing would you advise for the next project?")
    expect(advice.get_by_role("textbox").first).to_have_value("You always start late.")
    advice.get_by_role("textbox").first.fill("Start earlier.")
    page.get_by_role("button", name="Look it through").click()
    expect(page.locator("h1")).to_have_text("This would be sent")
    expect(page.locator(".said-answers")).to_contain_text("Start earlier.")
    axe(page)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Thank you, it is sent")
    expect(page.locator("body")).not_to_contain_text("Start earlier.")
    axe(page)

    page.get_by_role("link", name="Change your answers").click()
    page.get_by_role("group", name="I was told of problems early.").get_by_label("Did not see this").check()
    page.get_by_role("button", name="Look it through").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Thank you, it is sent")
    assert FeedbackResponse.objects.get().answers == {
        "understood": {"score": 4}, "told_early": {"not_seen": True},
        "advice": {"cards": ["Start earlier.", "Bring the list again."]},
    }  # fmt: skip

    assert (User.objects.count(), Session.objects.count()) == (people, 0)
    assert {one["name"] for one in page.context.cookies()} == {"csrf"}


def test_the_asker_cannot_open_the_clients_link(page, sign_in, ask, mailbox, complaints):
    [message] = mailbox.to(JON)
    sign_in(page, ask.team.bo)
    links = PersonalLink.objects.count()
    page.goto(f"/feedback/{ask.pk}/")
    expect(page.locator("body")).not_to_contain_text("/feedback/answer/")
    page.goto(link_in(message))
    expect(page.locator("h1")).to_have_text("This link was sent to somebody else")
    assert (state_of(ask, JON), PersonalLink.objects.count()) == ("sent", links)
    complaints.clear()


def test_declining_takes_two_steps_and_is_undone_without_script(new_page, ask, mailbox, complaints):
    page = new_page(java_script_enabled=False)
    [message] = mailbox.to(JON)
    page.goto(link_in(message))
    page.get_by_role("link", name="I would rather not").click()
    assert state_of(ask, JON) == "sent"
    page.get_by_role("button", name="Decline").click()
    expect(page.locator("h1")).to_have_text("You declined, and that is fine")
    page.get_by_role("button", name="Undo, I want to answer").click()
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("group", name="Agreed dates were kept.").get_by_label("Agree", exact=True).check()
    page.get_by_role("button", name="Another point").last.click()
    expect(page.get_by_role("group", name="Agreed dates were kept.").get_by_label("Agree", exact=True)).to_be_checked()
    page.get_by_role("button", name="Look it through").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Thank you, it is sent")
    assert FeedbackResponse.objects.get().answers == {"kept_dates": {"score": 4}}
