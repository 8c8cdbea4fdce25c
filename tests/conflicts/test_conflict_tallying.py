"""Counts of disagreements: shown from five on, the same for nobody and for four."""

from datetime import date

import pytest

from conflicts.models import CaseTally
from conflicts.tallying import Counts, count, is_shown, next_quarter, number_of, part, quarter_of, quarters
from tests.factories import person, team_with

URL = "/disagreements/statistics/"


@pytest.mark.parametrize(
    ("day", "first", "following", "number"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1), 1),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 7, 1), 2),
        (date(2026, 8, 15), date(2026, 7, 1), date(2026, 10, 1), 3),
        (date(2024, 12, 31), date(2024, 10, 1), date(2025, 1, 1), 4),
    ],
)
def test_quarters(day, first, following, number):
    assert (quarter_of(day), next_quarter(day), number_of(first)) == (first, following, number)


def test_only_quarters_that_are_over():
    found = quarters(date(2025, 12, 31), date(2026, 7, 1))
    assert found == [date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)]
    assert quarters(date(2026, 7, 1), date(2026, 9, 30)) == []


def test_counting():
    assert count([]) == Counts(0, 0, 0)
    assert count([(True, False), (True, True), (False, False)]) == Counts(3, 2, 1)


def test_nobody_learns_of_fewer_than_five():
    """From what is shown of a whole and a part, no group of one to four follows."""
    for whole in range(30):
        assert is_shown(Counts(opened=whole)) == (whole >= 5)
        for of in range(whole + 1):
            shown = part(of, whole)
            assert shown in (None, of)
            assert (shown is None) == (of in range(1, 5) or whole - of in range(1, 5))


def read(new_client, who) -> str:
    return new_client(who).get(URL).content.decode()


@pytest.mark.django_db
def test_the_page_for_none_and_for_four_is_the_same(new_client):
    team = team_with()
    none = read(new_client, team.ann)
    CaseTally.objects.create(begins_on=date(2026, 1, 1), opened=4, agreed=4, mediated=0)
    assert plain(read(new_client, team.ann)) == plain(none)
    assert "Shown from five cases on." in none
    CaseTally.objects.create(begins_on=date(2026, 4, 1), opened=5, agreed=0, mediated=3)
    page = read(new_client, team.ann)
    assert "2/2026" in page
    assert "1/2026" not in page


def plain(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())


@pytest.mark.django_db
def test_who_reads_them(new_client):
    team = team_with()
    readers = {"ann": 200, "mo": 200, "bo": 403, "ob": 403}
    assert {who: new_client(getattr(team, who)).get(URL).status_code for who in readers} == readers
    assert new_client(person("root", is_staff=True)).get(URL).status_code == 200
    assert new_client(person("oz")).get(URL).status_code == 403
