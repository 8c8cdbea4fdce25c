"""Hearing each other in a real browser: what one says to a need changes it in its place, and the page stays where it is."""

import pytest
from playwright.sync_api import expect

from common.ids import uuid7
from conflicts.actions import cards, points
from tests.conflicts.disagreements import exchanging
from tests.factories import team_with

NEEDS = [f"Need {place} of the harbour" for place in range(8)]


@pytest.fixture
def case(transactional_db):
    team = team_with()
    case = exchanging(team.bo, team.cy, team=team)
    for text in NEEDS:
        points.add_point(case, uuid7(), by=team.bo, text=text)
    cards.share_card(case, by=team.bo)
    case.team_of = team
    return case


def test_a_mark_keeps_the_place(phone, sign_in, case, axe, no_sideways_scroll, complaints):
    sign_in(phone, case.team_of.cy).goto(f"/disagreements/{case.pk}/cards/")
    need = phone.locator(".columns .need").filter(has_text=NEEDS[-1])
    button = need.get_by_role("button", name="Matters to me too")
    button.scroll_into_view_if_needed()
    before = button.bounding_box()["y"]
    phone.evaluate("window.stays = true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(phone.get_by_role("region", name="Common ground")).to_contain_text(NEEDS[-1])
    assert phone.evaluate("window.stays")
    assert abs(need.get_by_role("button", name="Matters to me too").bounding_box()["y"] - before) < 120
    no_sideways_scroll(phone)
    axe(phone)
    first = next(one for one in case.points.select_related("case") if one.text == NEEDS[0])
    points.write_point(first, 1, by=case.team_of.bo, text="Other words")
    other = phone.locator(".columns .need").filter(has_text=NEEDS[0])
    other.get_by_role("button", name="I understand").click()
    expect(other.get_by_role("alert")).to_be_visible()
    assert complaints != []
    complaints.clear()
