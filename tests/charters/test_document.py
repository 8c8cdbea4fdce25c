"""The read page of a charter, its past versions and its history."""

import ast
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from charters.actions.importing import import_charters
from charters.content import Clause, Content
from charters.importing.drafts import Draft
from charters.models import CharterVersion, RoleAssignment
from charters.reading import read
from charters.telling import changes, days
from common.ids import uuid7
from teams import telling
from teams.history import record
from teams.models import Event
from tests.big import big_at
from tests.factories import charter_at, person, team_with

SHOW, HISTORY = 8, 6
ACTIONS = Path(__file__).parents[2] / "charters" / "actions"


def clause(kind, parent="", gap="", **values):
    return Clause(str(uuid7()), kind, values, parent, gap)


def due(text, on=None, precision="text"):
    return {"text": text, "on": on, "precision": precision}


def imported(team, *clauses, title="Ferry group"):
    return import_charters(team, [Draft(Content(title, list(clauses)))], by=team.ann)[0]


def page_of(client, charter) -> str:
    answer = client.get(f"/charters/{charter.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def ann(team, new_client):
    return new_client(team.ann)


def test_parts_that_say_nothing_are_left_out_and_the_rest_is_numbered():
    content = Content("T", [clause("stakeholder", name="Passengers"), clause("purpose", text="Why")])
    assert [(part.number, part.part.name) for part in read(content)] == [(1, "purpose"), (2, "stakeholders")]


def places_on(page) -> Counter:
    return Counter(re.findall(r'id="clause-([0-9a-f-]{36})"', page))


def test_a_link_finds_every_clause(new_client):
    version = charter_at("active")
    page = page_of(new_client(version.team.ann), version.charter)
    assert places_on(page) == Counter(map(str, version.items.values_list("key", flat=True)))


def test_a_link_finds_the_clause_that_it_asks_for_in_a_long_charter(new_client):
    version = big_at("active")
    ann = new_client(version.team.ann)
    assert places_on(page_of(ann, version.charter)) == {}
    for kind in version.items.order_by().values_list("kind", flat=True).distinct():
        key = str(version.items.filter(kind=kind).for_content().last().key)
        answer = ann.get(f"/charters/{version.charter_id}/", {"clause": key})
        assert places_on(answer.content.decode()) == {key: 1}, kind
    for nothing in ("", "nothing", '"><script>'):
        answer = ann.get(f"/charters/{version.charter_id}/", {"clause": nothing})
        assert places_on(answer.content.decode()) == {}


def test_every_word_of_a_charter_is_on_its_page(ann, team):
    role = clause(
        "role", title="Chair", purpose="Calls *meetings*", seats=3, hours=4, decision_right="Agenda", term="A year"
    )
    goal = clause(
        "goal", statement="Fewer delays", measure="80 %", due=due("Q3 2026", "2026-09-30", "quarter"), of="Chair"
    )
    clauses = [
        clause("purpose", text="Keep **ferries** running"), clause("dates", starts=due("Adoption"), ends=due("TBD")), goal,
        clause("goal", statement="Be quick", serves=goal.key), clause("in_scope", text="Piers\nand boats"), clause("out_of_scope", text="Trains"), role,
        clause("accountability", role.key, text="Calling meetings"), clause("not_accountable_for", role.key, text="Tickets"),
        clause("assignment", role.key, name="Jo", handle="jo_l", affiliation="Harbour", share="50 %", note="interim", term_ends=due("May 2027")),
        clause("assignment", role.key, name="Old Hand", former=True),
        clause("expectation", what="Reviews", from_whom="Jo", to_whom="all", measure="one day", category="quality"),
        clause("deliverable", title="Map", description="Of all piers", acceptance_criteria="Two read it", due=due("Step 1"), owner="Kam & Izabela", group="First", status="draft", letters={role.key: "A/R"}),
        clause("milestone", title="Opening", due=due("2027-01-01", "2027-01-01", "day")),
        clause("working_agreement", text="Before eleven", title="Mornings", topic="time", owner="Chair", review_on="2027-02-03"),
        clause("communication_agreement", channel="Chat", use_for="Daily", urgency="normal", respond_within="4 h", quiet_hours="18-8 UTC"),
        clause("meeting", title="Weekly", when="Tuesday", text="Standing up"), clause("decision_rule", rule="consent", tie_break="Chair", text="We ask twice"),
        clause("conflict_step", what="Talk", within="2 days", who="Both"), clause("contingency", trigger="Ice", response="buses run", actor="Chair"),
        clause("stakeholder", name="Passengers", why="They wait"), clause("section", "", "kept: 7", title="Money", text="None"),
    ]  # fmt: skip
    page = page_of(ann, imported(team, *clauses))
    for words in (
        "Keep <strong>ferries</strong> running", "Adoption", "TBD", "Fewer delays", "80 %", "Q3 2026", "Be quick", "Piers<br>and boats", "Trains", "Chair",
        "Calls <em>meetings</em>", "2 seats are vacant", "Agenda", "A year", "Calling meetings", "Tickets", "jo_l, Harbour, 50 %, → May 2027, interim",
        "1 former holder", "Old Hand", "Reviews", "one day", "Quality", "Map", "Of all piers", "Two read it", "Step 1", "Kam &amp; Izabela", "First", "draft",
        "A/R", "Opening", "Before eleven", "Mornings", "time", "3 February 2027", "Chat", "Daily", "Normal", "4 h", "18-8 UTC", "Weekly", "Tuesday", "Standing up",
        "Consent: nobody has a reasoned objection", "We ask twice", "Talk", "2 days", "Ice", "buses run", "They wait", "Money", "None", "kept: 7",
    ):  # fmt: skip
        assert words in page, words


def test_a_role_without_holders_is_vacant(ann, team):
    assert "Vacant: nobody holds this role" in page_of(ann, imported(team, clause("role", title="Chair")))


def test_a_charter_in_force_shows_its_frozen_text_and_who_signed(new_client):
    version = charter_at("active")
    version.items.update(values={})
    page = page_of(new_client(version.team.ob), version.charter)
    assert "We give ferry passengers one app" in page
    for name in ("Ann", "Bo", "Cy"):
        assert f'<span class="written-name" dir="auto">{name}</span>' in page
    assert version.content_hash in page


def test_a_draft_shows_what_is_written_now(new_client):
    version = charter_at("draft")
    page = page_of(new_client(version.team.ann), version.charter)
    assert "We give ferry passengers one app" in page
    assert "Fingerprint" not in page


def test_who_has_not_accepted_a_role_is_marked(new_client):
    version = charter_at("draft")
    held = RoleAssignment.objects.filter(charter=version.charter).order_by("created_at", "id").first()
    RoleAssignment.objects.filter(charter=version.charter).update(state="accepted")
    client = new_client(version.team.ann)
    assert "not accepted yet" not in page_of(client, version.charter)
    RoleAssignment.objects.filter(pk=held.pk).update(state="proposed")
    assert page_of(client, version.charter).count("not accepted yet") == 1


def test_the_version_in_force_says_that_another_is_on_its_way(new_client):
    version = charter_at("active")
    client = new_client(version.team.bo)
    assert "is on its way" not in page_of(client, version.charter)
    later = CharterVersion.objects.create(
        team=version.team, charter=version.charter, created_by=version.team.ann, major=2
    )
    page = page_of(client, version.charter)
    assert "Version 2.0 is on its way; what you read here still holds." in page
    assert f'href="/charters/versions/{later.pk}/"' in page
    assert "Nothing is written yet." in client.get(f"/charters/versions/{later.pk}/").content.decode()


def test_a_past_version_says_so_and_stays_readable(new_client):
    version = charter_at("active")
    CharterVersion.objects.filter(pk=version.pk).update(state="superseded")
    page = new_client(version.team.bo).get(f"/charters/versions/{version.pk}/").content.decode()
    assert "This version is history." in page
    assert "We give ferry passengers one app" in page


@pytest.mark.parametrize(
    "path", ["/charters/{charter}/", "/charters/{charter}/history/", "/charters/versions/{version}/"]
)
def test_outsiders_find_nothing(new_client, path):
    version = charter_at("active")
    url = path.format(charter=version.charter_id, version=version.pk)
    assert new_client(person("oz")).get(url).status_code == 404
    assert new_client(version.team.mo).get(url).status_code == 200


def crowd(number):
    role = clause("role", title="Chair")
    clauses = [role]
    for place in range(number):
        clauses.append(clause("assignment", role.key, name=f"Person {place}"))
        clauses.append(
            clause(
                "deliverable", title=f"Map {place}", due=due("2027-01-01", "2027-01-01", "day"), letters={role.key: "A"}
            )
        )
        clauses.append(clause("in_scope", text=f"Pier {place}"))
    return clauses


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_database_the_same_whatever_its_length(ann, team, number, django_assert_num_queries):
    charter = imported(team, *crowd(number))
    page_of(ann, charter)
    with django_assert_num_queries(SHOW):
        page_of(ann, charter)


def largest():
    roles = [
        clause("role", title=title, purpose="What it is for.") for title in ("Member", "Chair", "Editor", "Liaison")
    ]
    clauses = [clause("purpose", text="To keep styles together."), *roles]
    clauses += [
        clause("assignment", roles[0].key, name=f"Person Number {place}", handle=f"@handle{place}")
        for place in range(75)
    ]
    clauses += [
        clause("in_scope", text=f"Scope item {place}: " + "words that say what belongs here. " * 3)
        for place in range(49)
    ]
    letters = dict(zip([role.key for role in roles], ["I", "A", "R", "C"], strict=True))
    return clauses + [
        clause("deliverable", title=f"Module {place} of the specification", group=f"Group {place // 24}", letters=letters,
               due=due(f"2027-{place % 12 + 1:02}-15", f"2027-{place % 12 + 1:02}-15", "day"), acceptance_criteria="Two implementations.")
        for place in range(96)
    ]  # fmt: skip


def test_the_largest_real_sizes_stay_a_light_page(ann, team, django_assert_num_queries):
    charter = imported(team, *largest())
    page_of(ann, charter)
    with django_assert_num_queries(SHOW):
        page = page_of(ann, charter)
    assert all(f"Module {place} of the specification" in page for place in range(96))
    assert all(f"Person Number {place}" in page for place in range(75))
    assert len(page.encode()) <= 60 * 1024


@pytest.mark.parametrize("extension", ["json", "md", "pdf"])
def test_the_largest_real_sizes_can_be_taken_away(ann, team, extension, django_assert_max_num_queries):
    version = imported(team, *largest()).versions.get()
    with django_assert_max_num_queries(6):
        data = ann.get(f"/charters/versions/{version.pk}/charter.{extension}").content
    assert extension == "pdf" or data.count(b"of the specification") >= 96


def test_the_history_tells_the_whole_way_newest_first(new_client):
    version = charter_at("active")
    page = new_client(version.team.ob).get(f"/charters/{version.charter_id}/history/").content.decode()
    story = ["is in force.", "signed version", "froze version", "sent the charter to review", "started the charter"]
    places = [page.index(words) for words in story]
    assert places == sorted(places)
    assert "charter." not in "".join(
        told["sentence"] for day in days(list(Event.objects.all())) for told in day["events"]
    )


def test_the_history_shows_what_a_change_changed(ann, team):
    charter = imported(team, clause("purpose", text="Old words"))
    told = {"kind": "purpose", "heading": "New words", "before": {"text": "Old words"}, "after": {"text": "New words"}}
    record("charter.clause_changed", charter, by=team.bo, about=charter, **told)
    page = ann.get(f"/charters/{charter.pk}/history/").content.decode()
    assert "<bdi>Bo</bdi> changed “<bdi>New words</bdi>”." in page
    assert "Old" in page[page.index("<del>") : page.index("</del>")]
    assert "New" in page[page.index("<ins>") : page.index("</ins>")]


def test_values_of_every_sort_are_told_in_words():
    told = {
        "kind": "deliverable",
        "before": {"due": None, "letters": {"a": "R"}, "former": False},
        "after": {"due": due("Q3 2026"), "letters": {"a": "A", "b": ""}, "former": True},
    }
    pieces = [(str(one["label"]), "".join(piece.text for piece in one["pieces"])) for one in changes(Event(data=told))]
    assert pieces == [("Due", "Q3 2026"), ("RACI", "RA"), ("former", "noyes")]


def recorded():
    """The verb of each event that the charters' actions write by name."""
    for path in sorted(ACTIONS.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(call, ast.Call)
                and ast.unparse(call.func) == "record"
                and isinstance(call.args[0], ast.Constant)
            ):
                yield call.args[0].value


def test_every_event_of_a_charter_has_its_sentence():
    assert {verb for verb in recorded() if verb not in telling.sentences} == set()


def test_days_are_the_readers_days():
    late = timezone.now().replace(year=2026, month=5, day=4, hour=23, minute=30)
    events = [Event(verb="team.created", at=late), Event(verb="team.created", at=late - timedelta(hours=1))]
    with timezone.override("Asia/Tokyo"):
        assert [day["day"].day for day in days(events)] == [5]
    with timezone.override("UTC"):
        assert [day["day"].day for day in days(events)] == [4]


@pytest.mark.parametrize("number", [1, 90])
def test_the_history_is_cut_in_pages_of_the_same_cost(ann, team, number, django_assert_num_queries):
    charter = imported(team, clause("purpose", text="x"))
    for place in range(number):
        record("charter.clause_moved", charter, by=team.bo, about=charter, heading=f"clause {place}.")
    ann.get("/")
    with django_assert_num_queries(HISTORY):
        page = ann.get(f"/charters/{charter.pk}/history/").content.decode()
    assert page.count(" moved “<bdi>clause") == min(number, 40)
    assert ("?before=" in page) == (number > 40)


def test_the_next_page_of_the_history_goes_on_where_the_first_ended(ann, team):
    charter = imported(team, clause("purpose", text="x"))
    for place in range(60):
        record("charter.clause_moved", charter, by=team.bo, about=charter, heading=f"clause-{place}-")
    first = ann.get(f"/charters/{charter.pk}/history/").content.decode()
    mark = first[first.index("?before=") :].split('"')[0]
    second = ann.get(f"/charters/{charter.pk}/history/{mark}").content.decode()
    seen = [[place for place in range(60) if f"clause-{place}-" in page] for page in (first, second)]
    assert seen == [list(range(20, 60)), list(range(20))]


def test_the_document_is_for_everyone(page, phone, sign_in, axe, no_sideways_scroll):
    version = charter_at("active")
    charter, slug = version.charter_id, version.team.slug
    paths = [f"/charters/{charter}/", f"/charters/{charter}/history/", "/charters/verify/", f"/charters/import/{slug}/"]
    for browser in (page, phone):
        sign_in(browser, version.team.ann)
        for path in paths:
            browser.goto(path)
            axe(browser)
            no_sideways_scroll(browser)


def test_the_document_prints_whole(page, sign_in):
    version = charter_at("active")
    sign_in(page, version.team.ann)
    page.goto(f"/charters/{version.charter_id}/")
    page.emulate_media(media="print")
    assert page.locator(".document").is_visible()
    assert [page.locator(part).is_visible() for part in (".masthead", ".tabs", ".files", ".steps")] == [False] * 4
