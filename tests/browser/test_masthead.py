"""The top of every page fits between a phone and a wide screen, too."""

import pytest

from tests.factories import person


@pytest.mark.parametrize("width", [640, 641, 800, 1072, 1073, 1100, 1248, 1249])
def test_the_masthead_fits(page, transactional_db, sign_in, no_sideways_scroll, width):
    page.set_viewport_size({"width": width, "height": 700})
    sign_in(page, person("ann")).goto("/feedback/")
    no_sideways_scroll(page)
