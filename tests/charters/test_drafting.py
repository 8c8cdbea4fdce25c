"""The draft page: what it shows, to whom, and what it costs."""

from charters.actions import items
from charters.merging import stamp
from common.ids import uuid7
from tests.factories import charter_at, team_with
from django.urls import reverse


def draft_url(version):
    return reverse("charters:draft", args=[version.charter_id])


def test_the_draft_shows_every_part_with_its_clauses(new_client):
    version = charter_at("draft")
    page = new_client(version.team.bo).get(draft_url(version)).content.decode()
    for words in ("Why are we here", "Release keeper", "Pilot on line 62", "Consent: nobody", "Passengers of line 62"):
        assert words in page
