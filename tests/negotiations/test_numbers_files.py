"""Files of numbers: out, in again, and refused in words where something is wrong, with nothing written."""

import csv
import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from negotiations import score_table
from negotiations.actions.laying_out import lay_out
from negotiations.analysis.explorer import analyse
from negotiations.content import Content, Estimate, Option
from negotiations.content import Issue as PlainIssue
from negotiations.models import EstimateChange, Issue, IssueOption
from negotiations.reading import read
from negotiations.scoring import problem_of
from tests.factories import team_with
from tests.negotiations.cases import new_recruit, problem
from tests.negotiations.sheets import seat, sheet_of, with_problem

pytestmark = pytest.mark.django_db
HEAD = "issue,option,our weight,our score,their weight,their score\n"


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def empty(team):
    return sheet_of(team, team.bo, "Empty")


@pytest.fixture
def full(team):
    return with_problem(sheet_of(team, team.bo), new_recruit(own_reservation=5000, other_reservation=3000), by=team.bo)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def url(name, sheet, *more):
    return reverse(f"negotiations:{name}", args=[sheet.pk, *more])


def file(text, name="file.csv"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def bring(person, sheet, text):
    return client_of(person).post(url("numbers_import_csv", sheet), {"file": file(text)})


def bare(issues):
    """Names and points alone."""
    return [
        (one.name, one.own.points, one.other.points, [(o.name, o.own.points, o.other.points) for o in one.options])
        for one in issues
    ]


# Tables


def test_a_table_goes_out_and_comes_in_again_as_it_was(team, full, empty):
    table = client_of(team.bo).get(url("numbers_csv", full))
    assert (table["Content-Disposition"], table["Content-Type"]) == (
        'attachment; filename="scores.csv"',
        "text/csv; charset=utf-8",
    )
    assert bring(team.bo, empty, table.content).status_code == 302
    before, after = (read(sheet, team.bo).issues for sheet in (full, empty))
    assert bare(after) == bare(before)
    assert {one.own.origin for one in after} == {"file"}


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=x", "=cmd|' /C calc'!A0", "＝1"]


def test_no_cell_is_a_formula_and_names_survive_it(team, empty):
    names = [name for name in HOSTILE if "\t" not in name]
    lay_out(empty, [PlainIssue("", name, options=(Option("", name, Estimate(-5)),)) for name in names], by=team.bo)
    text = client_of(team.bo).get(url("numbers_csv", empty)).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == list(score_table.COLUMNS)
    assert [cell[:1] for row in rows[1:] for cell in row[:2]] == ["'"] * 2 * len(names)
    assert {row[3] for row in rows[1:]} == {"-5"}
    assert [one.name for one in score_table.read(text.encode())] == names


def test_a_tab_before_a_formula_is_harmless_too():
    written = score_table.written(Content(issues=(PlainIssue("", HOSTILE[4]),)))
    assert "\r\n'\t=1," in written


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_tables_of_every_country_are_read(sign):
    text = (HEAD + 'Fee,"300",1,-20,2,5\nFee,320,,,,\n').replace(",", sign)
    [issue] = score_table.read(text.encode("utf-8-sig"))
    assert bare([issue]) == [("Fee", 1, 2, [("300", -20, 5), ("320", None, None)])]


@pytest.mark.parametrize(
    "text, faults",
    [
        ("", ["The file is empty."]),
        (HEAD, ["There is no issue in this file."]),
        ("issue,option\nFee,300\n", ["Line 1: The first line needs each of these columns once: our weight, our score, their weight, their score."]),
        (HEAD + "Fee,300,-1,,,\n", ["Line 2: “-1”: A weight says how much an issue matters, so it is 0 or more. For what you would rather avoid, give its options lower scores."]),
        (HEAD + "Fee,300,1,x,,\n,320,,,,1.5\n", ["Line 2: “x”: Write a whole number, such as 40.", "Line 3: The name of the issue is missing.", "Line 3: “1.5”: Write a whole number, such as 40."]),
        (HEAD + "Fee,300,1,,,\nFee,320,2,,,\n", ["Line 3: “Fee” has two weights, 1 and 2."]),
        (HEAD + "Fee,300,,,,\nFee,300,,,,\n", ["Line 3: The option “300” is there twice."]),
        (HEAD + 'Fee,"300,,,,\n', ["Line 2: The quotation marks of this line do not fit together."]),
        (HEAD + f"{'x' * 201},300,,,,\n", ["Line 2: The name in “issue” is longer than 200 characters."]),
        (HEAD + "Fee,300,,2000000,,\n", ["Line 2: “2000000”: Scores go from -1,000,000 to 1,000,000."]),
        (HEAD.encode() + b"F\xffe,300,,,,\n", ["Line 2: This is not text in UTF-8. Save the table as “CSV UTF-8”."]),
        (HEAD.encode() + b"F\0e,300,,,,\n", ["Line 2: This is no text."]),
        (HEAD + "".join(f"Fee,{at},,,,\n" for at in range(201)), ["Line 202: An issue has room for 200 options."]),
        (HEAD + "".join(f"Fee {at},1,,,,\n" for at in range(61)), ["Line 62: A sheet has room for 60 issues."]),
    ],
)  # fmt: skip
def test_a_table_with_a_fault_says_where_and_is_not_half_written(team, empty, text, faults):
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(score_table.BadTable) as bad:
        score_table.read(data)
    assert [str(fault) for fault in bad.value.faults] == faults
    answer = bring(team.bo, empty, data)
    assert answer.status_code == 422
    assert answer.context["table"].errors["file"] == (faults if data else ["The file is empty."])
    assert not Issue.objects.filter(sheet=empty).exists()


def test_an_issue_that_is_there_already_is_refused_at_its_line(team, full):
    answer = bring(team.bo, full, HEAD + "Deposit,500,,,,\nsalary,1,,,,\n")
    assert answer.context["table"].errors["file"] == ["Line 3: “salary” is on this sheet already. Rename one of them."]
    assert Issue.objects.filter(sheet=full).count() == 8


def test_large_files_are_refused_before_they_are_read(team, empty):
    with pytest.raises(score_table.BadTable, match="larger than 2 MB"):
        score_table.read(b"x" * 50_000_000)
    answer = bring(team.bo, empty, b"x" * 3_000_000)
    assert (answer.status_code, answer.context["table"].errors["file"]) == (422, ["The file is larger than 2 MB."])
    assert client_of(team.bo).post(url("numbers_import_csv", empty), {"file": file(b"x" * 7_000_000)}).status_code in {
        400,
        413,
    }
    assert not Issue.objects.filter(sheet=empty).exists()


# Domains and profiles


def exported(person, sheet, kind):
    client = client_of(person)
    domain = client.get(url("numbers_export_domain", sheet, kind)).content
    ours, theirs = (client.get(url("numbers_export_profile", sheet, kind, side)).content for side in ("ours", "theirs"))
    return domain, ours, theirs


def import_files(person, sheet, domain, ours=None, theirs=None):
    named = {"domain": domain, "ours": ours, "theirs": theirs}
    fields = {name: file(data, f"{name}.json") for name, data in named.items() if data is not None}
    return client_of(person).post(url("numbers_import", sheet), fields)


def points_of(content):
    """The efficient packages and those of Nash, whatever the scale."""
    found = analyse(problem_of(content))
    packages = {package for point in found.frontier.points for package in found.frontier.packages_of(point)}
    return (
        packages,
        found.zone.packages,
        {one for point in found.nash.points for one in found.frontier.packages_of(point)},
    )


@pytest.mark.parametrize("kind", ["geniusweb", "negmas"])
def test_a_sheet_comes_back_from_files_with_the_same_analysis(team, full, empty, kind):
    assert import_files(team.bo, empty, *exported(team.bo, full, kind)).status_code == 302
    empty.refresh_from_db()
    before, after = (read(sheet, team.bo) for sheet in (full, empty))
    assert [(one.name, [o.name for o in one.options]) for one in after.issues] == [
        (one.name, [o.name for o in one.options]) for one in before.issues
    ]
    assert points_of(after) == points_of(before)
    assert points_of(after)[1] == 20_332
    assert {one.own.points for one in after.issues} == {1}


def test_a_domain_names_neither_the_sheet_nor_any_number(team, full):
    domain, ours, _theirs = exported(team.bo, full, "geniusweb")
    assert (b"Night berth" in domain, b"6000" in domain, b"Night berth" in ours) == (False, False, False)


def test_profiles_and_limits_are_for_those_who_see_limits(team, full, empty):
    seat(full, team.cy, "editor", sees_limits=False)
    seat(empty, team.cy, "editor", sees_limits=False)
    client = client_of(team.cy)
    answers = [
        client.get(url("numbers_export_profile", full, "negmas", side)).status_code for side in ("ours", "theirs")
    ]
    assert (answers, client.get(url("numbers_export_domain", full, "negmas")).status_code) == ([403, 403], 200)
    answer = client.post(
        url("numbers_import", empty),
        {
            "domain": file(exported(team.bo, full, "negmas")[0], "d.yml"),
            "ours": file(exported(team.bo, full, "negmas")[1], "p.yml"),
        },
        follow=True,
    )
    empty.refresh_from_db()
    assert (empty.reservation_score, b"reservation points of the files were left out" in answer.content) == (None, True)
    assert Issue.objects.filter(sheet=empty).count() == 8


def test_limits_of_files_replace_none_and_the_guess_of_theirs_is_remembered(team, full, empty):
    files = exported(team.bo, full, "negmas")
    empty.reservation_score = {"value": 40, "unit": "percent"}
    empty.save()
    import_files(team.bo, empty, *files)
    empty.refresh_from_db()
    assert empty.reservation_score == {"value": 40, "unit": "percent"}
    assert EstimateChange.objects.filter(sheet=empty, kind="reservation").count() == 1
    import_files(team.bo, empty, *files)
    assert EstimateChange.objects.filter(sheet=empty, kind="reservation").count() == 1


def test_linked_options_are_said_to_have_no_place_in_a_profile(team, full):
    content = read(full, team.bo)
    pair = tuple((one.key, one.options[0].key) for one in content.issues[:2])
    linked = client_of(team.bo)
    fields = {
        "first": pair[0][0],
        "second": pair[1][0],
        "option_a": pair[0][1],
        "option_b": pair[1][1],
        "kind": "exclusion",
    }
    assert linked.post(url("numbers_link", full), fields).status_code == 302
    answer = linked.get(url("numbers_export_profile", full, "geniusweb", "ours"))
    assert (answer.status_code, b"linked with each other" in answer.content) == (422, True)


def test_names_that_are_there_twice_are_said_when_a_file_is_written(team, empty):
    lay_out(empty, [PlainIssue("", "Fee", options=(Option("", "1"),))] * 2, by=team.bo)
    answer = client_of(team.bo).get(url("numbers_export_domain", empty, "negmas"))
    assert (answer.status_code, "The name “Fee” is there 2 times" in answer.content.decode()) == (422, True)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(12))
    + b']><utility_space>&m;</utility_space>'
)  # fmt: skip
GOOD = b'{"name":"d","issuesValues":{"Fee":{"values":["300","320"]}}}'


