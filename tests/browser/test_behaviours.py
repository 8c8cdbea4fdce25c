"""What the scripts add to pages: the theme, saving by itself, order, menus. And that the page stands without them."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser import notebook
from tests.browser.notebook import KEPT

pytestmark = pytest.mark.urls("tests.browser.notebook")
STATUS = "form[data-autosave] .save-status"
# What is so while one types, and no more a second later: the status, and how much is kept on the device.
NOTE_DOWN = """(status) => addEventListener("input", () => {
    const kept = Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
    window.noted = [document.querySelector(status).textContent, kept.length];
})"""


@pytest.fixture
def ann(transactional_db):
    notebook.open_new()
    return factories.person("ann")


@pytest.fixture
def opened(page, ann, sign_in):
    sign_in(page, ann)
    page.goto("/")
    return page


def kept_on_device(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def order_of(page):
    return page.locator("[data-sortable] > [data-id]").evaluate_all("(items) => items.map((item) => item.dataset.id)")


def test_parts_are_accessible(opened, axe, no_sideways_scroll):
    axe(opened)
    no_sideways_scroll(opened)


def test_parts_fit_a_phone(phone, ann, sign_in, axe, no_sideways_scroll):
    sign_in(phone, ann).goto("/")
    axe(phone)
    no_sideways_scroll(phone)


def test_the_chosen_theme_is_painted_by_the_server(opened):
    opened.emulate_media(color_scheme="light")
    opened.get_by_role("button", name="Light or dark").click()
    opened.reload()
    assert opened.locator("html").get_attribute("data-bs-theme") == "dark"
    opened.get_by_role("button", name="Light or dark").click()
    opened.reload()
    assert opened.locator("html").get_attribute("data-bs-theme") is None


def test_what_is_typed_is_saved_by_itself(opened):
    opened.evaluate(NOTE_DOWN, STATUS)
    opened.fill("#purpose", "Every concert starts on time.")
    assert opened.evaluate("noted") == ["Not saved yet", 1]
    expect(opened.locator(STATUS)).to_contain_text("Saved")
    opened.fill("#purpose", "Every concert starts on time, and ends so.")
    expect(opened.locator("form[data-autosave] [name=revision]")).to_have_value("5")
    assert KEPT["purpose"] == "Every concert starts on time, and ends so."
    assert kept_on_device(opened) == []


def test_a_failing_server_is_asked_again(opened, complaints):
    KEPT["refusing"] = 503
    opened.fill("#purpose", "Not lost.")
    expect(opened.locator(STATUS)).to_contain_text("trying again")
    KEPT["refusing"] = 0
    expect(opened.locator(STATUS)).to_contain_text("Saved")
    assert KEPT["purpose"] == "Not lost."
    complaints.clear()


def test_a_conflict_shows_both_texts_and_waits_for_a_choice(opened, complaints):
    KEPT.update(revision=9, purpose="What Bo wrote.")
    opened.fill("#purpose", "What Ann wrote.")
    panel = opened.locator("form [data-conflict]")
    expect(panel).to_contain_text("What Bo wrote.")
    expect(panel).to_contain_text("What Ann wrote.")
    with opened.expect_event("console", lambda message: "autosave waited" in message.text):
        opened.evaluate("""document.querySelector("form[data-autosave]").addEventListener("htmx:confirm", (event) =>
            setTimeout(() => event.defaultPrevented && console.log("autosave waited")))""")
        opened.locator("#purpose").press_sequentially(" And more.")
    assert KEPT["purpose"] == "What Bo wrote."
    panel.get_by_role("button", name="Keep mine").click()
    expect(opened.locator(STATUS)).to_contain_text("Saved")
    assert "And more." in KEPT["purpose"]
    complaints.clear()


def test_a_lost_session_keeps_the_text_and_saves_it_after_signing_in_again(opened, ann, sign_in, complaints):
    opened.context.clear_cookies()
    opened.fill("#purpose", "Written while signed out.")
    expect(opened.locator(STATUS)).to_contain_text("you are signed out")
    assert KEPT["purpose"] == ""
    sign_in(opened, ann)
    opened.evaluate("dispatchEvent(new Event('focus'))")
    expect(opened.locator(STATUS)).to_contain_text("Saved")
    assert KEPT["purpose"] == "Written while signed out."
    complaints.clear()


def test_another_persons_session_does_not_get_the_text(opened, sign_in, complaints):
    opened.context.clear_cookies()
    opened.fill("#purpose", "Ann's own words.")
    expect(opened.locator(STATUS)).to_contain_text("you are signed out")
    sign_in(opened, factories.person("oz"))
    with opened.expect_response(lambda response: response.request.method == "GET"):
        opened.evaluate("dispatchEvent(new Event('focus'))")
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.reload()
    assert opened.locator("form [data-kept]").count() == 0
    assert KEPT["purpose"] == ""
    complaints.clear()


def test_text_that_was_not_saved_is_offered_back(opened, complaints):
    KEPT["refusing"] = 503
    opened.fill("#purpose", "Typed before the crash.")
    expect(opened.locator(STATUS)).to_contain_text("trying again")
    opened.on("dialog", lambda dialog: dialog.accept())
    KEPT["refusing"] = 0
    opened.reload()
    offer = opened.locator("form [data-kept]")
    expect(offer).to_contain_text("Typed before the crash.")
    offer.get_by_role("button", name="Put it back").click()
    expect(opened.locator(STATUS)).to_contain_text("Saved")
    assert KEPT["purpose"] == "Typed before the crash."
    complaints.clear()


def test_order_by_keyboard(opened):
    up = opened.get_by_role("button", name="Move “Volunteers’ handbook” up")
    up.focus()
    with opened.expect_response("**/style/move/"):
        opened.keyboard.press("Enter")
    assert KEPT["order"] == ["2", "up"]
    assert order_of(opened) == ["0", "2", "1"]
    expect(opened.locator("p[data-moved]")).to_have_text("Moved to position 2 / 3")
    expect(up).to_be_focused()


def test_order_by_drag(opened):
    handle = opened.locator("[data-id='2'] [data-handle]")
    handle.scroll_into_view_if_needed()
    start, first = handle.bounding_box(), opened.locator("[data-id='0']").bounding_box()
    opened.mouse.move(start["x"] + 8, start["y"] + 20)
    opened.mouse.down()
    opened.mouse.move(start["x"] + 8, first["y"] + 5, steps=8)
    with opened.expect_response("**/style/sort/"):
        opened.mouse.up()
    assert KEPT["order"] == ["2", "0", "1"]


def test_an_order_that_was_refused_goes_back(opened, complaints):
    opened.context.clear_cookies()
    opened.get_by_role("button", name="Move “Volunteers’ handbook” up").click()
    expect(opened.locator("p[data-moved]")).to_contain_text("Not moved")
    assert order_of(opened) == ["0", "1", "2"]
    complaints.clear()


def test_a_form_is_sent_once(opened):
    sent = opened.evaluate("""() => {
        let sent = 0;
        addEventListener("submit", (event) => { sent += event.defaultPrevented ? 0 : 1; event.preventDefault(); });
        const form = document.querySelector("form[data-once]");
        for (let click = 0; click < 5; click++) form.requestSubmit();
        return sent;
    }""")
    assert sent == 1


def test_escape_closes_a_menu_and_gives_the_focus_back(opened):
    menu = opened.locator(".masthead [data-menu]")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_signing_out_leaves_nothing_typed_on_the_device(opened, complaints):
    KEPT["refusing"] = 503
    opened.fill("#purpose", "Private.")
    expect(opened.locator(STATUS)).to_contain_text("trying again")
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.locator(".masthead [data-menu] summary").click()
    opened.get_by_role("button", name="Sign out").click()
    expect(opened.get_by_role("link", name="Sign up")).to_be_visible()
    assert kept_on_device(opened) == []
    complaints.clear()


def test_the_page_stands_without_scripts(new_page, ann, sign_in):
    plain = sign_in(new_page(java_script_enabled=False), ann)
    plain.goto("/")
    expect(plain.get_by_role("button", name="Light or dark")).to_have_count(0)
    plain.locator(".masthead [data-menu] summary").click()
    expect(plain.get_by_role("link", name="Devices")).to_be_visible()
    with plain.expect_response("**/style/move/"):
        plain.get_by_role("button", name="Move “Volunteers’ handbook” up").click()
    assert KEPT["order"] == ["2", "up"]
