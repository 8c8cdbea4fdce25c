"""Searching by keyboard alone, while one types."""

import re

from playwright.sync_api import expect

from tests.factories import charter_at


def test_from_any_page_to_the_coloured_place_by_keyboard(page, sign_in, phone):
    version = charter_at("active")
    sign_in(page, version.team.bo).goto("/teams/")
    page.keyboard.press("/")
    page.keyboard.type("pilot")
    page.keyboard.press("Enter")
    expect(page.locator("li.hit")).to_have_count(1)

    field = page.locator("#q")
    expect(field).to_be_focused()
    page.keyboard.press("/")
    expect(field).to_have_value("/pilot")  # who is in the field may write one
    field.fill("harbour")
    expect(page.locator("li.hit mark").first).to_have_text("Harbour")
    expect(page).to_have_url(re.compile(r"\?q=harbour$"))
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ places found$"))
    field.fill("cold pier")
    expect(page.locator("li.hit")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator("li.hit a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_contain_text("nobody waits on a cold pier")

    page.goto("/search/")
    page.get_by_label("The key").uncheck()
    page.goto("/teams/")
    page.keyboard.press("/")
    expect(page.locator("[data-search-field]")).not_to_be_focused()

    sign_in(phone, version.team.bo).goto("/teams/")
    phone.get_by_role("link", name="Search").click()
    expect(phone.locator("#q")).to_be_focused()
