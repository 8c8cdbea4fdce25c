"""Scenario 1 in a real browser, by keyboard alone: from signing up to a charter in review."""

import re

import pytest
from playwright.sync_api import expect

from charters.models import CharterVersion
from tests.browser.keyboard import Keyboard
from tests.factories import person
from tests.plugins.mailbox import text_of

PASSWORD = "correct horse battery"
OTHERS = ("aylin", "jo", "noor", "sam")
HOLDERS = {"Project lead": "Mira\nNoor", "Quality keeper": "Jo\nAylin", "Note keeper": "Sam"}
SAVED = re.compile("^Saved")


@pytest.fixture
def mira(page):
    return Keyboard(page)


@pytest.fixture
def second_window(page, new_page):
    """Another browser, which the others use one after the other."""
    return new_page()


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+)", text_of(message)).group(1)


def test_from_signing_up_to_review_by_keyboard(mira, second_window, sign_in, mailbox, run_tasks, axe):
    sign_up(mira, mailbox, run_tasks)
    create_team(mira)
    others = [person(name) for name in OTHERS]
    invite(mira, others)
    run_tasks()
    for other in others:
        join(sign_in(second_window, other), mailbox.to(other)[-1])

    start_charter(mira)
    address = mira.page.url.split("/draft/")[0].split("/prepare/")[0]
    for other in others:
        prepare(Keyboard(sign_in(second_window, other)), f"{address}/prepare/", str(other))
    open_draft(mira, f"{address}/prepare/")
    take_proposals(mira)

    mira.page.goto(f"{address}/draft/")
    add_goal(mira)
    for role, names in HOLDERS.items():
        give(mira, role, names)
    add_pilot(mira)
    give_two_letters_a(mira)
    mend(mira)
    axe(mira.page)
    send_to_review(mira)
    assert CharterVersion.objects.get().state == "in_review"


def sign_up(mira, mailbox, run_tasks):
    mira.page.goto("/")
    mira.follow("Create an account")
    mira.write("Your name", "Mira")
    mira.write("Email", "mira@example.org")
    mira.write("Password", PASSWORD)
    mira.send("Sign up")
    run_tasks()
    mira.page.goto(link_in(mailbox.to("mira@example.org")[-1]))
    mira.send("Yes, confirm it")
    mira.write("Email", "mira@example.org")
    mira.write("Password", PASSWORD)
    mira.send("Sign in")


def create_team(mira):
    mira.follow("Create a team")
    mira.write("Name", "Harbour App")
    mira.send("Create the team")


def invite(mira, people):
    mira.follow("Invite people")
    mira.write("E-mail addresses", ", ".join(one.email for one in people))
    mira.send("Send the invitations")


def join(page, message):
    page.goto(link_in(message))
    Keyboard(page).send("Join the team")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour App")


def start_charter(mira):
    mira.page.goto("/teams/harbour-app/")
    mira.follow("Start a charter")
    mira.write("Title", "Harbour App charter")
    mira.choose("Project team")
    mira.send("Start the charter")


def prepare(who, address, name):
    who.page.goto(address)
    who.write("What I think we are here for", f"Nobody waits without knowing why, says {name}.")
    expect(who.page.locator(".save-status")).to_have_text(SAVED)


def open_draft(mira, address):
    mira.page.goto(address)
    mira.write("What I think we are here for", "We give ferry passengers one app for tickets and delays.")
    expect(mira.page.locator(".save-status")).to_have_text(SAVED)
    mira.follow("Open the draft")
    mira.send("Open the draft")


def take_proposals(mira):
    """All five thought of the same question; Mira takes her own words, each stands under its author's name."""
    for name in OTHERS:
        expect(mira.page.locator("#proposals")).to_contain_text(f"says {name.title()}.")
    words = "We give ferry passengers one app for tickets and delays."
    mine = mira.page.locator(".proposal").filter(has_text=words)
    mira.reach(mine.locator("summary"))
    mira.page.keyboard.press("Enter")
    mira.reach(mine.get_by_role("button", name="Take it"))
    mira.page.keyboard.press("Enter")
    expect(mira.page.locator("#proposals")).to_contain_text("1 taken into the draft")


def add_goal(mira):
    mira.press("Add goal")
    expect(mira.page.locator("[name=statement]")).to_be_focused()
    mira.page.keyboard.type("Four of five delays are shown in two minutes.")
    close(mira)


def close(mira):
    """Saved by itself; Ctrl and Enter fold the line up again."""
    expect(mira.page.locator("form[data-autosave] .save-status").last).to_have_text(SAVED)
    mira.page.keyboard.press("Control+Enter")
    expect(mira.page.locator("form[data-autosave]")).to_have_count(0)


def give(mira, role, names):
    """The role is opened in its place; its holders are typed as a list."""
    mira.press(role)
    holders = mira.page.locator("#kind-assignment")
    mira.reach(holders.get_by_role("link", name=re.compile("several at once.*Holders")))
    with mira.page.expect_navigation():
        mira.page.keyboard.press("Enter")
    mira.reach(mira.page.locator("textarea[name=lines]"))
    mira.page.keyboard.type(names)
    mira.send("Add them")
    mira.follow("Draft", within=".crumbs")


def add_pilot(mira):
    mira.press("Add deliverable")
    expect(mira.page.locator("[name=title]")).to_be_focused()
    mira.page.keyboard.type("Pilot")
    mira.write("Done when", "50 passengers used it.")
    mira.write("Due", "2027-02-26")
    close(mira)


def give_two_letters_a(mira):
    mira.follow("RACI grid")
    for role in ("Project lead", "Quality keeper"):
        mira.write(role, "A")
    expect(mira.page.locator(".save-status").first).to_have_text(SAVED)
    mira.follow("Draft", within=".crumbs")


def mend(mira):
    """The panel names what is in the way, leads to it, and has nothing left to say once it is mended there."""
    panel = mira.page.locator(".readiness-blocked")
    mira.reach(panel.get_by_role("link", name=re.compile("Pilot.* has two A's: .*Project lead.*Quality keeper")))
    mira.page.keyboard.press("Enter")
    letter = mira.page.locator("form[data-autosave]").get_by_label("Quality keeper")
    expect(letter).to_be_visible()
    mira.reach(letter)
    mira.overwrite("R")
    expect(panel).to_have_count(0)


def send_to_review(mira):
    mira.follow("Send to review", within=".readiness")
    mira.send("Send to review")
    expect(mira.page.locator(".eyebrow .state")).to_have_text("In review")
