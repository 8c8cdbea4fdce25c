"""Writing a draft in a real browser: by keyboard, on a phone, two people at once, with a session that ends."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from charters.actions import items
from tests.charters.drafts import headings, saved_values, the, url
from tests.factories import charter_at

SAVED = re.compile("Saved")


@pytest.fixture
def version(transactional_db):
    return charter_at("draft")


def opened(page, words, field):
    """The line with these words, opened; its field."""
    page.get_by_role("link", name=words, exact=True).first.click()
    found = page.locator(f"[name={field}]").last
    expect(found).to_be_visible()
    return found


def status(page):
    return page.locator("form[data-autosave] .save-status").last


def test_by_keyboard_alone_a_line_is_opened_changed_saved_and_closed(page, sign_in, version, axe):
    sign_in(page, version.team.ann).goto(url("draft", version))
    page.get_by_role("link", name="Four of five delays are shown within two minutes.").focus()
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=statement]")).to_be_focused()
    axe(page)
    page.keyboard.press("Control+A")
    page.keyboard.type("All delays are shown.")
    expect(status(page)).to_have_text(SAVED)
    page.keyboard.press("Control+Enter")
    line = page.get_by_role("link", name="All delays are shown.")
    expect(line).to_be_focused()
    assert headings(version, "goal") == ["All delays are shown."]


def test_a_new_clause_is_added_by_keyboard_and_the_next_one_too(page, sign_in, version):
    sign_in(page, version.team.ann).goto(url("draft", version))
    for words in ("Nobody waits in the rain", "Nobody asks twice"):
        page.get_by_role("link", name="Add goal").focus()
        page.keyboard.press("Enter")
        expect(page.locator("textarea[name=statement]")).to_be_focused()
        page.keyboard.type(words)
        expect(status(page)).to_have_text(SAVED)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("link", name=words)).to_be_focused()
    assert headings(version, "goal")[1:] == ["Nobody waits in the rain", "Nobody asks twice"]


def test_what_is_typed_before_a_new_line_has_settled_is_saved_too(page, sign_in, version):
    sign_in(page, version.team.ann).goto(url("draft", version))
    page.evaluate("htmx.config.defaultSettleDelay = 1500")
    page.get_by_role("link", name="Add goal").press("Enter")
    expect(page.locator("textarea[name=statement]")).to_be_focused()
    page.keyboard.type("Nobody waits in the rain")
    expect(status(page)).to_have_text(SAVED)


def test_lines_move_by_keyboard_and_stay_moved(page, sign_in, version):
    sign_in(page, version.team.ann).goto(url("draft", version))
    opened(page, "A third person listens to both.", "what")
    button = page.get_by_role("button", name="Move “A third person listens to both.” up")
    button.focus()
    with page.expect_response(re.compile("/move/")):
        page.keyboard.press("Enter")
    page.reload()
    assert headings(version, "conflict_step")[0] == "A third person listens to both."


def test_a_line_is_dragged_to_the_top(page, sign_in, version):
    sign_in(page, version.team.ann).goto(url("draft", version))
    lines = page.locator("#kind-conflict_step li")
    lines.nth(2).hover()
    handle, first = lines.nth(2).locator("[data-handle]").bounding_box(), lines.nth(0).bounding_box()
    page.mouse.move(handle["x"] + 5, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(first["x"] + 5, first["y"] + 20, steps=5)
    page.mouse.move(first["x"] + 5, first["y"] + 3, steps=3)
    with page.expect_response(re.compile("/order/")):
        page.mouse.up()
    assert headings(version, "conflict_step")[0] == "The product lead decides and says why."


def test_two_people_in_one_field_see_both_texts_and_nothing_is_lost(page, new_page, sign_in, version, complaints, axe):
    other = new_page()
    for one, who in ((page, version.team.ann), (other, version.team.bo)):
        sign_in(one, who).goto(url("draft", version))
        opened(one, "Four of five delays are shown within two minutes.", "statement")
    page.locator("[name=statement]").fill("Ann's words")
    expect(status(page)).to_have_text(SAVED)
    other.locator("[name=statement]").fill("Bo's words")
    panel = other.get_by_role("alert")
    expect(panel).to_contain_text("Ann's words")
    expect(panel).to_contain_text("Bo's words")
    axe(other)
    other.get_by_role("button", name="Keep mine").click()
    expect(status(other)).to_have_text(SAVED)
    assert headings(version, "goal") == ["Bo's words"]
    assert [one for one in complaints if "409" not in one] == []
    complaints.clear()


def test_what_others_write_is_told_and_shown_where_nobody_is_writing(page, sign_in, version, axe):
    page.clock.install()
    sign_in(page, version.team.ann).goto(url("draft", version))
    opened(page, "Four of five delays are shown within two minutes.", "statement")
    goal, scope = the(version, "goal"), the(version, "in_scope")
    items.replace(version, goal.key, "measure", "80 % in the monthly log", "Bo's measure", by=version.team.bo)
    items.replace(version, scope.key, "text", "Delay notices for all harbour lines.", "All lines.", by=version.team.bo)
    page.clock.run_for(21_000)
    told = page.locator("#changes")
    expect(told.locator("li")).to_have_count(2)
    expect(told).to_contain_text("Bo changed All lines.")
    expect(page.get_by_role("link", name="All lines.").last).to_be_visible()
    expect(page.locator("textarea[name=measure]")).to_have_value("80 % in the monthly log")
    axe(page)


def test_a_session_that_ends_in_mid_form_loses_no_word(page, sign_in, version, complaints):
    sign_in(page, version.team.ann).goto(url("draft", version))
    field = opened(page, "Four of five delays are shown within two minutes.", "statement")
    Session.objects.all().delete()
    field.fill("Typed after the session ended")
    expect(status(page)).to_contain_text("you are signed out")
    sign_in(page, version.team.ann)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(status(page)).to_have_text(SAVED)
    assert headings(version, "goal") == ["Typed after the session ended"]
    complaints.clear()


def test_a_removed_line_comes_back_with_one_button(page, sign_in, version, axe):
    sign_in(page, version.team.ann).goto(url("draft", version))
    opened(page, "Ticket machines on the piers.", "text")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Removed: Ticket machines on the piers.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Ticket machines on the piers.")).to_be_visible()
    assert headings(version, "out_of_scope") == ["Ticket machines on the piers."]


def test_a_link_from_elsewhere_opens_its_line(page, sign_in, version):
    goal, duty = the(version, "goal"), the(version, "accountability")
    sign_in(page, version.team.ann).goto(f"{url('draft', version)}#clause-{goal.key}")
    expect(page.locator("textarea[name=statement]")).to_be_visible()
    page.goto(url("show", version))
    page.goto(f"{url('draft', version)}#clause-{duty.key}")
    page.wait_for_url(f"**{url('item', version, duty.key)}")
    expect(page.locator("textarea[name=text]")).to_have_value(duty.clause().heading)


def test_on_a_phone_nothing_is_too_wide(phone, sign_in, version, axe, no_sideways_scroll):
    sign_in(phone, version.team.ann)
    for name, parts in (("draft", ()), ("raci", ()), ("item", (the(version, "deliverable").key,)), ("retitle", ())):
        phone.goto(url(name, version, *parts))
        no_sideways_scroll(phone)
        axe(phone)
    phone.goto(f"/charters/start/{version.team.slug}/")
    no_sideways_scroll(phone)
    axe(phone)


def test_letters_are_typed_into_the_grid(page, sign_in, version):
    sign_in(page, version.team.ann).goto(url("raci", version))
    row = page.get_by_role("form", name="Pilot on line 62")
    row.get_by_label("Product lead").fill("")
    row.get_by_label("Harbour liaison").fill("a")
    expect(row.locator(".save-status")).to_have_text(SAVED)
    pilot = the(version, "deliverable", "Pilot on line 62")
    roles = {role.clause().heading: f"letters_{role.key}" for role in version.items.filter(kind="role")}
    saved = saved_values(pilot)
    assert (saved.get(roles["Product lead"], ""), saved[roles["Harbour liaison"]]) == ("", "A")


def test_without_script_the_draft_is_written_on_pages(new_page, page, sign_in, version):
    plain = new_page(java_script_enabled=False)
    sign_in(plain, version.team.ann).goto(url("draft", version))
    plain.get_by_role("link", name="Four of five delays are shown within two minutes.").click()
    plain.locator("textarea[name=statement]").fill("Written without script")
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_role("link", name="Written without script")).to_be_visible()
    plain.get_by_role("link", name="Add goal").click()
    plain.locator("textarea[name=statement]").fill("Second")
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_role("link", name="Second")).to_be_visible()
    assert headings(version, "goal") == ["Written without script", "Second"]
