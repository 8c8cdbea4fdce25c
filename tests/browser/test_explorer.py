"""The explorer in a real browser: along the frontier by keyboard, by mouse, on a phone; a package saved, three offers made."""

import pytest
from playwright.sync_api import expect

from negotiations.models import Package
from negotiations.reading import read_whole
from negotiations.scoring import package_of
from tests.browser.keyboard import Keyboard
from tests.factories import team_with
from tests.negotiations.cases import new_recruit
from tests.negotiations.sheets import sheet_of, with_problem


@pytest.fixture
def sheet(transactional_db):
    team = team_with()
    sheet = with_problem(
        sheet_of(team, team.bo, "New colleague"), new_recruit(own_reservation=5000, other_reservation=3000), by=team.bo
    )
    sheet.team = team
    return sheet


def address(sheet, tail="explore/"):
    return f"/negotiations/{sheet.pk}/{tail}"


def test_along_the_frontier_by_keyboard_until_a_package_is_saved(page, sign_in, sheet, axe, no_sideways_scroll):
    who = Keyboard(sign_in(page, sheet.team.bo))
    page.goto(address(sheet))
    axe(page)
    slide, own = page.get_by_role("slider"), page.locator("[data-own]")
    expect(own).to_have_text("8,400")
    who.reach(slide)
    page.keyboard.press("ArrowRight")
    expect(own).to_have_text("8,900")
    expect(slide).to_have_attribute("aria-valuetext", "8,900 for us, 5,900 for them")
    who.press("Lay this one beside the next", role="button")
    slide.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(own).to_have_text("9,900")
    expect(page.locator("[data-beside-worth]")).to_have_text("8,900 / 5,900")
    expect(page.locator("tr.differs")).not_to_have_count(0)
    who.write("Name", "What we open with")
    who.send("Save as a package")
    expect(page.locator("main")).to_contain_text("Nothing is left on the table")
    saved = Package.objects.get(sheet=sheet)
    content = read_whole(sheet)
    problem = new_recruit()
    assert problem.totals(package_of(content, content.packages_by_key[str(saved.pk)])) == (9900, 4900)


def test_a_tap_on_the_map_chooses_the_nearest_point(phone, sign_in, sheet, axe, no_sideways_scroll):
    sign_in(phone, sheet.team.bo)
    phone.emulate_media(color_scheme="dark")
    phone.goto(address(sheet))
    no_sideways_scroll(phone)
    axe(phone)
    ends = phone.locator("[data-map] .map-dot").first
    ends.scroll_into_view_if_needed()
    box = ends.bounding_box()
    phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(phone.locator("[data-own]")).to_have_text("14,800")
    expect(phone.get_by_role("slider")).to_have_value("44")


def test_three_offers_and_what_stays(page, sign_in, sheet, axe, no_sideways_scroll):
    who = Keyboard(sign_in(page, sheet.team.bo))
    page.goto(address(sheet, "offers/"))
    who.reach(page.get_by_label("Each offer is worth to us at least"))
    page.keyboard.type("8400")
    who.reach(page.get_by_label("and at most so much more"))
    who.overwrite("200")
    who.send("Find three offers")
    expect(page.get_by_role("heading", name="Offer 1C")).to_be_visible()
    axe(page)
    with page.expect_navigation():
        page.get_by_role("button", name="They liked Offer 1B best").click()
    expect(page.locator("article").filter(has_text="they liked it best")).to_contain_text("Offer 1B")
    no_sideways_scroll(page)
    page.goto(address(sheet))
    page.get_by_label("How far their weights may be off").select_option("30")
    page.get_by_role("button", name="Draw").click()
    expect(page.locator("#drawn")).to_contain_text("in 100% of draws")
    expect(page.locator("#drawn")).to_contain_text("1,000 draws, seed 0")
    axe(page)
