"""What the pages of a sheet cost: as many statements with one of everything as with eight, and never more than twelve."""

import datetime

import pytest
from django.urls import reverse

from common.ids import uuid7
from negotiations.actions import estimates, laying_out, linking, packages, parts, talks
from negotiations.content import Estimate, Issue, Option
from negotiations.kinds import KINDS
from negotiations.models import Issue as IssueRow
from negotiations.models import IssueOption, SessionEntry
from negotiations.reading import estimate, read_whole
from negotiations.scoring import choices_of
from tests.factories import person, team_with
from tests.negotiations import doors
from tests.negotiations.sheets import seat, sheet_of
from tests.test_budgets import MOST, asked

# What is no page: files, and pages of which somebody else is the reader.
FILES = {
    "negotiations:export",
    "negotiations:numbers_csv",
    "negotiations:numbers_export_domain",
    "negotiations:numbers_export_profile",
}
THEIRS = {"negotiations:side", "negotiations:opened"}
DAY = datetime.date(2026, 11, 3)
FEW, MANY = 1, 8


class Sheets:
    """A team in which bo has `number` of everything on the sheet, and `number` sheets beside it."""

    def __init__(self, number: int):
        members = {f"member{place}": "member" for place in range(number)}
        cast = {"ann": "lead", "bo": "member", "cy": "member", "mo": "manager", "ob": "observer"}
        self.team, self.number = team_with(cast | members, name=f"Team of {number}"), number
        self.people = {"administrator": person(f"root{number}", is_staff=True, is_superuser=True)}
        doors.plant(self)
        for place in range(number):
            self.add(place)

    def add(self, place: int):
        bo, sheet = self.team.bo, self.sheet
        seat(sheet, getattr(self.team, f"member{place}"), "viewer")
        sheet_of(self.team, bo, f"Another {place}")
        for kind in KINDS.values():
            parts.write_part(sheet, uuid7(), kind.name, {kind.heading: f"{kind.name} {place}"}, "0.", by=bo)
        self.add_numbers(place)
        self.talk(place)

    def add_numbers(self, place: int):
        bo, sheet = self.team.bo, self.sheet
        laying_out.lay_out(sheet, [topic(place)], by=bo)
        whole = read_whole(sheet)
        packages.save_package(sheet, f"Package {place}", choices_of(whole, (place % 3,) * len(whole.issues)), by=bo)
        linking.add_scenario(sheet, {"name": f"What if {place}"}, key=f"scenario{place}", by=bo)
        pair = [issue.options[place % 3].key for issue in (whole.issues[0], whole.issues[1])]
        linking.link_options(sheet, "exclusion", [IssueOption.objects.get(pk=key) for key in pair], by=bo)

    def talk(self, place: int):
        bo = self.team.bo
        session = talks.start_session(self.sheet, DAY, title=f"Meeting {place}", by=bo)
        for kind in SessionEntry.Kind.values:
            talks.log_entry(session, said(kind, place), by=bo)
        talks.log_entry(self.session, said("heard", place), by=bo)
        last = IssueRow.objects.filter(sheet=self.sheet).last()
        seen = estimates.mark_of(estimate(last.weights.get(party="other")))
        estimates.move_estimate(self.entry, "weight", last, Estimate(place + 3), seen, by=bo)

    def url(self, row) -> str:
        known = doors.parts(self)
        return reverse(row.name, args=[known[name]() if name in known else name for name in row.parts.split()])


def topic(place: int) -> Issue:
    scores = [Option("", name, Estimate(at), Estimate(2 - at)) for at, name in enumerate(("yes", "perhaps", "no"))]
    return Issue("", f"Topic {place}", own=Estimate(1), other=Estimate(2, confidence="low"), options=tuple(scores))


def said(kind: str, place: int) -> dict:
    return {
        "kind": kind, "party": "other", "words": f"Said {place}", "heard": "", "reflected_back": False,
        "confirmed_by_them": False, "acknowledged": False, "package": "",
    }  # fmt: skip


def pages():
    return [row for row in doors.ROWS if row.method == "get" and row.name not in FILES | THEIRS]


@pytest.mark.django_db
def test_each_page_of_a_sheet_asks_as_often_with_one_as_with_eight(new_client):
    few, many = Sheets(FEW), Sheets(MANY)
    readers = {world: new_client(world.team.bo) for world in (few, many)}
    counts = {row.name: [asked(readers[world], world.url(row)) for world in (few, many)] for row in pages()}
    assert {name: (low, high) for name, (low, high) in counts.items() if low != high} == {}
    assert {name: high for name, (_low, high) in counts.items() if high > MOST} == {}
