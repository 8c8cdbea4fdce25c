"""A passkey is added, and opens the account by itself and as the second step: our pages keep what its scripts look for."""

import pytest
from playwright.sync_api import expect

from tests import factories

PASSWORD = "correct horse battery"


@pytest.fixture
def device(page):
    """The browser has a key of its own that always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def enter(page, next_page):
    page.goto(f"/account/login/?next={next_page}")
    page.get_by_label("Email").fill("ann@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def add_passkey(page):
    enter(page, "/account/2fa/webauthn/add/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("Ann's laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def test_a_passkey_signs_in(device, transactional_db, axe):
    factories.person("ann")
    add_passkey(device)
    axe(device)
    device.goto("/account/2fa/webauthn/")
    expect(device.get_by_role("row", name="Ann's laptop")).to_contain_text("Passkey")
    axe(device)
    device.context.clear_cookies()
    device.goto("/account/login/?next=/account/2fa/")
    device.get_by_role("button", name="Sign in with a passkey").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Second factor")


def test_a_passkey_is_the_second_step(device, transactional_db, axe):
    factories.person("ann")
    add_passkey(device)
    device.context.clear_cookies()
    enter(device, "/account/2fa/")
    expect(device.get_by_role("heading", level=1)).to_have_text("One more step")
    axe(device)
    device.get_by_role("button", name="Use a passkey or security key").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Second factor")
