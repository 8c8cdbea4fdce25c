"""A sheet taken away and brought back: JSON in full, bad files, Markdown and PDF without what the reader may not see."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from common import merging
from common.ids import uuid7
from negotiations.actions import importing, laying_out, limits, parts, starting
from negotiations.content import VERSION, Content, Estimate, Issue, Option, from_dict
from negotiations.exporting.jsonfile import file_name, to_json
from negotiations.exporting.markdown import to_markdown
from negotiations.importing import LARGEST, Broken, parse
from negotiations.models import (
    EstimateChange,
    IssueLink,
    IssueOption,
    IssueWeight,
    OfferSet,
    Outcome,
    Package,
    PrepSheet,
    Scenario,
    Session,
    SessionEntry,
)
from negotiations.models import Issue as IssueRow
from negotiations.reading import read_all
from tests.factories import team_with
from tests.negotiations.reading_pages import UUID
from tests.negotiations.sheets import seat, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    """A sheet of bo with something of everything; mo reads it and sees no limits."""
    team = team_with()
    sheet = sheet_of(team, team.bo, depth="full", counterpart="Harbour master")
    sheet.bo, sheet.mo, sheet.cy = team.bo, team.mo, team.cy
    seat(sheet, team.mo, "viewer")
    by = {"by": team.bo}
    parts.write_part(sheet, uuid7(), "interest", {"text": "Quiet *nights*\n# loud", "why": "<b>permit</b>"}, "0.", **by)
    parts.write_part(sheet, uuid7(), "alternative", {"text": "SENTINEL bus", "is_best": True}, "0.", **by)
    parts.write_part(sheet, uuid7(), "criterion", {"text": "Tariff", "value": 310.5}, "0.", **by)
    number = Estimate(30, 20, 40, "low", "ranking", evidence_note="as they said")
    laying_out.lay_out(
        sheet, [Issue("", "Berth", "north", number, number, (Option("", "Day"), Option("", "Night", number)))], **by
    )
    fields = limits.flat(sheet) | {"reservation_note": "SENTINEL 310", "other_reservation_value": 987123}
    limits.set_limits(sheet, fields, merging.stamp(0, limits.flat(sheet)), **by)
    with_talks(sheet)
    fresh = PrepSheet.objects.get(pk=sheet.pk)
    fresh.bo, fresh.mo, fresh.cy = team.bo, team.mo, team.cy
    return fresh


def with_talks(sheet):
    """Packages, offers, links, scenarios, a session with its words, moved estimates and an outcome."""
    here = {"sheet": sheet, "team_id": sheet.team_id}
    issue, (day, night) = IssueRow.objects.get(sheet=sheet), IssueOption.objects.filter(sheet=sheet)
    offers = OfferSet.objects.create(score=70, tolerance=2, **here)
    package = Package.objects.create(name="Night", choices={str(issue.pk): str(night.pk)}, offer_set=offers, **here)
    OfferSet.objects.filter(pk=offers.pk).update(preferred=package)
    OfferSet.objects.create(score=60, **here)
    IssueLink.objects.create(kind="bonus", choices=[[str(issue.pk), str(day.pk)]], own=5, other=-5, **here)
    own = {"value": 40, "unit": "percent"}
    Scenario.objects.create(name="Hurry", overrides={"weights": {str(issue.pk): 9}, "own_reservation": own}, **here)
    for day_held in ("2026-05-04", "2026-05-06"):
        session = Session.objects.create(title="Call", held_on=day_held, **here)
    entry = SessionEntry.objects.create(
        session=session, kind="offer", words="Night?", package=package, author=sheet.bo, **here
    )
    IssueWeight.objects.filter(sheet=sheet, party="other").update(evidence=entry)
    EstimateChange.objects.create(
        kind="weight", issue=issue, before={"points": 1}, after={"points": 2}, entry=entry, by=sheet.bo, **here
    )
    EstimateChange.objects.create(kind="score", option=night, after={"points": 2}, **here)
    Outcome.objects.create(kind="agreed", package=package, ended_on="2026-05-07", check_on="2026-08-05", **here)


def without_keys(content: Content) -> Content:
    """The content with its keys numbered in the order in which they come, so that two sheets can be compared."""
    text = json.dumps(content.to_dict(), ensure_ascii=False)
    rows = [*content.parts, *content.issues, *content.packages, *content.offer_sets, *content.links, *content.scenarios]
    rows += [option for issue in content.issues for option in issue.options]
    rows += [*content.talks, *[entry for talk in content.talks for entry in talk.entries], *content.endings]
    for number, row in enumerate(rows):
        text = text.replace(row.key, f"key {number}")
    return from_dict(json.loads(text))


def test_a_sheet_comes_back_from_its_file_as_it_was(sheet):
    content = read_all(sheet, sheet.bo)
    again = importing.import_sheet(sheet.team, parse(to_json(content).encode()), by=sheet.bo)
    back = read_all(again, sheet.bo)
    assert without_keys(back) == without_keys(content)
    assert {one.key for one in back.parts}.isdisjoint({one.key for one in content.parts})
    assert [len(one) for one in (back.parts, back.issues, back.packages, back.changes, back.talks)] == [3, 1, 1, 3, 2]


def test_it_begins_once_and_whoever_brings_it_owns_it_alone(sheet, new_client):
    cy, file = sheet.cy, to_json(read_all(sheet, sheet.bo)).encode()
    key = str(uuid7())
    for _twice in range(2):
        sent = {"key": key, "team": str(sheet.team_id), "file": SimpleUploadedFile("s.json", file)}
        assert new_client(cy).post("/negotiations/import/", sent).status_code == 302
    made = PrepSheet.objects.get(pk=key)
    assert [(one.person, one.role) for one in made.seats.all()] == [(cy, "owner")]
    assert PrepSheet.objects.count() == 2


def test_who_sees_no_limits_takes_none_with_them(sheet, new_client):
    mo = new_client(sheet.mo)
    bo = new_client(sheet.bo)
    texts = {}
    for who, client in (("mo", mo), ("bo", bo)):
        answers = {name: client.get(f"/negotiations/{sheet.pk}/export/{name}/") for name in ("json", "md", "pdf")}
        pages = PdfReader(BytesIO(answers["pdf"].content)).pages
        texts[who] = [answers["json"].content.decode(), answers["md"].content.decode(), pages[0].extract_text()]
        texts[who] = [UUID.sub("", text) for text in texts[who]]
        assert len(pages) == 1
        assert answers["md"]["Content-Disposition"] == 'attachment; filename="night-berth.md"'
    assert [("SENTINEL bus" in text, "987123" in text) for text in texts["bo"]] == [(True, True)] * 3
    assert [("SENTINEL" in text, "987123" in text) for text in texts["mo"]] == [(False, False)] * 3
    assert ["permit" in text for text in texts["mo"]] == [True] * 3


def test_text_stays_text_in_markdown(sheet):
    text = to_markdown(read_all(sheet, sheet.bo))
    assert "- Quiet \\*nights\\*  \n  \\# loud" in text
    assert "Why it matters: \\<b\\>permit\\</b\\>" in text


@pytest.mark.parametrize(
    ("title", "name"),
    [("Night berth!", "night-berth.json"), ("../../etc", "etc.json"), ("夜", "sheet.json"), ('a"\r\nb', "a-b.json")],
)
def test_a_file_is_called_by_its_title_in_plain_letters(title, name):
    assert file_name(title, "json") == name


def file(**fields):
    plain = json.loads(to_json(Content(title="Night berth"))) | fields
    return json.dumps({name: one for name, one in plain.items() if one is not ...}).encode()


ISSUE = json.loads(to_json(Content(title="x", issues=(Issue("i", "Berth", options=(Option("o", "Day"),)),))))["issues"][
    0
]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", ""),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (b'{"format": NaN}', ""),
        (b"[]", "format"),
        (b'{"format": "other"}', "format"),
        (file(version=VERSION + 1), "version"),
        (file(version=True), "version"),
        (b" " * (LARGEST + 1), ""),
        (file(title=5), "title"),
        (file(title="  "), "title"),
        (file(title="x" * 201), "title"),
        (file(title="a\0b"), "title"),
        (file(title="\ud800"), "title"),
        (file(depth="deep"), "depth"),
        (file(state="won"), "state"),
        (file(meets_on="tomorrow"), "meets_on"),
        (file(secret=1), "secret"),
        (file(parts={}), "parts"),
        (file(parts=[{"key": "1", "kind": "interest"}]), "parts[0].values"),
        (file(parts=[{"key": "1", "kind": "spell", "values": {}}]), "parts[0].kind"),
        (file(parts=[{"key": "1", "kind": "interest", "values": {"party": []}}]), "parts[0].values.party"),
        (file(parts=[{"key": "1", "kind": "goal", "values": {"x": ""}}]), "parts[0].values.x"),
        (file(parts=[{"key": "1", "kind": "goal", "values": {}}] * 2), "parts"),
        (file(issues=[ISSUE, ISSUE]), "issues"),
        (file(issues=[ISSUE | {"key": str(at), "options": []} for at in range(61)]), "issues"),
        (file(issues=[ISSUE | {"own": ISSUE["own"] | {"points": 1.5}}]), "issues[0].own.points"),
        (file(issues=[ISSUE | {"own": ISSUE["own"] | {"points": True}}]), "issues[0].own.points"),
        (file(issues=[ISSUE | {"other": ISSUE["other"] | {"points": -1}}]), "issues[0].other"),
        (file(issues=[ISSUE | {"own": ISSUE["own"] | {"points": 5, "low": 6, "high": 9}}]), "issues[0].own"),
        (file(limits={"target_score": {"value": "9"}}), "limits.target_score"),
        (file(limits={"target_score": {"value": 1e999}}), ""),
        (file(links=[{"key": "1", "kind": "bonus", "choices": [["a"]]}]), "links[0].choices[0]"),
        (file(changes=[{"kind": "score", "party": "other", "about": "o", "before": None, "after": None, "at": "2026-05-04T09:00:00+00:00"}]), "changes[0].about"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_where_it_is_wrong_and_writes_nothing(data, place):
    with pytest.raises(Broken) as broken:
        parse(data)
    assert place in {found.removeprefix("file") for found, _words in broken.value.faults}


def test_a_bad_file_on_the_page_is_a_form_with_its_faults(sheet, new_client):
    client = new_client(sheet.bo)
    sent = {"key": str(uuid7()), "team": str(sheet.team_id), "file": SimpleUploadedFile("s.json", file(depth="deep"))}
    page = client.post("/negotiations/import/", sent)
    assert page.status_code == 422
    assert "depth: “deep” is not known here." in page.content.decode()
    assert PrepSheet.objects.count() == 1


def test_a_file_without_limits_makes_a_sheet_without_limits(sheet):
    bo = sheet.bo
    content = read_all(sheet, bo).without_limits()
    again = importing.import_sheet(sheet.team, parse(to_json(content).encode()), by=bo)
    assert without_keys(read_all(again, bo).without_limits()) == without_keys(content)
    assert [getattr(again, name) for name in PrepSheet.LIMITS] == [None, "", None, "", None, ""]


def test_an_archived_sheet_comes_back_archived(sheet):
    content = replace(read_all(sheet, sheet.bo), state="archived")
    again = importing.import_sheet(sheet.team, content, by=sheet.bo)
    assert starting.archive(again, by=sheet.bo).state == "archived"
