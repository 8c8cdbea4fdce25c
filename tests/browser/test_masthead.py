"""The top of every page fits between a phone and a wide screen, too."""

import pytest
from playwright.sync_api import expect

from notices import outbox
from tests.factories import person


@pytest.mark.parametrize("width", [640, 641, 800, 1072, 1073, 1100, 1248, 1249, 1600])
def test_the_masthead_fits(page, transactional_db, sign_in, no_sideways_scroll, width):
    page.set_viewport_size({"width": width, "height": 700})
    ann = person("ann")
    for place in range(100):
        outbox.tell([ann], key=f"told:{place}", kind="test", text="For Ann", url="/")
    sign_in(page, ann).goto("/disagreements/")
    expect(page.locator(".way .count")).to_contain_text("100")
    no_sideways_scroll(page)
    inner, end = page.locator(".masthead-inner").bounding_box(), page.locator(".masthead-end").bounding_box()
    assert end["x"] + end["width"] <= inner["x"] + inner["width"]
