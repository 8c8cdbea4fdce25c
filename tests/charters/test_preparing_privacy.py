"""What is kept private is nowhere."""

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from charters.actions import drafting, preparing, proposals
from charters.models import Charter, CharterVersion, Preparation
from common.permissions import Refused
from tests.charters.prepared import PREPARING, SECRET, proposed, texts, write
from tests.factories import person, team_with
from tests.stored_rows import cells


@pytest.fixture
def team(db):
    team = team_with()
    team.oz = person("oz")
    team.admin = person("root", is_staff=True, is_superuser=True)
    return team


@pytest.fixture
def version(team):
    return drafting.start(team, "Harbour App charter", Charter.Adoption.SIGNATURES, None, by=team.ann)


def pages(version):
    """Every page that needs no more than the charter, its version or its team to be found."""
    known = {"charter": version.charter_id, "version": version.pk, "team": version.team.slug, "slug": version.team.slug}
    for pattern in get_resolver().url_patterns:
        for door in getattr(pattern, "url_patterns", []):
            needed = set(getattr(door.pattern, "converters", {}))
            if getattr(pattern, "namespace", None) != "admin" and needed <= known.keys() and getattr(door, "name", ""):
                name = f"{pattern.namespace}:{door.name}" if pattern.namespace else door.name
                yield reverse(name, kwargs={key: known[key] for key in needed})
    yield from (
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry
    )


def read(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.slow
def test_what_is_kept_private_is_nowhere(new_client, team, version, run_tasks, mailbox):
    write(version, team.bo, keep_private=True, **{name: f"{SECRET} {name}" for name in Preparation.FIELDS})
    preparing.open_draft(version, by=team.ann)
    run_tasks()
    assert [text for text in cells() if SECRET in text] == []
    assert [mail["Subject"] for mail in mailbox if SECRET in mail.as_string()] == []
    for who in (team.ann, team.cy, team.mo, team.ob, team.oz, team.admin):
        browser = new_client(who)
        found = [url for url in pages(version) if SECRET.encode() in read(browser.get(url, follow=True))]
        assert found == [], who
    own = new_client(team.bo).get(reverse("charters:prepare", args=[version.charter_id])).content.decode()
    assert own.count(SECRET) == len(Preparation.FIELDS)


def test_a_preparation_is_its_writers_alone(team, version):
    write(version, team.bo, think=SECRET)
    seen = {who: Preparation.objects.visible_to(getattr(team, who)).count() for who in PREPARING}
    assert seen == dict.fromkeys(PREPARING, 0) | {"bo": 1}


def test_outsiders_find_no_proposal(new_client, team, version):
    proposal = proposed(version, team.bo, need="Answers")
    browser = new_client(team.oz)
    assert browser.get(reverse("charters:proposals", args=[version.charter_id])).status_code == 404
    assert browser.post(reverse("charters:dismiss_proposal", args=[proposal.pk])).status_code == 404
    assert texts(version) == [("Bo", "expectation", "Answers")]


def test_a_finished_version_takes_no_proposal(team, version):
    proposal = proposed(version, team.bo, need="Answers")
    CharterVersion.objects.update(state="withdrawn")
    proposal.refresh_from_db()
    with pytest.raises(Refused, match="This version is finished"):
        proposals.adopt_proposal(proposal, "expectation", "Answers", by=team.ann)
    assert version.items.count() == 0
