"""Scenario 7 in a real browser: a seat without limits, a question to the other side on a phone, an agenda, and closed doors."""

import re

import pytest
from playwright.sync_api import expect

from negotiations.models import PrepSheet
from tests.factories import team_with
from tests.negotiations.cases import employment
from tests.negotiations.sheets import sheet_of, with_problem

CAST = {"ann": "lead", "chen": "member", "dana": "member", "eva": "member"}
# As a number of its own: keys and tokens may hold these digits.
LIMIT = re.compile(r"(?<![\w-])4,?321(?![\w-])")


@pytest.fixture
def sheet(transactional_db):
    team = team_with(CAST)
    sheet = with_problem(sheet_of(team, team.chen, "Heron talks"), employment(own_reservation=4321), by=team.chen)
    sheet.team = team
    return sheet


def address(sheet, tail=""):
    return f"/negotiations/{sheet.pk}/{tail}"


def test_two_sides_and_one_who_may_not_see_limits(page, phone, new_page, sign_in, sheet, axe, no_sideways_scroll):
    team = sheet.team
    sign_in(page, team.chen)
    sign_in(phone, team.dana)

    page.goto(address(sheet, "people/"))
    page.get_by_label("Person").select_option(label="Eva")
    page.get_by_label("Role").last.select_option(label="viewer")
    page.get_by_role("button", name="Give a seat").click()
    row = page.locator(".seats > li").filter(has_text="Eva")
    expect(row).to_contain_text("without limits")
    axe(page)

    page.goto(address(sheet, "together/"))
    page.get_by_label("Who prepares the other side").select_option(label="Dana")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("main")).to_contain_text("There is no answer yet.")

    phone.goto("/notices/")
    phone.get_by_text("Chen asks you to prepare the other side of a negotiation.").first.click()
    expect(phone.locator("h1")).to_have_text("Prepare the other side")
    expect(phone.locator("body")).not_to_contain_text("Heron")
    no_sideways_scroll(phone)
    axe(phone)
    phone.get_by_label("Title of your sheet").fill("Gannet talks")
    phone.get_by_role("button", name="Yes, begin my sheet").click()
    expect(phone.locator("h1")).to_contain_text("Gannet talks")
    other = PrepSheet.objects.exclude(pk=sheet.pk).get()

    for browser, side in ((page, sheet), (phone, other)):
        browser.goto(address(side, "together/"))
        browser.get_by_role("button", name="Open it for this side").click()
        expect(browser.locator("main")).to_contain_text("Your side has opened it.")
    no_sideways_scroll(phone)

    page.goto(address(sheet, "agenda/"))
    page.get_by_label("Insurance: 100%").check()
    page.get_by_role("button", name="Put on the agenda").click()
    expect(page.locator(".topics")).to_contain_text("Insurance")
    phone.goto(address(other, "agenda/"))
    expect(phone.locator(".topics")).to_contain_text("Insurance")
    expect(phone.locator("main")).not_to_contain_text("Signing bonus")
    no_sideways_scroll(phone)
    axe(phone)
    phone.get_by_label("Insurance").first.check()
    phone.get_by_role("button", name="Take what is ticked into your sheet").click()
    expect(phone.locator(".topics")).to_contain_text("in your sheet")

    eva = sign_in(new_page(), team.eva)
    eva.goto(address(sheet, "numbers/"))
    expect(eva.locator("body")).to_contain_text("Insurance")
    eva.goto(address(sheet, "explore/"))
    expect(eva.locator("h1")).to_contain_text("Heron talks")
    assert LIMIT.findall(eva.content()) == []
    for who, side in ((phone, sheet), (page, other)):
        assert {who.request.get(address(side, tail)).status for tail in ("", "numbers/", "explore/", "people/")} == {
            404
        }
