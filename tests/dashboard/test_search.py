"""Searching: what is found, in which order, by whom, and where a hit leads; the same on both databases."""

import pytest

from charters.actions import drafting, items, preparing, talking
from teams.actions import members
from tests import harbour
from tests.dashboard.searching import SCRIPT, begun, scope, search, titles
from tests.factories import team_with
from tests.world import PEOPLE, World

KB = 1024
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


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def ann(team, new_client):
    return new_client(team.ann)


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
