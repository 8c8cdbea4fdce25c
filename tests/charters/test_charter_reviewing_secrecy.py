"""Nobody is found in the answers of a review."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from charters.actions import charter_reviewing as reviewing
from charters.agreements import Answer
from charters.models import ReviewAnswer, ReviewMarks
from notices.models import Mail, Notice
from teams.models import Event
from tests.charters.looking_back import url
from tests.charters.reviews import closed, key_of, opened, same_for_all
from tests.factories import charter_at, person, team_with
from tests.stored_rows import as_they_lie, start_anew
from tests.test_leaks import log_of_the_site, stored


@pytest.fixture
def version(db):
    team = team_with()
    team.oz = person("oz")
    version = charter_at("active", team)
    version.charter.refresh_from_db()
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return version


def fields_of(version, verdict, kept):
    """What the form sends that gives one answer to every agreement."""
    keys = same_for_all(version)
    return {f"verdict_{key}": verdict for key in keys} | {f"kept_{key}": str(kept) for key in keys}


# Nobody is found in the answers

SAID = {"ann": ("keep", 5), "bo": ("change", 2), "cy": ("drop", 1)}


def test_after_it_closed_no_row_leads_from_an_answer_to_its_giver(version, new_client):
    with log_of_the_site() as log:
        review, team = opened(version), version.team
        for page in ("mark_agreements", "hand_in_marks"):
            for who, answer in SAID.items():
                new_client(getattr(team, who)).post(url(page, review.pk), fields_of(version, *answer))
    rows = list(ReviewAnswer.objects.values())
    assert len(rows) == 3 * 14
    assert set(rows[0]) == {"id", "team_id", "review_id", "item_key", "verdict", "kept"}
    assert {row["id"].version for row in rows} == {4}
    assert ReviewMarks.objects.count() == 0
    names = {str(row["id"]) for row in rows}
    assert rows_with(names) == {"charters.ReviewAnswer"}
    since = timezone.now() - timedelta(minutes=5)
    told = Event.objects.filter(at__gt=since, verb__startswith="charter_review").values_list(
        "verb", "actor__name", "data"
    )
    assert sorted(told) == [
        ("charter_review.closed", None, {"asked": 3, "answered": 3}),
        ("charter_review.opened", "Ann", {"closes_on": review.closes_on.isoformat()}),
    ]
    assert [word for word in ("drop", "verdict", "kept_") if word in log.getvalue()] == []


def rows_with(names):
    """The models of all rows in the whole database that hold one of these identifiers."""
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        if any(name in words_of(row) for name in names)
    }


def words_of(row) -> str:
    return " ".join(str(value) for value in row.values())


def test_the_places_of_the_rows_tell_nothing(version):
    """Their order in the table is that of their random names, not of those who gave them."""
    start_anew(ReviewAnswer)
    closed(version, *SAID.values())
    written = as_they_lie(ReviewAnswer.objects.all())
    assert len(written) > len(SAID)
    assert written == sorted(written)


@pytest.mark.django_db(transaction=True)
def test_the_database_never_holds_marks_that_can_be_read(client):
    """While a review is open a thief of the database finds no mark: neither its words nor which agreement it is about."""
    team = team_with()
    version = charter_at("active", team)
    version.charter.refresh_from_db()
    review = opened(version)
    reviewing.mark_agreements(review, same_for_all(version, "drop", 1), by=team.bo)
    key = key_of(version, "Chat")
    assert re.findall(rb'"%s": ?\["drop"' % key.encode(), stored()) == []
    assert ReviewMarks.objects.extra(select={"raw": "sealed"}).values_list("raw", flat=True)[0].startswith("gAAAA")
    assert reviewing.marks_of(ReviewMarks.objects.get())[key] == Answer("drop", 1)
