"""Issues, options and their numbers: written by several people, saved once, with limits to what they may be."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import merging
from negotiations import issue_fields
from negotiations.actions import issues as verbs
from negotiations.models import EstimateChange, Issue, IssueLink, IssueOption, IssueWeight, SheetEvent
from negotiations.reading import read, read_all
from tests.factories import team_with
from tests.negotiations.cases import employment, problem
from tests.negotiations.sheets import seat, sheet_of, with_problem

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def sheet(team):
    return with_problem(sheet_of(team, team.bo), employment(), by=team.bo)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def url(name, sheet, *more):
    return reverse(f"negotiations:{name}", args=[sheet.pk, *more])


class Desk:
    """One person before the form of one issue, as it was read."""

    def __init__(self, person, sheet, issue):
        self.client, self.url = client_of(person), url("numbers_issue", sheet, issue.pk)
        page = self.client.get(self.url)
        form = page.context["form"]
        self.fields = {field.html_name: blank(field.value()) for field in form if field.name in shown(form)}
        self.fields["revision"] = page.context["stamp"]
        self.empty = form.next

    def save(self, **changes):
        self.fields |= changes
        answer = self.client.post(self.url, self.fields, **HTMX)
        if "stamp" in (answer.context or {}):
            self.fields["revision"] = answer.context["stamp"]
        return answer


def shown(form):
    return [name for name in form.fields if "-" not in name or name.partition("-")[2] in form.keys]


def blank(value):
    return "" if value is None else str(value)


def first(sheet):
    return Issue.objects.filter(sheet=sheet).first()


def content_of(team, sheet):
    return read(sheet, team.bo)


# Pages

MOST = {
    "numbers": 11, "numbers_shares": 10, "numbers_csv": 10, "numbers_links": 12, "numbers_scenarios": 12, "numbers_files": 7,
}  # fmt: skip
PAGES = ("numbers", "numbers_links", "numbers_scenarios", "numbers_files")


@pytest.mark.parametrize("name", PAGES)
def test_editors_write_and_viewers_read(team, sheet, name):
    seat(sheet, team.ann, "viewer", sees_limits=False)
    mine, theirs = (client_of(who).get(url(name, sheet)) for who in (team.bo, team.ann))
    assert (mine.status_code, theirs.status_code) == (200, 200)
    forms = b'class="page-body"'
    assert b"<form" in mine.content.split(forms)[1] or name == "numbers_scenarios"
    assert b"<form" not in theirs.content.split(forms)[1].split(b"<footer")[0]


@pytest.mark.parametrize("name", ["numbers_rank", "numbers_scenario_add", "numbers_add"])
def test_viewers_are_told_why_they_cannot_write(team, sheet, name):
    seat(sheet, team.ann, "viewer", sees_limits=False)
    answer = client_of(team.ann).get(url(name, sheet))
    assert (answer.status_code, b"Only the owner and the editors" in answer.content) == (403, True)


@pytest.mark.parametrize("name", MOST)
def test_a_page_costs_the_same_with_one_and_with_twenty_issues(team, name):
    small, large = (sheet_of(team, team.bo, title) for title in ("Small", "Large"))
    with_problem(small, problem(*[[(0, 1), (1, 0)]]), by=team.bo)
    with_problem(large, problem(*[[(0, 1), (1, 0)]] * 20), by=team.bo)
    client = client_of(team.bo)
    client.get(url(name, small))
    found = []
    for one in (small, large):
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url(name, one)).status_code == 200
        found.append(len(counted))
    assert found[0] == found[1]
    assert found[0] <= MOST[name]


# Writing


def test_one_form_saves_words_numbers_and_a_new_option_once(team, sheet):
    issue = first(sheet)
    desk = Desk(team.bo, sheet, issue)
    key = next(iter(content_of(team, sheet).issues[0].options)).key
    filled = {f"name-{desk.empty}": "1%", f"own-{desk.empty}": "-5", f"other-{desk.empty}": "120"}
    for _again in range(2):
        answer = desk.save(
            name="Signing money", own="3", other="7", rests="their last offer", **{f"own-{key}": "90"}, **filled
        )
        assert answer.status_code == 200

    saved = content_of(team, sheet).issues[0]
    assert (saved.name, saved.own.points, saved.other.points, saved.other.evidence_note) == (
        "Signing money",
        3,
        7,
        "their last offer",
    )
    assert [(one.name, one.own.points, one.other.points) for one in saved.options][::5] == [
        ("10%", 90, 0),
        ("1%", -5, 120),
    ]
    assert len(saved.options) == 6


def test_the_answer_brings_another_empty_line_and_the_form_goes_on(team, sheet):
    desk = Desk(team.bo, sheet, first(sheet))
    answer = desk.save(**{f"name-{desk.empty}": "1%"})
    following = answer.context["form"].next
    assert f'name="name-{following}"' in answer.content.decode()
    desk.save(**{f"name-{following}": "0%", f"own-{following}": "4"})
    assert [one.name for one in content_of(team, sheet).issues[0].options][5:] == ["1%", "0%"]


def test_numbers_of_theirs_are_remembered_and_going_on_is_one_story(team, sheet):
    desk = Desk(team.bo, sheet, first(sheet))
    desk.save(own="30", other="4")
    desk.save(own="31", other="40")
    [change] = read_all(sheet, team.bo).changes
    assert (change.kind, change.before["points"], change.after["points"], change.by) == ("weight", 1, 40, "Bo")
    assert SheetEvent.objects.filter(sheet=sheet, verb="issue.changed").count() == 1


def test_a_range_takes_its_middle_where_no_number_is_given(team, sheet):
    Desk(team.bo, sheet, first(sheet)).save(other="", low="10", high="31")
    other = content_of(team, sheet).issues[0].other
    assert (other.points, other.low, other.high) == (20, 10, 31)


def test_what_was_dragged_is_marked_as_such(team, sheet):
    desk = Desk(team.bo, sheet, first(sheet))
    desk.save(own="44", other="5", bars="own")
    saved = content_of(team, sheet).issues[0]
    assert (saved.own.origin, saved.other.origin) == ("bars", "typed")


def test_two_people_at_one_issue_lose_nothing(team, sheet):
    seat(sheet, team.cy, "editor")
    issue = first(sheet)
    bo, cy = (Desk(who, sheet, issue) for who in (team.bo, team.cy))
    bo.save(own="5", note="Bo was here")
    answer = cy.save(other="9")
    assert answer.status_code == 200
    saved = content_of(team, sheet).issues[0]
    assert (saved.own.points, saved.other.points, saved.note) == (5, 9, "Bo was here")


def test_a_conflict_shows_both_and_the_person_decides(team, sheet):
    seat(sheet, team.cy, "editor")
    issue = first(sheet)
    bo, cy = (Desk(who, sheet, issue) for who in (team.bo, team.cy))
    bo.save(own="5")
    answer = cy.save(own="8")
    assert (answer.status_code, content_of(team, sheet).issues[0].own.points) == (409, 5)
    assert [(one["label"], one["yours"], one["theirs"]) for one in answer.context["fields"]] == [
        ("Our weight", "8", "5")
    ]
    assert cy.save(keep="mine", over=answer.context["over"]).status_code == 200
    assert content_of(team, sheet).issues[0].own.points == 8


def test_an_option_that_somebody_removed_stays_removed_unless_it_was_being_changed(team, sheet):
    seat(sheet, team.cy, "editor")
    issue = first(sheet)
    option = IssueOption.objects.filter(issue=issue).first()
    idle, busy = (Desk(who, sheet, issue) for who in (team.cy, team.cy))
    verbs.remove_option(sheet, option, by=team.bo)
    assert idle.save(own="2").status_code == 200
    assert [one.name for one in content_of(team, sheet).issues[0].options] == ["8%", "6%", "4%", "2%"]
    answer = busy.save(**{f"name-{option.pk}": "11%"})
    assert answer.status_code == 409
    busy.save(keep="mine", over=answer.context["over"])
    assert [one.name for one in content_of(team, sheet).issues[0].options] == ["8%", "6%", "4%", "2%", "11%"]


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"own": "-1"}, "0 or more"),
        ({"own": "1000001"}, "up to 1,000,000"),
        ({"other": "much"}, "whole number"),
        ({"other": "5", "low": "1"}, "both ends"),
        ({"other": "5", "low": "9", "high": "7"}, "begins above"),
        ({"other": "5", "low": "7", "high": "9"}, "outside its range"),
        ({"name": " "}, "cannot stay empty"),
        ({"own": "9" * 40}, "whole number"),
    ],
)
def test_bad_numbers_are_refused_with_their_reason_and_change_nothing(team, sheet, fields, words):
    before = content_of(team, sheet)
    answer = Desk(team.bo, sheet, first(sheet)).save(**fields)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert content_of(team, sheet) == before


def test_scores_may_be_negative_huge_and_equal_and_a_weight_may_be_zero(team, sheet):
    desk = Desk(team.bo, sheet, first(sheet))
    keys = [one.key for one in content_of(team, sheet).issues[0].options]
    assert desk.save(own="0", **{f"own-{key}": "-1000000" for key in keys}).status_code == 200
    page = client_of(team.bo).get(url("numbers", sheet))
    assert page.context["shares"][0]["own"] == 0


def test_scores_without_a_name_wait_for_it(team, sheet):
    desk = Desk(team.bo, sheet, first(sheet))
    answer = desk.save(**{f"own-{desk.empty}": "5"})
    assert (answer.status_code, "Give this option a name" in answer.content.decode()) == (422, True)


def test_without_script_what_was_typed_stays_in_the_page(team, sheet):
    desk = Desk(team.bo, sheet, first(sheet))
    answer = desk.client.post(desk.url, desk.fields | {"own": "-3", "note": "keep me"})
    assert (answer.status_code, "keep me" in answer.content.decode(), 'value="-3"' in answer.content.decode()) == (
        422,
        True,
        True,
    )


def test_a_row_of_another_sheet_is_never_taken_over(team, sheet):
    other = with_problem(sheet_of(team, team.cy), problem([(0, 1), (1, 0)]), by=team.cy)
    foreign = IssueOption.objects.filter(sheet=other).first()
    desk = Desk(team.bo, sheet, first(sheet))
    forged = merging.stamp(1, issue_fields.flat(content_of(team, sheet).issues[0]) | {f"name-{foreign.pk}": ""})
    desk.save(**{f"name-{foreign.pk}": "mine now", "keep": "mine", "over": forged})
    foreign.refresh_from_db()
    assert (foreign.name, foreign.sheet_id) == ("0", other.pk)
    assert [one.name for one in content_of(team, sheet).issues[0].options][5:] == ["mine now"]


# Adding and taking away


def test_an_issue_with_its_options_is_added_once(team, sheet):
    client = client_of(team.bo)
    page = client.get(url("numbers", sheet))
    key = page.context["form"]["key"].value()
    for _again in range(2):
        answer = client.post(
            url("numbers_add", sheet), {"name": "Deposit", "options": "none\n\n 500 \nNone", "key": key}
        )
        assert answer.status_code == 302
    saved = content_of(team, sheet).issues
    assert [(one.name, [option.name for option in one.options]) for one in saved[5:]] == [("Deposit", ["none", "500"])]


def test_sixty_issues_have_room_and_the_next_is_refused(team):
    sheet = with_problem(sheet_of(team, team.bo), problem(*[[(0, 1)]] * 59), by=team.bo)
    client = client_of(team.bo)
    answers = [
        client.post(
            url("numbers_add", sheet), {"name": f"Issue {at}", "key": f"0000000{at}-0000-4000-8000-000000000000"}
        ).status_code
        for at in (1, 2)
    ]
    assert (answers, Issue.objects.filter(sheet=sheet).count()) == ([302, 403], 60)
    assert b"room for 60 issues" in client.get(url("numbers", sheet)).content


def test_options_from_a_range_and_no_201st(team, sheet):
    issue, client = first(sheet), client_of(team.bo)
    where = url("numbers_options", sheet, issue.pk)
    assert client.post(where, {"first": "300", "last": "400", "step": "20", "unit": "a night"}).status_code == 302
    assert [one.name for one in content_of(team, sheet).issues[0].options][5:] == [
        f"{number} a night" for number in range(300, 401, 20)
    ]
    refused = client.post(where, {"first": "1", "last": "190", "step": "1"})
    assert (refused.status_code, b"room for 200 options; 11 are there" in refused.content) == (422, True)
    assert client.post(where, {"first": "1", "last": "189", "step": "1"}).status_code == 302
    assert IssueOption.objects.filter(issue=issue).count() == 200
    desk = Desk(team.bo, sheet, issue)
    assert desk.empty not in "".join(desk.fields)


@pytest.mark.parametrize(
    "ends, words",
    [
        (("1", "1000000", "1"), b"Take a larger step"),
        (("1", "5", "0"), b"step is 0"),
        (("1", "", "2"), b"needs all three"),
        (("one", "5", "1"), b"is not a number"),
        (("1e400", "5", "1"), b"is not a number"),
        (("NaN", "5", "1"), b"is not a number"),
    ],
)
def test_a_range_that_cannot_be_says_why(team, sheet, ends, words):
    fields = dict(zip(("first", "last", "step"), ends, strict=True))
    answer = client_of(team.bo).post(url("numbers_options", sheet, first(sheet).pk), fields)
    assert (answer.status_code, words in answer.content) == (422, True)
    assert len(content_of(team, sheet).issues[0].options) == 5


def test_empty_and_lonely_issues_are_allowed_and_said(team):
    sheet = sheet_of(team, team.bo)
    verbs.add_issue(sheet, "Bare", key="a", by=team.bo)
    verbs.add_issue(sheet, "Lonely", ["one"], key="b", by=team.bo)
    page = client_of(team.bo).get(url("numbers", sheet)).content
    assert b"No options yet, so it counts in no package" in page
    assert b"One option is no choice yet" in page
    assert b"a missing weight counts as the average" in page


def test_removing_asks_first_and_takes_links_along(team, sheet):
    there = list(Issue.objects.filter(sheet=sheet))
    pairs = [[str(one.pk), str(one.options.first().pk)] for one in there[:2]]
    IssueLink.objects.create(sheet=sheet, team_id=sheet.team_id, kind="exclusion", choices=pairs)
    client, where = client_of(team.bo), url("numbers_remove", sheet, there[0].pk)
    assert b"goes for ever" in client.get(where).content
    assert Issue.objects.filter(sheet=sheet).count() == 5
    assert client.post(where).status_code == 302
    assert (Issue.objects.filter(sheet=sheet).count(), IssueLink.objects.count()) == (4, 0)


def test_order_by_buttons_and_by_dragging(team, sheet):
    client, keys = client_of(team.bo), [one.key for one in content_of(team, sheet).issues]
    client.post(url("numbers_move", sheet), {"item": keys[1], "direction": "up"})
    client.post(url("numbers_order", sheet), {"order": [keys[4], keys[1], keys[0], keys[2], "nonsense", keys[3]]})
    assert [one.key for one in content_of(team, sheet).issues] == [keys[4], keys[1], keys[0], keys[2], keys[3]]
    client.post(url("numbers_move", sheet), {"item": "nonsense", "direction": "up"})
    assert content_of(team, sheet).issues[0].key == keys[4]


def test_numbers_that_nobody_gave_are_named(team, sheet):
    IssueWeight.objects.filter(sheet=sheet, party="other").update(points=None)
    page = client_of(team.bo).get(url("numbers", sheet))
    assert [gap.party for gap in page.context["gaps"]] == ["other"] * 5
    assert EstimateChange.objects.count() == 0
