"""Scenario 8 in a real browser, on a phone during a call: what was heard is written down, and a weight moves with it."""

import re

import pytest
from playwright.sync_api import expect

from negotiations.actions import laying_out
from negotiations.models import AnalysisRun, SessionEntry
from negotiations.reading import read
from tests.factories import team_with
from tests.negotiations.sheets import employment_issues, sheet_of

WORDS = "The salary is what decides it for us; everything else can be talked about."


@pytest.fixture
def sheet(transactional_db):
    team = team_with()
    sheet = sheet_of(team, team.bo, "New post")
    laying_out.lay_out(sheet, employment_issues(), by=team.bo)
    sheet.team = team
    return sheet


def test_what_is_heard_on_the_phone_moves_a_weight(phone, sign_in, sheet, axe, no_sideways_scroll):
    sign_in(phone, sheet.team.bo)
    phone.goto(f"/negotiations/{sheet.pk}/talks/")
    phone.get_by_role("button", name="Open its log").click()
    write_down(phone, "Concern", "The early shift", "acknowledged by us")
    write_down(phone, "Common ground", "Nobody wants a strike.")
    write_down(phone, "Heard", WORDS, "said back to them", "they confirmed it")
    axe(phone)
    no_sideways_scroll(phone)

    entry = SessionEntry.objects.get(kind="heard")
    line = phone.locator(f"#entry-{entry.pk}")
    expect(line).to_contain_text("confirmed by them")
    line.get_by_role("link", name="Move an estimate").click()
    propose(phone)
    axe(phone)
    phone.get_by_role("button", name="Move it").click()
    expect(phone.locator("main")).to_contain_text(re.compile("confidence low → medium"))
    no_sideways_scroll(phone)

    salary = read(sheet, sheet.team.bo).issues[4].other
    assert (salary.points, salary.confidence, salary.evidence) == (57, "medium", str(entry.pk))
    assert AnalysisRun.objects.filter(sheet=sheet).count() == 2
    phone.goto(f"/negotiations/{sheet.pk}/estimates/")
    expect(phone.locator("main")).to_contain_text(WORDS)
    axe(phone)


def write_down(phone, kind, words, *marks):
    """One line of the log; the page stays where it is."""
    form = phone.locator("form.talk-form")
    form.get_by_label(kind, exact=True).check()
    form.get_by_label("Words", exact=True).fill(words)
    for mark in marks:
        form.get_by_label(mark).check()
    form.get_by_role("button", name="Write it down").click()
    expect(phone.locator("#talk")).to_contain_text(words)
    expect(form.get_by_label("Words", exact=True)).to_have_value("")


def propose(phone):
    field = phone.get_by_label("What it says something about")
    field.select_option(field.locator("option", has_text="Salary").first.get_attribute("value"))
    phone.get_by_label("more than we thought").check()
    phone.get_by_role("button", name="Propose a number").click()
    expect(phone.get_by_role("heading", name="The proposal")).to_be_visible()
