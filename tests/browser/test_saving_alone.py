"""A form that saves by itself presses no button, wherever the focus is: neither “Done” nor “hand in”."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from charters.models import ReviewMarks
from tests.charters.drafts import url
from tests.charters.reviews import opened
from tests.factories import charter_at

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
