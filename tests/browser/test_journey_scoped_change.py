"""Scenario 6 in a real browser, by keyboard alone: a day moves, R and A sign, who is not named lets it pass."""

import pytest
from playwright.sync_api import expect

from charters.models import CharterVersion, Consultation
from tests.browser.keyboard import Keyboard
from tests.factories import charter_at

PILOT = "Pilot on line 62"


@pytest.fixture
def active(transactional_db):
    """Of the pilot ann is A, bo is R, cy has a C."""
    return charter_at("active")


def test_a_day_moves_by_keyboard(page, sign_in, active, axe, no_sideways_scroll):
    address = f"/charters/{active.charter_id}"
    who = Keyboard(sign_in(page, active.team.bo))
    begin(who, address, axe)
    move_the_day(who, address, active, axe)

    who = Keyboard(sign_in(page, active.team.ann))
    send(who, address, axe)
    answer(page, sign_in, active, axe)

    who = Keyboard(sign_in(page, active.team.ann))
    ask(who, address)
    for person in (active.team.ann, active.team.bo):
        sign(Keyboard(sign_in(page, person)), str(person), address, axe)
    let_pass(Keyboard(sign_in(page, active.team.cy)), address, axe)

    version = CharterVersion.objects.get(charter=active.charter_id, state="active")
    assert version.number == "1.1"
    no_sideways_scroll(page)


def begin(who, address, axe):
    who.page.goto(f"{address}/")
    who.send("Begin an amendment")
    expect(who.page.locator("main")).to_contain_text("Version 1.0 holds until it is adopted")
    axe(who.page)


def move_the_day(who, address, active, axe):
    key = active.items.get(kind="deliverable", values__title=PILOT).key
    who.page.goto(f"{address}/draft/{key}/")
    who.write("Due", "26 March 2027")
    expect(who.page.locator("main")).to_contain_text("Saved")
    who.page.goto(f"{address}/amendment/")
    expect(who.page.locator("aside")).to_contain_text("Scoped")
    expect(who.page.locator("main ins")).to_contain_text("March")
    axe(who.page)


def send(who, address, axe):
    who.page.goto(f"{address}/amendment/")
    who.follow("Send to review")
    axe(who.page)
    who.send("Send to review")


def answer(page, sign_in, active, axe):
    asked = Consultation.objects.waiting().get()
    assert asked.person == active.team.cy
    who = Keyboard(sign_in(page, active.team.cy))
    page.goto(f"/charters/consultations/{asked.pk}/")
    axe(page)
    who.write("What you think of it", "I can live with it.")
    who.send("Say it")


def ask(who, address):
    who.page.goto(f"{address}/amendment/")
    who.follow("Ask for signatures")
    reason = who.page.get_by_label("Why you go on")
    if reason.count():
        who.write("Why you go on without the endorsement of all roles", "Mo has seen it.")
    who.send("Ask them to sign")


def sign(who, name, address, axe):
    who.page.goto(f"{address}/sign/")
    expect(who.page.get_by_role("heading", name="What is different from version 1.0")).to_be_visible()
    axe(who.page)
    who.write("Your name, typed by you", name)
    who.send("Sign")


def let_pass(who, address, axe):
    who.page.goto(f"{address}/sign/")
    expect(who.page.get_by_role("heading", name="Do you object?")).to_be_visible()
    axe(who.page)
    who.send("I do not object")
    expect(who.page.locator("main")).to_contain_text("carried from 1.0")
