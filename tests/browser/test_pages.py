"""Every page in a real browser: accessible in light and in dark, as wide as its window, and without a complaint.

The pages come from the table of test_authorization, so that a new door is looked at by itself; what has no door of its
own (forms with errors, refusals, empty beginnings) follows below.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from teams.actions import members
from tests.authorization_table import ROWS, get
from tests.factories import charter_at, person
from tests.plugins.browser import violations
from tests.world import PEOPLE, STATES, World

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
FILES = {
    "charters:export",
    "charters:feed",
    "charters:calendar_file",
    "charters:deadline_file",
    "mfa_download_recovery_codes",
    "conflicts:export_agreement",
    "feedback:export",
    "negotiations:export",
    "negotiations:numbers_csv",
    "negotiations:numbers_export_domain",
    "negotiations:numbers_export_profile",
}
PARTS_OF_PAGES = {
    "charters:changes", "charters:row", "conflicts:missing_terms", "conflicts:term_row", "mfa_login_webauthn", "negotiations:row", "negotiations:numbers_row",
    "negotiations:numbers_shares",
}  # fmt: skip
IN_EVERY_STATE = ("show", "draft", "review", "signatures", "sign")
LOOKERS = ("lead", "member", "administrator", "anonymous")
ADMIN = (
    "index",
    "accounts_user_changelist",
    "teams_team_changelist",
    "charters_chartertemplate_changelist",
    "notices_mail_changelist",
)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def look(page):
    """`look(url)` opens a page and returns its faults: wide and light, then on a phone and dark."""

    def open_and_look(url):
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(url)
        return look_at(page)

    return open_and_look


def look_at(page):
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    faults = faults_of(page, "light")
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return faults + faults_of(page, "dark")


def faults_of(page, scheme):
    too_wide = page.evaluate(TOO_WIDE)
    faults = [f"{too_wide} px too wide"] if too_wide > 0 else []
    faults += violations(page)
    return [f"{page.url} in {scheme}: {fault}" for fault in faults]


def pages(world, who):
    """The addresses of the pages that this kind of person is the first to be let in to."""
    rows = [
        row for row in ROWS if row.method == "get" and row.name not in FILES | PARTS_OF_PAGES and looker(row) == who
    ]
    return list(dict.fromkeys(world.url(row) for row in rows))


def looker(row):
    let_in = [kind for kind, answer in zip(PEOPLE, row.answers.split(), strict=True) if answer == "y"]
    if "anonymous" in let_in and row.name != "dashboard:home":
        return "anonymous"
    return next((kind for kind in LOOKERS if kind in let_in), None)


def refusals_forgotten(complaints):
    """The browser reports each refused page; these were asked for."""
    return [told for told in complaints if not re.match(r"console: Failed to load resource: .* status of 4\d\d", told)]


@pytest.mark.parametrize("who", LOOKERS)
def test_pages_behind_the_doors(page, sign_in, look, who):
    world = World()
    if world.people[who]:
        sign_in(page, world.people[who])
    faults = [fault for url in pages(world, who) for fault in look(url)]
    assert "\n".join(faults) == ""


@pytest.mark.parametrize("state", STATES)
def test_a_charter_in_each_state(page, sign_in, look, state):
    version = charter_at(state)
    sign_in(page, version.team.bo)
    doors = [reverse(f"charters:{name}", args=[version.charter_id]) for name in IN_EVERY_STATE]
    assert "\n".join(fault for door in doors for fault in look(door)) == ""


FORMS = [
    get("teams:create", "", ""),
    get("teams:invite", "slug", ""),
    get("teams:edit", "slug", ""),
    get("accounts:profile", "", ""),
    get("charters:start", "slug", ""),
    get("charters:retitle", "charter", ""),
    get("charters:add_many", "charter goal", ""),
    get("charters:import_file", "slug", ""),
    get("charters:verify", "", ""),
    get("charters:ask_signatures", "charter", "", "in_review"),
    get("charters:withdraw", "charter", "", "signing"),
    get("charters:decline", "charter", "", "signing"),
    get("charters:sign", "charter", "", "signing"),
]
SEND_EMPTY = """(form) => {
    form.noValidate = true;
    form.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea").forEach((field) => { field.value = ""; });
    form.requestSubmit();
}"""
WRONG = ".invalid-feedback, .errorlist, .alert-danger, .callout-bad"


def form_that_can_be_wrong(page, row):
    """The last form of a page, except where that is one of which every answer is right."""
    forms = page.locator("main form[method=post]")
    return forms.first if row.name == "teams:edit" else forms.last


def test_forms_with_errors(page, sign_in, complaints):
    world, faults = World(), []
    sign_in(page, world.people["lead"])
    for row in FORMS:
        page.goto(world.url(row))
        with page.expect_navigation():
            form_that_can_be_wrong(page, row).evaluate(SEND_EMPTY)
        expect(page.locator("main").locator(WRONG).first, row.name).to_be_visible()
        faults += look_at(page)
    assert "\n".join(faults) == ""
    complaints[:] = refusals_forgotten(complaints)


def test_refusals(page, sign_in, look, complaints):
    world = World()
    sign_in(page, world.people["member"])
    faults = look(f"/teams/{world.team.slug}/edit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not do this")
    faults += look("/charters/0199f000-0000-7000-8000-000000000001/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    assert "\n".join(faults) == ""
    complaints[:] = refusals_forgotten(complaints)


def test_two_texts_side_by_side(page, sign_in, complaints):
    world = World()
    sign_in(page, world.people["lead"])
    address = world.url(get("charters:item", "charter key", ""))
    other = page.context.new_page()
    for window in (page, other):
        window.goto(address)
    other.get_by_label("Purpose").fill("What was written in the other window.")
    expect(other.locator(".save-status").first).to_contain_text("Saved")
    page.get_by_label("Purpose").fill("What was written in this window.")
    expect(page.locator("[data-conflict]")).to_contain_text("What was written in the other window.")
    assert "\n".join(look_at(page)) == ""
    complaints[:] = refusals_forgotten(complaints)


def test_beginnings_with_nothing_there_yet(page, sign_in, look):
    nina = person("nina")
    sign_in(page, nina)
    begun = ["/", "/teams/", "/notices/", "/charters/start/", "/charters/signed/", "/charters/calendar/"]
    faults = [fault for url in begun for fault in look(url)]
    team = members.create_team("Quay", "", by=nina)
    alone = [reverse(f"teams:{name}", args=[team.slug]) for name in ("show", "history", "leave")]
    faults += [fault for url in ["/", *alone] for fault in look(url)]
    assert "\n".join(faults) == ""


def test_the_admin(page, sign_in, look):
    world = World()
    sign_in(page, world.people["administrator"])
    faults = [fault for name in ADMIN for fault in look(reverse(f"admin:{name}"))]
    assert "\n".join(faults) == ""