@pytest.mark.parametrize(
    "domain, ours",
    [
        (LAUGHS, None),
        (b"!!python/object/apply:os.system ['echo']", None),
        (b"a: &a [x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b]", None),
        (b"[" * 100_000, None),
        (b"\xff\xfe\x00", None),
        (b"not a domain", None),
        (b'{"name":"d","issuesValues":{"Fee":{"values":["300","300"]}}}', None),
        (b'{"name":"d","issuesValues":{"Fee":{"values":[' + b",".join(b'"%d"' % at for at in range(201)) + b"]}}}", None),
        (GOOD, b'{"LinearAdditiveUtilitySpace":{"name":"p","issueUtilities":{},"issueWeights":{}}}'),
        (GOOD, b'{"LinearAdditiveUtilitySpace":{"name":"p","issueUtilities":{"Fee":{"discreteutils":{"valueUtilities":{"300":1e11,"320":1}}}},"issueWeights":{"Fee":1.000001}}}'),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_answered_in_words_with_nothing_written(team, empty, domain, ours):
    answer = import_files(team.bo, empty, domain, ours)
    errors = answer.context["foreign"].errors
    assert (answer.status_code, len(errors), Issue.objects.count(), IssueOption.objects.count()) == (422, 1, 0, 0)
    assert next(iter(errors)) == ("ours" if ours and b"1e11" not in ours else "domain")


def test_unequal_scales_keep_all_proportions(team, empty):
    """Divided by what they have in common, side by side."""
    table = problem([(0, 30), (60, 0)], [(15, 0), (0, 90)])
    sheet = with_problem(sheet_of(team, team.bo, "Small"), table, by=team.bo)
    import_files(team.bo, empty, *exported(team.bo, sheet, "negmas"))
    assert bare(read(empty, team.bo).issues) == [
        ("0", 1, 1, [("0", 0, 1), ("1", 4, 0)]),
        ("1", 1, 1, [("0", 1, 0), ("1", 0, 3)]),
    ]
    assert replace(problem_of(read(empty, team.bo)), issues=()) == replace(problem_of(read(sheet, team.bo)), issues=())
