"""The readiness panel beside the draft: it leads to what is missing, and follows what is written."""

import pytest
from playwright.sync_api import expect

from charters.actions import items
from tests.factories import charter_at


@pytest.fixture
def draft(transactional_db):
    """Nothing is missing but the purpose; two hints are there to be read."""
    version = charter_at("draft")
    purpose = version.items.get(kind="purpose")
    items.replace(version, purpose.key, "text", purpose.values["text"], "", by=version.team.ann)
    return version


def test_the_panel_leads_to_the_field_and_follows_what_is_typed(page, sign_in, draft, axe, no_sideways_scroll):
    sign_in(page, draft.team.ann)
    page.goto(f"/charters/{draft.charter_id}/draft/")
    panel = page.locator(".readiness")
    page.get_by_role("link", name="The purpose is still empty.").click()
    field = page.get_by_role("textbox", name="Purpose")
    field.fill("We give ferry passengers one app.")
    expect(panel.get_by_text("Ready for review")).to_be_visible()

    expect(page.get_by_role("link", name="The purpose is still empty.")).to_have_count(0)
    expect(page.get_by_role("link", name="Send to review")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)


def test_what_a_reader_unfolded_stays_open_when_the_panel_is_fetched_again(page, sign_in, draft):
    sign_in(page, draft.team.ann)
    page.goto(f"/charters/{draft.charter_id}/draft/")
    page.locator("#hint-14 summary").click()
    page.get_by_role("link", name="The purpose is still empty.").click()
    page.get_by_role("textbox", name="Purpose").fill("We give ferry passengers one app.")
    expect(page.get_by_text("Ready for review")).to_be_visible()

    expect(page.get_by_text("“Phone” has no day to look at it again.")).to_be_visible()
    expect(page.locator("#readiness-passed li").first).to_be_hidden()
