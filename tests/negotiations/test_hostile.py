"""What a hostile outsider, or a curious colleague on the other side, tries: foreign keys, sheets that are gone, bad files."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import merging
from common.ids import uuid7
from common.permissions import Refused
from negotiations import issue_fields, score_table
from negotiations.actions import agenda, issues, joint, laying_out, parts, seats, sharing, starting
from negotiations.actions.starting import sudden_key
from negotiations.content import Content, Issue, Option
from negotiations.exchange.scenario import BadFile, Domain
from negotiations.exporting.jsonfile import to_json
from negotiations.foreign import laid_out
from negotiations.importing import Broken, parse
from negotiations.models import IssueOption, JointResult, Negotiation, PrepSheet, SheetPart
from negotiations.reading import read_all
from negotiations.scoring import MOST_TOGETHER
from tests.factories import team_with
from tests.negotiations.cases import issue, problem
from tests.negotiations.sheets import seat, sheet_of, with_problem

pytestmark = pytest.mark.django_db
PRICE = issue("Price", (0, 10), (5, 5), (10, 0), names=["300", "310", "320"])
DAY = issue("Day", (0, 4), (4, 3), names=["Monday", "Tuesday"])


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def sheet(team):
    sheet = sheet_of(team, team.bo, "Bo")
    return with_problem(sheet, type(problem())((PRICE, DAY), 0, None), by=team.bo)


@pytest.fixture
def other(team, sheet):
    asked = sharing.ask_side(sheet, team.cy, by=team.bo)
    other = sharing.accept_side(asked, title="Cy", by=team.cy)
    other.asked = asked
    return other


@pytest.fixture
def found(team, sheet, other):
    """A joint result of both sides."""
    agenda.open_agenda(sheet, by=team.bo)
    agenda.open_agenda(other, by=team.cy)
    agenda.propose_topics(sheet, [one.pk for one in sheet.issues.all()], [], by=team.bo)
    topics = [one.pk for one in sheet.negotiation.agenda.all()]
    agenda.take_topics(other, topics, by=team.cy)
    joint.agree_joint(sheet, by=team.bo)
    joint.agree_joint(other, by=team.cy)
    return JointResult.objects.get()


def address(name, *parts):
    return reverse(f"negotiations:{name}", args=parts)


def test_a_side_that_deletes_its_sheet_takes_its_consent_with_it(team, sheet, other, found):
    starting.remove_sheet(other, by=team.cy)
    assert list(JointResult.objects.all()) == []
    assert PrepSheet.objects.get(pk=sheet.pk).joint_agreed_at is None


def test_the_negotiation_goes_with_its_last_sheet(team, sheet, other):
    starting.remove_sheet(other, by=team.cy)
    starting.remove_sheet(sheet, by=team.bo)
    assert list(Negotiation.objects.all()) == []


def test_saying_yes_again_after_the_sheet_is_gone_is_answered(new_client, team, sheet, other):
    starting.remove_sheet(other, by=team.cy)
    answer = new_client(team.cy).post(address("accept_side", other.asked.pk), {"title": "Again"})
    assert answer.status_code in (302, 403, 404)


@pytest.mark.parametrize(
    "before", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00", "\0", "2026-13-41"]
)
def test_history_reads_any_day(new_client, team, sheet, before):
    assert new_client(team.bo).get(address("history", sheet.pk), {"before": before}).status_code == 200


def test_nobody_learns_by_keys_what_another_sheet_says_or_takes_its_places(new_client, team, sheet):
    mine = sheet_of(team, team.cy, "Mine")
    client = new_client(team.cy)
    answers = []
    key = sudden_key(sheet, "plan_b")
    for written in (False, True):
        if written:
            write_plan_b(sheet, team.bo)
        answers.append(
            client.post(
                address("part", mine.pk, key) + "?kind=interest", {"kind": "interest", "text": "x", "revision": "0."}
            ).status_code
        )
    assert SheetPart.objects.filter(pk=key).get().sheet_id == sheet.pk
    assert answers[0] == answers[1]


def test_who_sees_no_limits_does_not_learn_by_its_place_whether_plan_b_is_written(new_client, team, sheet):
    seat(sheet, team.cy, "editor", sees_limits=False)
    client, place = new_client(team.cy), address("part", sheet.pk, sudden_key(sheet, "plan_b"))
    told = []
    for _turn in range(2):
        told += [client.post(place, {"kind": kind, "text": "x"}).status_code for kind in ("interest", "alternative")]
        told.append(client.get(place).status_code)
        write_plan_b(sheet, team.bo)
    assert told == [404] * 6
    assert [one.kind for one in sheet.parts.all()] == ["alternative"]


def write_plan_b(sheet, by):
    fields = parts.sudden_fields(sheet, {}, with_limits=True)
    parts.write_sudden(sheet, fields | {"plan_b": "The bus"}, merging.stamp(0, fields), by=by)


FILES = {
    "half a sign as a field": lambda data: data | {"x\ud800": 1},
    "half a sign as a field of a part": lambda data: (
        data | {"parts": [{"key": "1", "kind": "interest", "values": {"x\ud800": "a"}}]}
    ),
    "half a sign as a key of a change": lambda data: data | {"changes": [change({"points": 1, "\ud800": 1})]},
    "words for points": lambda data: data | {"changes": [change({"points": "many"})]},
    "half a range": lambda data: data | {"changes": [change({"points": 1, "low": 0})]},
    "unknown confidence": lambda data: data | {"changes": [change({"points": 1, "confidence": "huh"})]},
    "a number for a confidence": lambda data: data | {"changes": [change({"points": 1, "confidence": 4})]},
    "fractions for weights": lambda data: (
        data | {"scenarios": [{"key": "1", "name": "s", "overrides": {"weights": {data["issues"][0]["key"]: 0.5}}}]}
    ),
    "less than nothing for a weight": lambda data: (
        data | {"scenarios": [{"key": "1", "name": "s", "overrides": {"weights": {data["issues"][0]["key"]: -5}}}]}
    ),
    "half a sign in an override": lambda data: (
        data | {"scenarios": [{"key": "1", "name": "s", "overrides": {"weights": {"\ud800": 5}}}]}
    ),
    "a huge criterion": lambda data: (
        data | {"parts": [{"key": "1", "kind": "criterion", "values": {"text": "a", "value": 10**12}}]}
    ),
    "a year before all": lambda data: (
        data
        | {
            "talks": [
                {
                    "key": "t",
                    "title": "",
                    "held_on": "0001-01-01",
                    "entries": [
                        {"key": "e", "kind": "said", "party": "own", "words": "w", "at": "0001-01-01T00:00:00+14:00"}
                    ],
                }
            ]
        }
    ),
    "no issues": lambda data: data | {"issues": []},
    "a limit in fractions": lambda data: (
        data
        | {
            "limits": data["limits"]
            | {"target_score": {"value": 1.5}, "other_reservation": {"value": 3.25, "unit": "points"}}
        }
    ),
    "a link to itself": lambda data: (
        data | {"links": [{"key": "l", "kind": "exclusion", "choices": [pair(data, 0, 0), pair(data, 0, 0)]}]}
    ),
    "a link within an issue": lambda data: (
        data | {"links": [{"key": "l", "kind": "bonus", "choices": [pair(data, 0, 0), pair(data, 0, 1)], "own": 5}]}
    ),
    "everything excluded": lambda data: (
        data
        | {
            "links": [
                {"key": f"l{a}{b}", "kind": "exclusion", "choices": [pair(data, 0, a), pair(data, 1, b)]}
                for a in range(3)
                for b in range(2)
            ]
        }
    ),
    "a weight below zero": lambda data: (
        data | {"issues": [data["issues"][0] | {"own": data["issues"][0]["own"] | {"points": -(10**12)}}]}
    ),
    "equal offers of nothing": lambda data: (
        data | {"offer_sets": [{"key": "o"}], "packages": [{"key": "p", "name": "", "offer_set": "o"}]}
    ),
}


def change(after):
    return {
        "kind": "weight",
        "party": "other",
        "about": KEY,
        "before": None,
        "after": after,
        "at": "2026-01-01T00:00:00+00:00",
    }


KEY = "price"


def pair(data, at, choice):
    return [data["issues"][at]["key"], data["issues"][at]["options"][choice]["key"]]


PAGES = [
    "show", "readiness", "limits", "numbers", "numbers_rank", "numbers_links", "numbers_scenarios", "numbers_files", "numbers_csv", "explore",
    "draw", "compare_scenarios", "analyses", "packages", "save_package", "make_offers", "talks", "estimates", "after", "ready", "seats",
    "sharing", "history",
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_made_for_it_breaks_no_page(new_client, team, sheet, name):
    text = to_json(read_all(sheet, team.bo))
    text = (text.decode() if isinstance(text, bytes) else text).replace(str(sheet.issues.first().pk), KEY)
    data = FILES[name](json.loads(text))
    client = new_client(team.mo)
    file = SimpleUploadedFile("a.json", json.dumps(data).encode())
    answer = client.post(address("import_sheet"), {"team": team.pk, "file": file, "key": str(uuid7())})
    assert answer.status_code in (302, 422)
    made = PrepSheet.objects.filter(seats__person=team.mo).first()
    if answer.status_code == 422:
        assert made is None
        return
    for page in PAGES:
        assert (page, client.get(address(page, made.pk)).status_code) == (page, 200)
    for ending in ("json", "md", "pdf"):
        assert client.get(address("export", made.pk, ending)).status_code == 200
    for session in made.sessions.all():
        assert client.get(address("session", made.pk, session.pk)).status_code == 200
    assert client.post(address("keep_analysis", made.pk)).status_code == 302
    assert client.get(address("analyses", made.pk)).status_code == 200


def long(name: str, options: int) -> Issue:
    return Issue(name, name, options=tuple(Option(f"{name} {place}", f"{name} {place}") for place in range(options)))


def test_a_sheet_has_room_for_so_many_options_in_all(new_client, team, sheet):
    """Five are there already."""
    here = IssueOption.objects.filter(sheet=sheet)
    laying_out.lay_out(sheet, [long(f"Issue {place}", 199) for place in range(6)], by=team.bo)
    assert here.count() == MOST_TOGETHER - 1
    last = sheet.issues.last()
    issues.add_options(sheet, last, ["The last"], by=team.bo)
    assert here.count() == MOST_TOGETHER
    client, price = new_client(team.bo), sheet.issues.first()
    new = f"new-{uuid7()}"
    answers = [
        client.post(address("numbers_options", sheet.pk, price.pk), {"lines": "330"}),
        client.post(address("numbers_add", sheet.pk), {"name": "Colour", "options": "red", "key": str(uuid7())}),
        client.post(address("numbers_issue", sheet.pk, price.pk), known_of(price, new) | {f"name-{new}": "330"}),
        client.post(
            address("numbers_import_csv", sheet.pk),
            {"file": SimpleUploadedFile("a.csv", score_table.written(Content(issues=(long("Colour", 1),))).encode())},
        ),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert all("room for 1,200 options" in answer.content.decode() for answer in answers)
    assert here.count() == MOST_TOGETHER


def known_of(row, new: str) -> dict:
    fields = issue_fields.flat(issues.find(row.sheet, row.pk).as_plain())
    sent = {name: "" if value is None else value for name, value in fields.items()}
    return sent | {
        "revision": merging.stamp(row.revision, fields | issue_fields.blank(issue_fields.real(str(row.pk), new)))
    }


def test_files_with_more_are_refused(sheet, team):
    many = Content(title="Many", issues=tuple(long(f"Issue {place}", 200) for place in range(7)))
    with pytest.raises(Broken) as broken:
        parse(to_json(many).encode() if isinstance(to_json(many), str) else to_json(many))
    assert broken.value.faults == [("issues", "A sheet has room for 1,200 options in all.")]
    with pytest.raises(BadFile):
        laid_out(Domain("d", tuple((one.name, tuple(x.name for x in one.options)) for one in many.issues)), None, None)


@pytest.mark.parametrize("goes", ["leaves", "is sent away"])
def test_who_sat_at_one_side_never_sits_at_the_other(team, sheet, other, goes):
    given = seats.give_seat(other, team.mo, "viewer", sees_limits=True, by=team.cy)
    if goes == "leaves":
        seats.leave_sheet(other, by=team.mo)
    else:
        seats.take_seat(given, by=team.cy)
    with pytest.raises(Refused):
        seats.give_seat(sheet, team.mo, "viewer", sees_limits=False, by=team.bo)
    assert seats.give_seat(other, team.mo, "viewer", sees_limits=False, by=team.cy).person == team.mo


def test_who_sat_at_this_side_is_not_asked_for_the_other(team, sheet):
    seats.take_seat(seats.give_seat(sheet, team.mo, "viewer", sees_limits=True, by=team.bo), by=team.bo)
    with pytest.raises(Refused):
        sharing.ask_side(sheet, team.mo, by=team.bo)
