"""A disagreement with a keyboard and nothing else: from the first words to an agreement, and where the focus goes."""

import pytest
from playwright.sync_api import expect

from conflicts.models import ConflictCase, Point, ResolutionAgreement
from tests.browser.keyboard import Keyboard
from tests.conflicts.agreements import sign
from tests.conflicts.disagreements import exchanging, find
from tests.conflicts.rated import handed_in_by
from tests.factories import team_with

NEED = "You never tell me early enough"


@pytest.fixture
def case(transactional_db):
    team = team_with({"ann": "lead", "mo": "manager", "sam": "member", "kim": "member"})
    case = exchanging(team.sam, team.kim, about="Late builds", team=team)
    case.sam, case.kim = team.sam, team.kim
    return case


@pytest.fixture
def keys(page, sign_in, case):
    return Keyboard(sign_in(page, case.sam))


def go(keys, case, chapter):
    keys.page.goto(f"/disagreements/{case.pk}/{chapter}/")


def open_fold(keys, words):
    keys.reach(keys.page.locator("summary", has_text=words).first)
    keys.page.keyboard.press("Enter")


def test_from_a_need_to_a_signed_agreement(keys, case):
    go(keys, case, "cards")
    name_a_need(keys)
    keys.send("Share the changes")
    assert list(Point.objects.filter(shared_at__isnull=False).values_list("text", flat=True)) == [NEED]

    go(keys, case, "options/look")
    keys.send("Look for options")
    keys.write("What could be done? One a line.", "The plan stands by Monday noon")
    keys.send("Put on the list")
    keys.follow("Rate now")
    keys.send("Close the list")
    keys.choose("good for me")
    keys.send("Look it through")
    keys.send("Hand in")
    handed_in_by(find(case), case.kim, 3)

    go(keys, case, "options")
    keys.reach(keys.page.get_by_role("checkbox", name="The plan stands by Monday noon"))
    keys.page.keyboard.press("Space")
    keys.send("Write the agreement")
    keys.send("Write it together")
    say_who_and_when(keys)
    keys.send("Offer it for signing")
    keys.write("Your name, typed by you", "Sam")
    keys.send("Sign")
    sign(ResolutionAgreement.objects.get(case=case), case.kim)
    assert find(case).state == ConflictCase.State.SIGNED


def name_a_need(keys):
    """Advice about the words can be put away, and leads back to them."""
    page = keys.page
    open_fold(keys, "Write on my card")
    keys.press("Add something I need")
    need = page.locator("#interests textarea[name=text]")
    expect(need).to_be_focused()
    page.keyboard.type(NEED)
    page.keyboard.press("Tab")
    advice = page.locator("#interests [data-skip]")
    expect(advice).to_be_visible()
    keys.reach(advice)
    page.keyboard.press("Enter")
    expect(advice).to_be_hidden()
    expect(need).to_be_focused()
    keys.press("Done", role="button")
    expect(page.get_by_role("link", name=NEED)).to_be_focused()


def say_who_and_when(keys):
    page = keys.page
    keys.press("The plan stands by Monday noon")
    expect(page.locator("textarea[name=text]")).to_be_focused()
    keys.reach(page.get_by_label("Who does it"))
    page.keyboard.type("Kim")
    keys.write("or how often", "every Monday")
    keys.press("Done", role="button")
    expect(page.get_by_role("link", name="The plan stands by Monday noon")).to_be_focused()
    stay_on_the_button_while_the_page_counts_again(keys, page.get_by_role("button", name="Offer it for signing"))


def stay_on_the_button_while_the_page_counts_again(keys, button):
    """What is missing is looked up after each line that was saved, also a moment later."""
    keys.reach(button)
    button.evaluate("(node) => { node.dataset.old = 'yes'; htmx.trigger(document.body, 'saved'); }")
    expect(button).not_to_have_attribute("data-old", "yes")
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    ("chapter", "fold", "button", "field"),
    [
        ("options", None, "Put on the list", "What could be done? One a line.*"),
        ("options", "Add a yardstick", "Add it", "A fair yardstick*"),
    ],
)
def test_a_form_that_comes_back_leads_to_the_field(keys, case, complaints, chapter, fold, button, field):
    go(keys, case, "options/look")
    keys.send("Look for options")
    if fold:
        open_fold(keys, fold)
    keys.send(button)
    expect(keys.page.get_by_label(field)).to_be_focused()
    assert len(complaints) == 1 and "422" in complaints.pop()


def test_nothing_takes_the_focus_on_a_page_without_errors(keys, case):
    go(keys, case, "cards")
    assert keys.page.evaluate("document.activeElement === document.body")
