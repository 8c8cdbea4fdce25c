"""Target and reservation points: set in words or numbers, how the guess of theirs moved, and who gets none of it."""

import pytest

from common import merging
from common.permissions import Refused
from negotiations.actions import limits
from negotiations.models import EstimateChange, SheetEvent
from tests.factories import team_with
from tests.negotiations.reading_pages import without_keys
from tests.negotiations.sheets import seat, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    team = team_with()
    sheet = sheet_of(team, team.bo, depth="full")
    seat(sheet, team.cy, "editor")
    seat(sheet, team.mo, "editor", sees_limits=False)
    sheet.bo, sheet.cy, sheet.mo = team.bo, team.cy, team.mo
    return sheet


def set_limits(sheet, by=None, stamp=None, **given):
    sheet.refresh_from_db()
    now = limits.flat(sheet)
    return limits.set_limits(sheet, now | given, stamp or merging.stamp(0, now), by=by or sheet.bo)


def changes(sheet):
    return [(one.before, one.after, one.by) for one in EstimateChange.objects.filter(sheet=sheet).order_by("at")]


def test_a_score_is_a_value_with_its_unit(sheet):
    set_limits(sheet, reservation_score_value=62.5, reservation_score_unit="percent", reservation_note="310 a night")
    sheet.refresh_from_db()
    assert sheet.reservation_score == {"value": 62.5, "unit": "percent"}
    assert (sheet.reservation_note, sheet.target_score, sheet.other_reservation) == ("310 a night", None, None)
    set_limits(sheet, reservation_score_value=None)
    sheet.refresh_from_db()
    assert (sheet.reservation_score, sheet.reservation_note) == (None, "310 a night")


def test_how_the_guess_of_theirs_moved_is_kept(sheet, time_machine):
    time_machine.move_to("2026-05-04T09:00Z", tick=False)
    set_limits(sheet, target_score_value=90)
    assert changes(sheet) == []
    set_limits(sheet, other_reservation_value=3)
    set_limits(sheet, other_reservation_value=3000, confidence="low")
    first = {"value": 3000, "unit": "points", "confidence": "low"}
    assert changes(sheet) == [(None, first, sheet.bo)]
    time_machine.move_to("2026-05-04T10:00Z", tick=False)
    set_limits(sheet, by=sheet.cy, confidence="high")
    assert changes(sheet)[1] == (first, first | {"confidence": "high"}, sheet.cy)


def test_two_people_on_one_limit_overwrite_nothing(sheet):
    read = merging.stamp(0, limits.flat(sheet))
    set_limits(sheet, by=sheet.cy, reservation_note="310")
    saved = set_limits(sheet, stamp=read, reservation_note="290")
    assert saved.conflicts == ["reservation_note"]
    sheet.refresh_from_db()
    assert sheet.reservation_note == "310"


def test_who_sees_no_limits_gets_no_page_and_no_verb(sheet, new_client):
    set_limits(sheet, reservation_note="SENTINEL 310", reservation_score_value=987123)
    mo = new_client(sheet.mo)
    assert mo.get(f"/negotiations/{sheet.pk}/limits/").status_code == 403
    assert mo.post(f"/negotiations/{sheet.pk}/limits/", {"reservation_note": "x"}).status_code == 403
    with pytest.raises(Refused):
        set_limits(sheet, by=sheet.mo, reservation_note="x")
    for path in ("", "ready/", "missing/", "history/", "export/json/", "export/md/"):
        page = without_keys(mo.get(f"/negotiations/{sheet.pk}/{path}").content.decode())
        assert "SENTINEL" not in page, path
        assert "987123" not in page, path
    assert "changed the limits" not in mo.get(f"/negotiations/{sheet.pk}/history/").content.decode()
    assert "changed the limits" in new_client(sheet.bo).get(f"/negotiations/{sheet.pk}/history/").content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"target_score_value": "120", "target_score_unit": "percent"}, "A percentage lies between 0 and 100."),
        ({"target_score_value": "1.5", "target_score_unit": "points"}, "Points are whole numbers."),
        ({"target_score_value": "many", "target_score_unit": "points"}, "Enter a number."),
    ],
)
def test_a_number_that_is_none_is_refused_and_kept_in_its_field(sheet, new_client, given, words):
    page = new_client(sheet.bo).post(f"/negotiations/{sheet.pk}/limits/", given)
    assert page.status_code == 422
    assert page.context["limits"]["form"].errors == {"target_score_value": [words]}
    assert f'value="{given["target_score_value"]}"' in page.content.decode()
    assert SheetEvent.objects.filter(sheet=sheet, verb="limits.set").count() == 0
