"""A form that saves by itself presses no button, wherever the focus is, and takes no press away: of “Done”, of “hand in”."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from charters.models import ReviewMarks
from tests.charters.drafts import url
from tests.charters.reviews import opened
from tests.factories import charter_at, team_with
from tests.feedback.links import link_in
from tests.feedback.requests import CLIENT, sent_by

SAVED = re.compile("Saved")


def test_a_line_stays_open_until_done_is_pressed(page, sign_in, transactional_db):
    version = charter_at("draft")
    sign_in(page, version.team.ann).goto(url("draft", version))
    page.get_by_role("link", name="Four of five delays are shown within two minutes.").press("Enter")
    expect(page.locator("textarea[name=statement]")).to_be_focused()
    page.keyboard.type("Soon: ")
    done = page.get_by_role("button", name="Done", exact=True)
    done.focus()
    expect(page.locator("form[data-autosave] .save-status").last).to_have_text(SAVED)
    expect(done).to_be_focused()


def test_marks_are_handed_in_when_that_is_pressed_and_not_before(page, sign_in, transactional_db):
    version = charter_at("active")
    review = opened(version)
    sign_in(page, version.team.bo).goto(reverse("charters:mark_agreements", args=[review.pk]))
    page.get_by_role("radio", name="Keep").first.press("Space")
    hand_in = page.get_by_role("button", name="I am done: hand in")
    hand_in.focus()
    expect(page.locator("#my-marks .save-status")).to_have_text(SAVED)
    assert list(ReviewMarks.objects.values_list("person", "is_handed_in")) == [(version.team.bo.pk, False)]
    with page.expect_navigation():
        hand_in.press("Enter")
    assert list(ReviewMarks.objects.values_list("person", "is_handed_in")) == [(version.team.bo.pk, True)]


def test_what_is_pressed_while_it_saves_is_done_when_it_has_saved(page, transactional_db, mailbox, run_tasks):
    """On a slow line: leaving the last field asks to be saved as well, and must not stand in the place of the press."""
    team = team_with()
    sent_by(team.bo, team)
    run_tasks()
    page.goto(link_in(*mailbox.to(CLIENT[1])))
    page.get_by_role("link", name="Begin").click()
    held = Held(page)
    advice = page.get_by_role("group", name="What one thing would you advise for the next project?").get_by_role(
        "textbox"
    )
    advice.fill("Start earlier.")
    held.wait()
    page.get_by_role("button", name="Look it through").click()
    advice.focus()
    page.evaluate("new Promise((done) => setTimeout(done, 1000))")  # what leaving the field set off has asked by now
    held.release()
    expect(page.locator("h1")).to_have_text("This would be sent")
    expect(page.locator(".said-answers")).to_contain_text("Start earlier.")


class Held:
    """The first post of a page waits until it is let go."""

    def __init__(self, page):
        self.page, self.route = page, None
        page.route("**", self.take)

    def take(self, route):
        if route.request.method == "POST" and self.route is None:
            self.route = route
        else:
            route.continue_()

    def wait(self):
        while self.route is None:
            self.page.evaluate("0")

    def release(self):
        self.route.continue_()
