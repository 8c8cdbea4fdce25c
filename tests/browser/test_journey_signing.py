"""Scenario 3 in a real browser, by keyboard alone on a phone: five members read, sign, and hold the charter in hands."""

import pytest
from playwright.sync_api import expect

from charters.models import CharterVersion
from tests.browser.keyboard import Keyboard
from tests.factories import charter_at, team_with

TEAM = {"mira": "lead", "aylin": "member", "jo": "member", "noor": "member", "sam": "member", "tomas": "manager"}
SIGNERS = ("mira", "aylin", "jo", "noor", "sam")


@pytest.fixture
def version(transactional_db):
    return charter_at("signing", team_with(TEAM))


def test_five_sign_by_keyboard_on_a_phone(phone, sign_in, version, axe, no_sideways_scroll):
    address = f"/charters/{version.charter_id}"
    for count, name in enumerate(SIGNERS):
        person = getattr(version.team, name)
        sign(Keyboard(sign_in(phone, person)), str(person), version, no_sideways_scroll)
        if count == 2:
            three_of_five(phone, address, version, axe, no_sideways_scroll)
    printable(phone, address, version, axe, no_sideways_scroll)


def sign(who, name, version, no_sideways_scroll):
    """From home to the text, down to its end, the name typed, Enter."""
    who.page.goto("/")
    no_sideways_scroll(who.page)
    who.reach(who.page.locator("main").locator(f'a[href*="/{version.charter_id}/sign/"]').first)
    with who.page.expect_navigation():
        who.page.keyboard.press("Enter")
    no_sideways_scroll(who.page)
    for clause in version.items.filter(kind="purpose"):
        expect(who.page.locator("main")).to_contain_text(clause.values["text"])
    who.press("To the end of the text")
    expect(who.page.get_by_role("heading", name="Do you agree to this text?")).to_be_in_viewport()
    expect(who.page.locator("#answer blockquote")).to_contain_text(version.charter.title)
    who.write("Your name, typed by you", name)
    who.send("Sign")
    expect(who.page.locator(".eyebrow .state")).to_contain_text("Signed")
    no_sideways_scroll(who.page)


def three_of_five(phone, address, version, axe, no_sideways_scroll):
    """How many have signed, who is pending, and until when."""
    phone.goto(f"{address}/signatures/")
    expect(phone.locator("main")).to_contain_text("3 of 5")
    people = phone.locator("main").get_by_role("listitem")
    for name in ("Mira", "Aylin", "Jo"):
        expect(people.filter(has_text=name)).to_contain_text("Signed")
    for name in ("Noor", "Sam"):
        expect(people.filter(has_text=name)).to_contain_text("Requested")
    expect(phone.locator("main")).to_contain_text(f"{version.sign_by.day} {version.sign_by:%B}")
    axe(phone)
    no_sideways_scroll(phone)


def printable(phone, address, version, axe, no_sideways_scroll):
    """The paper names who signed, when, and the fingerprint of the text."""
    version.refresh_from_db()
    assert (version.state, version.number) == (CharterVersion.State.ACTIVE, "1.0")
    phone.goto(f"{address}/")
    expect(phone.locator(".eyebrow .state").first).to_contain_text("Active")
    axe(phone)
    no_sideways_scroll(phone)
    phone.emulate_media(media="print")
    paper = phone.locator("main")
    for signature in version.signatures.select_related("person"):
        expect(paper.get_by_text(signature.typed_name, exact=True).last).to_be_visible()
        expect(paper.locator(f'time[datetime^="{signature.signed_at:%Y-%m-%dT%H:%M}"]').last).to_be_visible()
    expect(paper.get_by_text(version.content_hash)).to_be_visible()
    expect(phone.locator(".masthead")).to_be_hidden()
