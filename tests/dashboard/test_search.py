"""Searching: what is found, in which order, by whom, and where a hit leads; the same on both databases."""

import importlib
import re
from html import unescape
from pathlib import Path

import pytest
from django.apps import apps

from charters.actions import amending, drafting, importing, items, moving, preparing, talking
from charters.content import Content
from charters.importing.drafts import Draft
from charters.models import Charter, CharterVersion, ClauseComment, Item
from common.folding import fold_lines
from common.searched import Searched
from teams.actions import members
from teams.models import Team
from tests import harbour
from tests.factories import charter_at, lead_of, team_with
from tests.world import PEOPLE, World

ROOT = Path(__file__).parents[2]
KB = 1024
SCRIPT = {"HX-Request": "true"}
ODD = {
    "Straße am Kai": ["STRASSE", "straße kai", "kai straße", "tra"],
    "Łódź to İstanbul": ["lodz", "ŁÓDŹ istanbul", "ISTANBUL", "istanbu"],
    "100 % of a_b \\ c*": ["100 %", "% of", "a_b", "\\ c", "c*"],
    "O'Brien's \"best\" offer": ["o’brien", "best", '"best"', "'s best"],
    "配送遅延のお知らせ": ["遅延", "お知らせ", "配送 遅延"],
    "שָׁלוֹם עולם": ["שלום", "עולם שלום"],
    "مُرَحَّب بكم": ["مرحب", "بكم"],
    "Cafe\u0301 on pier\u00a0nine": ["café", "CAFE", "pier nine"],
    "one-to–one": ["one–to-one", "to-one"],
    "👩\u200d🚀 in space": ["👩🚀", "🚀 space"],
    "C++ (old)": ["c++", "(c++)", "old"],
    "a soft\u00adhyphen \u202eback\u202c": ["softhyphen", "back"],
}
NOTHING = [
    "xyzzy",
    "a%b",
    "axb",
    "straße xyzzy",
    "遅 xyzzy",
    "ca.e",
    "^cafe",
    "[a-z]",
    "' OR 1=1 --",
    "\\\\",
    "\x00xyzzy",
    "__",
]


class Place:
    """A hit as it stands on the page."""

    def __init__(self, html):
        self.label, self.of = (
            self.part(html, r'hit-kind"><span>(.*?)</span>'),
            self.part(html, r'hit-kind"><span>[^<]*</span><bdi>(.*?)</bdi>'),
        )
        self.title = self.part(html, r'hit-title"><a[^>]*>(.*?)</a>')
        self.text = self.part(html, r'hit-text" dir="auto">(.*?)</p>')
        self.state = self.part(html, r'<span class="state[^>]*>(.*?)</span>')
        self.place = self.part(html, r'hit-place soft">(.*?)</p>')
        self.url = self.part(html, r'href="([^"]*)"')
        self.marks = [unescape(found) for found in re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL)]

    @staticmethod
    def part(html, pattern):
        found = re.search(pattern, html, re.DOTALL)
        return unescape(re.sub(r"<[^>]*>", "", found.group(1))) if found else ""


def search(client, question, **narrow) -> list[Place]:
    answer = client.get("/search/", {"q": question} | narrow)
    assert answer.status_code == 200, question
    return [Place(html) for html in answer.content.decode().split('<li class="hit">')[1:]]


def titles(client, question, **narrow) -> list[str]:
    return [hit.title for hit in search(client, question, **narrow)]


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def ann(team, new_client):
    return new_client(team.ann)


def begun(team, *clauses, title="Ferry group") -> CharterVersion:
    lead = lead_of(team)
    return preparing.open_draft(drafting.start(team, title, "signatures", None, clauses, by=lead), by=lead)


def scope(text):
    return harbour.clause("in_scope", {"text": text})


# What is the same


def test_every_database_finds_the_same(ann, team):
    begun(team, *map(scope, ODD))
    asked = {question: title for title, questions in ODD.items() for question in questions}
    shown = {title: " ".join(title.split()) for title in ODD}
    assert {question: titles(ann, question) for question in asked} == {
        question: [shown[title]] for question, title in asked.items()
    }
    assert {question: titles(ann, question) for question in NOTHING} == {question: [] for question in NOTHING}


@pytest.mark.parametrize(
    "question", ["x" * 20_000, "%" * 20_000, "a " * 10_000, "\x00" * 200, "\u0301" * 20_000, "\ud800", "(((((((((" * 50, "\u202e\u200f", "<script>"]
)  # fmt: skip
def test_whatever_is_asked_the_answer_is_a_light_page(question, ann, team):
    begun(team, scope("a" * 2_000), scope("aab" * 600))
    answer = ann.get("/search/", {"q": question.encode("utf-8", "replace").decode()})
    assert answer.status_code == 200
    assert len(answer.content) < 40 * KB
    assert b"<script>" not in answer.content.partition(b"<main")[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [("team", "\x00"), ("team", "no-such-team"), ("team", "' OR 1"), ("kind", "\x00"), ("kind", "secret")],
)
def test_a_narrowing_that_is_none_is_left_out(name, value, ann, team):
    begun(team, scope("Piers"))
    assert titles(ann, "piers", **{name: value}) == ["Piers"]


# What is found, and in which order


