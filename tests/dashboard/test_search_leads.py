"""What a search finds as words change, where a hit leads, and the page itself."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps

from charters.actions import amending, drafting, importing, items, moving, talking
from charters.content import Content
from charters.importing.drafts import Draft
from charters.models import Charter, CharterVersion, ClauseComment, Item
from common.folding import fold_lines
from common.searched import Searched
from teams.actions import members
from teams.models import Team
from tests import harbour
from tests.dashboard.searching import SCRIPT, begun, scope, search, titles
from tests.factories import charter_at, team_with
from tests.world import World

ROOT = Path(__file__).parents[2]


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def ann(team, new_client):
    return new_client(team.ann)


# What changes


def test_words_are_found_as_they_stand_now(ann, team):
    version = begun(team, scope("Piers"))
    key = version.items.get().key
    items.replace(version, key, "text", "Piers", "Boats", by=team.bo)
    assert (titles(ann, "piers"), titles(ann, "boats")) == ([], ["Boats"])
    items.remove(version, key, by=team.bo)
    assert titles(ann, "boats") == []
    items.restore(version, key, by=team.bo)
    assert titles(ann, "boats") == ["Boats"]
    drafting.retitle(version, "Quay group", "signatures", None, by=team.ann)
    assert (titles(ann, "ferry"), titles(ann, "quay")) == ([], ["Quay group"])
    importing.import_charters(team, [Draft(Content("From a file", [scope("Tides")]))], by=team.ann)
    assert (titles(ann, "tides"), titles(ann, "file")) == (["Tides"], ["From a file"])
    members.edit_team(team, "Tide people", "", by=team.ann)
    assert (titles(ann, "tide people"), titles(ann, "harbour")) == (["Tide people"], [])


def test_what_is_said_is_found_with_its_answers(ann, team):
    version = begun(team, scope("Piers"))
    asked = talking.ask(version, version.items.get().key, "Whose gulls?", by=team.bo)
    said = talking.reply(asked, "Nobody owns gulls.", by=team.cy)
    assert [(hit.label, hit.text, hit.state) for hit in search(ann, "gulls")] == [
        ("Reply", "Cy: Nobody owns gulls.", ""), ("Question", "Bo: Whose gulls?", "Open"),
    ]  # fmt: skip
    assert search(ann, "nobody")[0].url == f"/charters/{version.charter_id}/clauses/{said.item_key}/#said-{said.pk}"


def test_an_amendment_is_found_where_only_it_says_so_and_takes_over(ann, team):
    version = charter_at("active", team, adoption="none")
    clause = version.items.get(kind="stakeholder")
    amendment = amending.begin(version.charter, by=team.ann)
    told = [("Stakeholder", "Active", "Harbour App charter · Harbour App")]
    assert [(hit.label, hit.state, hit.place) for hit in search(ann, "winter")] == told
    items.replace(amendment, clause.key, "why", clause.values["why"], "They wait outside in summer.", by=team.bo)
    added = harbour.clause("in_scope", {"text": "Summer timetables"})
    items.save(amendment, added.key, added.values, "0.", by=team.bo, kind="in_scope")

    assert [(hit.label, hit.state, hit.place) for hit in search(ann, "winter")] == told
    drafted = [(hit.title, hit.state, hit.place) for hit in search(ann, "summer")]
    place = "Harbour App charter · Harbour App · in the draft"
    assert drafted == [("Summer timetables", "Draft", place), ("Passengers of line 62", "Draft", place)]
    assert {hit.state for hit in search(ann, "passengers line")} == {"Active"}

    moving.withdraw(amendment, reason="Not now.", by=team.ann)
    assert titles(ann, "summer") == []
    assert [hit.state for hit in search(ann, "winter")] == ["Active"]


def test_versions_that_are_over_are_not_found(ann, team):
    version = begun(team, scope("Piers"))
    talking.ask(version, version.items.get().key, "Which piers?", by=team.bo)
    assert len(search(ann, "piers")) == 2
    moving.withdraw(version, reason="No ferry.", by=team.ann)
    assert search(ann, "piers") == []
    assert search(ann, "ferry") == []


def test_words_superseded_by_an_amendment_are_not_found(ann, team):
    version = charter_at("active", team, adoption="none")
    clause = version.items.get(kind="stakeholder")
    CharterVersion.objects.filter(pk=version.pk).update(state="superseded")
    assert search(ann, "winter") == []
    CharterVersion.objects.filter(pk=version.pk).update(state="expired")
    hit = search(ann, "winter")[0]
    assert (hit.state, hit.url) == (
        "Expired",
        f"/charters/versions/{version.pk}/?clause={clause.key}#clause-{clause.key}",
    )


# Where a hit leads


@pytest.mark.parametrize("state", ["draft", "in_review", "signing", "active"])
def test_a_hit_leads_to_its_place(state, ann, team):
    charter_at(state, team)
    questions = ["ferry passengers", "pilot", "phone", "testing pier", "Bo", "consent", "money"]
    found = {hit.label: hit for question in questions for hit in search(ann, question, kind="clause")}
    assert {
        "Purpose",
        "Deliverable",
        "Communication agreement",
        "Accountability",
        "Holder",
        "Decision rule",
        "Section",
    } <= found.keys()
    for hit in found.values():
        place = hit.url.partition("#")[2]
        page = ann.get(hit.url).content.decode()
        assert f'id="{place}"' in page if place else 'id="clause-' in page, hit.url


def test_a_word_of_a_choice_is_found_as_it_is_read(ann, team):
    charter_at("active", team)
    assert [(hit.title, hit.text) for hit in search(ann, "reasoned objection")] == [
        ("Decision rule", "Consent: nobody has a reasoned objection")
    ]


# The page


def test_the_page_teaches_before_a_question_and_helps_after_one_in_vain(ann, team):
    page = ann.get("/search/").content.decode()
    assert "Everything your teams have agreed on" in page
    page = ann.get("/search/", {"q": "<b>xyzzy</b>"}).content.decode()
    assert "Nothing found for “&lt;b&gt;xyzzy&lt;/b&gt;”" in page
    assert "A part of a word is enough" in page
    assert 'value="&lt;b&gt;xyzzy&lt;/b&gt;"' in page
    narrowed = ann.get("/search/", {"q": "xyzzy", "kind": "talk"}).content.decode()
    assert '<a href="/search/?q=xyzzy">Search everything, in all your teams</a>' in narrowed


def test_a_script_gets_the_list_alone_with_the_count_for_those_who_listen(ann, team):
    begun(team, scope("Piers"), scope("Pier nine"))
    part = ann.get("/search/", {"q": "pier"}, headers=SCRIPT).content.decode()
    assert "<html" not in part
    assert '<p id="found-count" hx-swap-oob="innerHTML">2 places found</p>' in part
    assert part.count('<li class="hit">') == 2


def test_teams_are_offered_where_there_are_several(ann, team):
    other = team_with({"oz": "lead", "ann": "member"}, name="Elsewhere")
    begun(team, scope("Piers"))
    begun(other, scope("More piers"))
    page = ann.get("/search/", {"q": "piers"}).content.decode()
    assert 'href="?q=piers&amp;team=elsewhere"' in page
    assert titles(ann, "piers", team="elsewhere") == ["More piers"]


def test_every_page_leads_to_the_search(ann, team):
    assert 'action="/search/"' in ann.get("/").content.decode()
    assert ann.get("/search/").content.decode().count('role="search"') == 1


# What is kept


def searched_rows():
    return {model: list(model.objects.order_by("pk")) for model in apps.get_models() if issubclass(model, Searched)}


@pytest.mark.django_db
def test_every_row_keeps_the_words_it_says():
    """However it was written: alone or with many, new or changed."""
    World()
    rows = searched_rows()
    assert {model for model in rows if rows[model]} == {Charter, CharterVersion, ClauseComment, Item, Team}
    wrong = [row for found in rows.values() for row in found if row.words != fold_lines(row.said())]
    assert wrong == []


@pytest.mark.django_db
def test_the_migration_fills_what_was_there(monkeypatch):
    charter_at("draft")
    before = {row.pk: row.words for found in searched_rows().values() for row in found}
    for model in searched_rows():
        model.objects.update(words="")
    monkeypatch.setattr("common.searched.BATCH", 7)
    for path in ROOT.glob("*/migrations/*_search.py"):
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)).fill(apps, None)
    assert {row.pk: row.words for found in searched_rows().values() for row in found} == before
