"""Writing a sheet in words: parts, conflicts, removal and undo, order, limits hidden."""

import pytest

from common import merging
from common.ids import uuid7
from common.permissions import Refused, Stale
from negotiations.actions import parts, starting
from negotiations.models import SheetEvent, SheetPart
from tests.factories import team_with
from tests.negotiations.sheets import seat, sheet_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def sheet():
    team = team_with()
    sheet = sheet_of(team, team.bo, depth="full")
    seat(sheet, team.cy, "editor")
    seat(sheet, team.mo, "editor", sees_limits=False)
    seat(sheet, team.ann, "viewer")
    sheet.bo, sheet.cy, sheet.mo, sheet.ann = team.bo, team.cy, team.mo, team.ann
    return sheet


def write(sheet, kind="interest", by=None, key=None, stamp="0.", **values):
    return parts.write_part(sheet, key or uuid7(), kind, values, stamp, by=by or sheet.bo)


def texts(sheet, kind):
    return [one.values["text"] for one in SheetPart.objects.filter(sheet=sheet, kind=kind, removed_at=None)]


def events(sheet):
    return list(SheetEvent.objects.filter(sheet=sheet).order_by("at", "id").values_list("verb", flat=True))


def test_a_part_begins_with_what_was_saved_and_everything_else_empty(sheet):
    part = write(sheet, text="Quiet nights", party="other").part
    assert part.values == {"text": "Quiet nights", "party": "other", "why": "", "priority": "high", "compared": ""}


def test_two_people_write_different_fields_and_both_stay(sheet):
    first = write(sheet, text="Quiet nights").part
    read = merging.stamp(first.revision, parts.fields_of(first))
    parts.write_part(sheet, first.pk, "interest", parts.fields_of(first) | {"why": "The permit"}, read, by=sheet.cy)
    saved = parts.write_part(
        sheet, first.pk, "interest", parts.fields_of(first) | {"text": "Quiet summer nights"}, read, by=sheet.bo
    )
    assert (saved.conflicts, saved.kept) == ([], ["why"])
    assert (saved.part.values["text"], saved.part.values["why"]) == ("Quiet summer nights", "The permit")


def test_two_people_write_one_field_and_nothing_is_overwritten(sheet):
    first = write(sheet, text="Quiet nights").part
    read = merging.stamp(first.revision, parts.fields_of(first))
    parts.write_part(sheet, first.pk, "interest", {"text": "Sleep"}, read, by=sheet.cy)
    mine = {"text": "Silence", "why": "Only I wrote this"}
    saved = parts.write_part(sheet, first.pk, "interest", mine, read, by=sheet.bo)
    assert saved.conflicts == ["text"]
    first.refresh_from_db()
    assert (first.values["text"], first.values["why"]) == ("Sleep", "")


def test_the_page_shows_both_texts_and_saves_mine_when_i_say_so(sheet, new_client):
    part = write(sheet, text="Quiet nights").part
    url = f"/negotiations/{sheet.pk}/{part.pk}/"
    read = merging.stamp(part.revision, parts.fields_of(part))
    parts.write_part(sheet, part.pk, "interest", {"text": "Sleep"}, read, by=sheet.cy)
    bo = new_client(sheet.bo)
    mine = parts.fields_of(part) | {"text": "Silence"}
    answer = bo.post(url, mine | {"revision": read}, **HTMX)
    assert answer.status_code == 409
    assert [(one["yours"], one["theirs"]) for one in answer.context["fields"]] == [("Silence", "Sleep")]
    bo.post(url, mine | {"revision": read, "over": answer.context["over"], "keep": "mine"}, **HTMX)
    assert texts(sheet, "interest") == ["Silence"]


def test_removed_and_put_back_with_every_word(sheet):
    part = write(sheet, text="Quiet nights", why="The permit").part
    parts.remove_part(sheet, part.pk, by=sheet.cy)
    assert texts(sheet, "interest") == []
    parts.restore_part(sheet, part.pk, by=sheet.bo)
    part.refresh_from_db()
    assert (part.removed_at, part.values["why"]) == (None, "The permit")
    assert events(sheet) == ["sheet.started", "part.added", "part.removed", "part.restored"]


def test_who_was_writing_what_another_removed_keeps_their_words(sheet, new_client):
    part = write(sheet, text="Quiet nights").part
    read = merging.stamp(part.revision, parts.fields_of(part))
    parts.remove_part(sheet, part.pk, by=sheet.cy)
    url, mine = f"/negotiations/{sheet.pk}/{part.pk}/", parts.fields_of(part) | {"text": "Quiet winter nights"}
    bo = new_client(sheet.bo)
    assert bo.post(url, mine | {"revision": read}, **HTMX).status_code == 409
    assert texts(sheet, "interest") == []
    bo.post(url, mine | {"revision": read, "keep": "mine"}, **HTMX)
    assert texts(sheet, "interest") == ["Quiet winter nights"]