def test_titles_come_first_then_headings_then_texts_then_talk(ann, team):
    plan = harbour.clause("deliverable", {"title": "Plan", "description": "How ferries are called."})
    role = harbour.clause("role", {"title": "Ferry keeper"})
    version = begun(
        team, plan, role, harbour.clause("assignment", {"name": "Fritz Ferry"}, role.key), title="Charter of ferries"
    )
    talking.ask(version, plan.key, "Which ferries?", by=team.bo)
    talking.suggest(version, plan.key, "title", "Plan of FERRIES", by=team.cy)
    members.edit_team(team, "Ferry people", "", by=team.ann)

    found = [(hit.label, hit.of, hit.title, hit.text, hit.marks) for hit in search(ann, "ferr")]
    assert found == [
        ("Team", "", "Ferry people", "", ["Ferr"]),
        ("Charter", "", "Charter of ferries", "", ["ferr"]),
        ("Holder", "Ferry keeper", "Fritz Ferry", "", ["Ferr"]),
        ("Role", "", "Ferry keeper", "", ["Ferr"]),
        ("Deliverable", "", "Plan", "Description: How ferries are called.", ["ferr"]),
        ("Suggestion", "", "Plan", "Cy: Plan of FERRIES", ["FERR"]),
        ("Question", "", "Plan", "Bo: Which ferries?", ["ferr"]),
    ]
    assert [hit.label for hit in search(ann, "ferr", kind="clause")] == ["Holder", "Role", "Deliverable"]
    assert [hit.label for hit in search(ann, "ferr", kind="team")] == ["Team"]
    assert [hit.label for hit in search(ann, "ferr", kind="talk")] == ["Suggestion", "Question"]


def test_all_words_stand_in_the_clause_or_in_the_title_of_its_charter(ann, team):
    begun(team, scope("Delay notices"), scope("Ticket machines"), title="Ferry group")
    begun(team, scope("Delay of trains"), title="Rail group")
    assert titles(ann, "delay ferry") == ["Delay notices"]
    assert titles(ann, "notices delay") == ["Delay notices"]
    assert titles(ann, "ferry group") == ["Ferry group"]
    assert titles(ann, "delay machines") == []


def test_newer_clauses_come_first(ann, team):
    version = begun(team, *(scope(f"Pier {place}") for place in range(3)))
    oldest = version.items.get(values__text="Pier 0")
    items.replace(version, oldest.key, "text", "Pier 0", "Pier zero", by=team.ann)
    assert titles(ann, "pier")[0] == "Pier zero"


def test_of_many_hits_fifty_are_shown(ann, team):
    version = begun(team, *(scope(f"Pier {place} " + "and what belongs to it " * 20) for place in range(60)))
    talking.ask(version, version.items.first().key, "Which piers?", by=team.bo)
    page = ann.get("/search/", {"q": "pier"}).content
    assert page.count(b'<li class="hit">') == 50
    assert b"There is more." in page
    assert len(page) < 60 * KB
    assert len(search(ann, "piers")) == 1
    assert b"There is more." not in ann.get("/search/", {"q": "piers"}).content


def test_one_letter_is_too_little_and_one_chinese_sign_is_enough(ann, team):
    begun(team, scope("a"), scope("船"))
    assert (titles(ann, "a"), titles(ann, "船")) == ([], ["船"])
    assert "Two letters at least." in ann.get("/search/", {"q": "a"}).content.decode()


# Who finds what


def test_everybody_of_the_team_finds_the_same_and_others_nothing(new_client):
    world = World()
    of_team = {who: titles(new_client(world.people[who]), "pilot") for who in ("observer", "member", "lead", "manager")}
    assert list(of_team.values()) == [of_team["lead"]] * 4
    assert len(of_team["lead"]) >= len(world.at)
    assert {who: titles(new_client(world.people[who]), "pilot") for who in ("outsider", "administrator")} == {
        "outsider": [], "administrator": [],
    }  # fmt: skip
    assert new_client().get("/search/", {"q": "pilot"}).status_code == 302
    assert set(PEOPLE) == {*of_team, "outsider", "administrator", "anonymous"}


def test_who_left_finds_nothing_any_more(team, new_client):
    begun(team, scope("Piers"))
    bo = new_client(team.bo)
    assert titles(bo, "piers") == ["Piers"]
    members.leave_team(team.memberships.get(person=team.bo), by=team.bo)
    assert titles(bo, "piers") == []
    assert titles(bo, "harbour") == []


def test_what_is_prepared_in_private_is_found_by_nobody(team, new_client):
    version = drafting.start(team, "Young charter", "signatures", None, by=team.ann)
    preparing.prepare(version, {"think": "Plover thinks", "need": "Plover needs"}, revision=0, by=team.bo)
    for who in (team.ann, team.bo, team.mo):
        assert titles(new_client(who), "plover") == []
        assert titles(new_client(who), "young") == ["Young charter"]


def test_another_team_is_neither_found_nor_told_apart_from_nothing(ann, team, new_client):
    other = team_with({"oz": "lead", "bo": "member"}, name="Elsewhere")
    begun(other, scope("Turnstone"))
    begun(team, scope("Piers"))
    assert titles(ann, "turnstone") == []
    hidden, nothing = (ann.get("/search/", {"q": word}, headers=SCRIPT).content for word in ("turnstone", "xyzzyxyzz"))
    assert hidden.replace(b"turnstone", b"xyzzyxyzz") == nothing
    assert titles(ann, "piers", team=other.slug) == titles(ann, "piers", team="nothing")
    bo = new_client(team.bo)
    assert titles(bo, "turnstone") == ["Turnstone"]
    assert (titles(bo, "piers", team=other.slug), titles(bo, "turnstone", team=other.slug)) == ([], ["Turnstone"])


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
