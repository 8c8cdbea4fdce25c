"""Scenario 10: the signed package against the preparation, one deal better for both, five questions, ninety days; and the files."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from negotiations import explored, scoring
from negotiations.actions import packages, starting
from negotiations.models import Outcome, Reflection
from negotiations.reading import read
from notices.models import Notice
from tests.factories import team_with
from tests.negotiations.cases import MIDDLE, new_recruit
from tests.negotiations.sheets import with_problem

SIGNED = datetime.datetime(2026, 11, 3, 15, tzinfo=datetime.UTC)
QUESTIONS = {
    "worked": "We asked first.", "surprised": "The car mattered to them.", "ourselves": "We like to be liked.",
    "prepare": "Ask about the start.", "promise": "Two offers at once.",
}  # fmt: skip


@pytest.fixture
def team(db):
    return team_with({"hana": "member", "ann": "lead"})


def test_after_the_deal(team, new_client, time_machine):
    time_machine.move_to(SIGNED)
    hana = team.hana
    client = new_client(hana)
    sheet = starting.start_sheet(team, "A new colleague", by=hana)
    with_problem(sheet, new_recruit(own_reservation=5000, other_reservation=3000), by=hana)

    def post(name, *parts, **fields):
        return client.post(reverse(f"negotiations:{name}", args=[sheet.pk, *parts]), fields, follow=True)

    post("start_session", held_on="2026-11-03")
    package = packages.save_package(sheet, "As signed", scoring.choices_of(read(sheet, hana), MIDDLE), by=hana)

    # The outcome, beside the preparation as it was kept; the day to look again is ninety days ahead.
    form = client.get(reverse("negotiations:after", args=[sheet.pk])).context["form"]
    assert form.initial["check_on"] == datetime.date(2027, 2, 1)
    page = post(
        "record_outcome", kind="agreed", package=package.pk, ended_on="2026-11-03", check_on="2027-02-01",
        words="The middle of everything.",
    )  # fmt: skip
    result = page.context["result"]
    assert (result.own, result.other) == (3200, 3200)
    assert (result.left.mine, result.left.theirs, result.left.joint) == (8200, 8200, 8400)
    assert [(one.limit, one.result, one.is_reached) for one in result.against] == [
        (5000, 3200, False), (3000, 3200, True),
    ]  # fmt: skip

    # One proposal, better for both; talked about while the deal stands; then signed instead.
    better = packages.save_package(sheet, "Better for both", result.better, by=hana)
    problem = scoring.problem_of(read(sheet, hana))
    own, other = problem.totals(scoring.package_of(read(sheet, hana), as_plain(sheet, hana, better)))
    assert own > 3200
    assert other > 3200
    assert post("improve").context["sheet"].state == "improving"
    page = post("record_outcome", kind="agreed", package=better.pk, ended_on="2026-11-03", check_on="2027-02-01")
    assert page.context["sheet"].state == "agreed"
    assert page.context["result"].better is None
    assert [one.package for one in page.context["outcomes"]] == [better, package]

    # Five questions.
    post("reflect", **QUESTIONS)
    assert Reflection.objects.get().answers == QUESTIONS
    assert post("finish_reflecting").context["sheet"].state == "reflected"

    # Ninety days later, once, however often the clock runs.
    told = Notice.objects.filter(kind="reminder.outcome", person=hana)
    time_machine.move_to(SIGNED + datetime.timedelta(days=89))
    call_command("tick")
    assert told.count() == 0
    time_machine.move_to(SIGNED + datetime.timedelta(days=90))
    for _twice in range(2):
        call_command("tick")
    assert [one.text for one in told] == ["It is time to look whether a deal is kept."]
    client = new_client(hana)
    page = client.post(told.get().url, {"words": "Kept in all points."}, follow=True)
    assert page.status_code == 200
    latest = Outcome.objects.first()
    assert (latest.check_words, latest.checked_at.date()) == ("Kept in all points.", datetime.date(2027, 2, 1))


def as_plain(sheet, reader, package):
    return read(sheet, reader).packages_by_key[str(package.pk)]


def test_out_to_geniusweb_and_back_the_analysis_is_the_same(team, new_client):
    hana = team.hana
    client = new_client(hana)
    sheet = starting.start_sheet(team, "A new colleague", by=hana)
    with_problem(sheet, new_recruit(own_reservation=5000, other_reservation=3000), by=hana)
    doors = {
        "domain": reverse("negotiations:numbers_export_domain", args=[sheet.pk, "geniusweb"]),
        "ours": reverse("negotiations:numbers_export_profile", args=[sheet.pk, "geniusweb", "ours"]),
        "theirs": reverse("negotiations:numbers_export_profile", args=[sheet.pk, "geniusweb", "theirs"]),
    }
    files = {name: SimpleUploadedFile(f"{name}.json", client.get(door).content) for name, door in doors.items()}

    again = starting.start_sheet(team, "The same again", by=hana)
    client.post(reverse("negotiations:numbers_import", args=[again.pk]), files)

    there, back = shape(sheet, hana), shape(again, hana)
    assert there == back


def shape(sheet, reader) -> dict:
    """The analysis on a scale without unit, since files hold shares of the whole; five digits, as files are rounded."""
    sheet.refresh_from_db()
    content = read(sheet, reader)
    result = explored.result_of(content)
    (own_low, own_high), (other_low, other_high) = result["own_range"], result["other_range"]

    def at(own, other):
        return round((own - own_low) / (own_high - own_low), 5), round(
            (other - other_low) / (other_high - other_low), 5
        )

    fair = {name: found and [at(*point[:2]) for point in found["points"]] for name, found in result["fair"].items()}
    frontier = {(*at(own, other), count) for own, other, count in result["frontier"]}
    return {"frontier": frontier, "fair": fair, "zone": result["zone"]["packages"], "outcomes": result["outcomes"]}
