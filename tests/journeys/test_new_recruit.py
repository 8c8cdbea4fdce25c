"""Scenario 3 of negotiations: from the middle of everything to a deal that is worth 8,400 more, read off the map."""

import pytest

from negotiations.models import Package
from tests.factories import team_with
from tests.filling import fill
from tests.negotiations.cases import MIDDLE, new_recruit
from tests.negotiations.reading_pages import fields_of, url, words_in, words_of
from tests.negotiations.sheets import sheet_of, with_problem

pytestmark = pytest.mark.django_db


def test_new_recruit(new_client):
    team = team_with()
    sheet = with_problem(sheet_of(team, team.bo, "New colleague"), new_recruit(), by=team.bo)
    bo, page = new_client(team.bo), url("explore", sheet)

    # Without limits every package counts.
    words = words_of(bo, page)
    assert "390,625 packages, 45 efficient points" in words
    assert "No walk-away point is given yet" in words

    # The middle of everything is where people end who split each issue.
    middle = bo.post(url("save_package", sheet), fields_of(sheet, MIDDLE, name="The middle"), follow=True)
    for said in ("for us 3,200 50%", "Left, together 8,400", "Better packages 49,451", "to 7,400 for us"):
        assert said in words_in(middle)

    # Limits are written down on the sheet; the zone appears, and with it other fair points.
    limits(sheet, 0, 0)
    assert "256,265 of 390,625 packages" in words_of(bo, page)
    assert [worth(place.told) for place in bo.get(page).context["study"].places] == [(7400, 7400)]
    limits(sheet, 5000, 3000)
    shown = bo.get(page)
    assert "20,332 of 390,625 packages" in words_in(shown)
    (place,) = shown.context["study"].places
    assert ([fair.letter for fair in place.fairs], worth(place.told)) == (["N", "K", "E", "U"], (8400, 6400))

    # Keeping what they have there, we could have 11,400; both can be laid side by side and one saved.
    assert worth(bo.get(page, {"at": "11400"}).context["panel"].chosen) == (11400, 3400)
    fill(bo, page, name="Fair to both")
    first, saved = Package.objects.filter(sheet=sheet)
    assert (first.name, saved.name, saved.origin) == ("The middle", "Fair to both", "engine")
    assert "Nothing is left on the table" in words_of(bo, url("package", sheet, saved.pk))
    beside = words_in(bo.get(url("compare_packages", sheet), {"one": first.pk, "other": saved.pk}))
    assert "For us 3,200 50% 8,400 72% For them, estimated 3,200 50% 6,400 64%" in beside


def limits(sheet, own, other):
    sheet.reservation_score = {"value": own, "unit": "points"}
    sheet.other_reservation = {"value": other, "unit": "points"}
    sheet.save()


def worth(told):
    return told.worth.own, told.worth.other