def test_moved_by_steps_and_as_a_whole(sheet):
    keys = [write(sheet, "idea", text=text).part.pk for text in "abc"]
    write(sheet, "question", text="between")
    parts.move_part(sheet, keys[2], "up", by=sheet.bo)
    assert texts(sheet, "idea") == ["a", "c", "b"]
    parts.move_part(sheet, keys[0], "up", by=sheet.bo)
    assert texts(sheet, "idea") == ["a", "c", "b"]
    parts.order_parts(sheet, [keys[1], keys[0]], by=sheet.bo)
    assert texts(sheet, "idea") == ["b", "a", "c"]
    assert texts(sheet, "question") == ["between"]


def test_several_at_once_are_added_once(sheet, new_client):
    bo, url = new_client(sheet.bo), f"/negotiations/{sheet.pk}/add/interest/many/"
    sent = {"token": str(uuid7()), "lines": "Sleep\n\n  The permit \n", "party": "other"}
    assert [bo.post(url, sent).status_code for _twice in range(2)] == [302, 302]
    assert texts(sheet, "interest") == ["Sleep", "The permit"]
    assert {one.values["party"] for one in SheetPart.objects.filter(sheet=sheet)} == {"other"}


def test_a_sheet_has_room_for_two_hundred_of_a_kind(sheet):
    parts.add_parts(sheet, "idea", ["one"] * 200, uuid7(), by=sheet.bo)
    with pytest.raises(Refused, match="200"):
        write(sheet, "idea", text="one more")


def test_a_text_that_is_too_long_is_refused_with_its_words_kept(sheet, new_client):
    url = f"/negotiations/{sheet.pk}/{uuid7()}/"
    page = new_client(sheet.bo).post(url, {"kind": "question", "text": "x" * 2001, "revision": "0."})
    assert page.status_code == 422
    assert page.context["form"].errors == {"text": ["Keep it to 2000 characters; it has 2001."]}
    assert "x" * 2001 in page.content.decode()
    assert not SheetPart.objects.exists()


def test_who_sees_no_limits_neither_reads_writes_nor_removes_an_alternative(sheet, new_client):
    part = write(sheet, "alternative", text="SENTINEL bus").part
    mo = new_client(sheet.mo)
    base = f"/negotiations/{sheet.pk}"
    answers = [
        mo.get(f"{base}/{part.pk}/").status_code,
        mo.get(f"{base}/{part.pk}/row/").status_code,
        mo.post(f"{base}/{part.pk}/", {"text": "x", "revision": "0."}).status_code,
        mo.post(f"{base}/{part.pk}/remove/").status_code,
        mo.post(f"{base}/{part.pk}/restore/").status_code,
        mo.get(f"{base}/add/alternative/").status_code,
        mo.post(f"{base}/{uuid7()}/", {"kind": "alternative", "text": "x", "revision": "0."}).status_code,
    ]
    assert answers == [404] * 7
    assert texts(sheet, "alternative") == ["SENTINEL bus"]
    assert "SENTINEL" not in mo.get(f"{base}/").content.decode()
    parts.remove_part(sheet, part.pk, by=sheet.bo)
    assert "SENTINEL" not in mo.get(f"{base}/").content.decode()
    assert "SENTINEL" in new_client(sheet.cy).get(f"{base}/").content.decode()


def test_the_action_itself_refuses_a_limit_to_who_sees_none(sheet):
    with pytest.raises(Refused):
        write(sheet, "alternative", by=sheet.mo, text="x")


def test_a_viewer_reads_and_does_not_write(sheet, new_client):
    part = write(sheet, text="Quiet nights").part
    ann, url = new_client(sheet.ann), f"/negotiations/{sheet.pk}/{part.pk}/"
    page = ann.get(url).content.decode()
    assert "Quiet nights" in page
    assert "data-autosave" not in page
    assert ann.post(url, {"text": "x", "revision": "0."}).status_code == 403
    assert texts(sheet, "interest") == ["Quiet nights"]


def test_a_key_of_another_sheet_writes_nothing_there(sheet):
    other = sheet_of(sheet.team, sheet.cy, "Another")
    part = parts.write_part(other, uuid7(), "question", {"text": "Theirs"}, "0.", by=sheet.cy).part
    with pytest.raises(Stale):
        write(sheet, "question", key=part.pk, text="Mine")
    assert texts(other, "question") == ["Theirs"]


def test_typing_on_is_one_event_and_another_person_begins_a_new_one(sheet):
    part = write(sheet, text="Quiet").part
    for text, by in (("Quiet n", sheet.bo), ("Quiet nights", sheet.bo), ("Sleep", sheet.cy)):
        part.refresh_from_db()
        read = merging.stamp(part.revision, parts.fields_of(part))
        parts.write_part(sheet, part.pk, "interest", {"text": text}, read, by=by)
    told = SheetEvent.objects.filter(sheet=sheet, verb__startswith="part.").order_by("at")
    assert [(one.verb, one.data["what"]) for one in told] == [("part.added", "Quiet nights"), ("part.changed", "Sleep")]


def test_what_the_depth_does_not_ask_for_is_shown_where_it_has_content(sheet, new_client):
    write(sheet, "commitment", text="A list of open points")
    for depth in ("sudden", "focused", "full"):
        starting.deepen(sheet, depth, by=sheet.bo)
        assert "A list of open points" in new_client(sheet.bo).get(f"/negotiations/{sheet.pk}/").content.decode()
