"""The draft page: what it shows, to whom, what it costs; the grid of letters; what others changed meanwhile."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from charters.actions import adding, drafting, items
from charters.models import ClauseComment
from common.ids import uuid7
from tests.charters.drafts import HTMX, opened, saved_values, send, the, url
from tests.factories import charter_at, person

BUDGET = 60_000


@pytest.fixture
def version(db):
    return charter_at("draft")


def body(response) -> str:
    return response.content.decode()


def grown(version, many=30):
    """So many of everything that has lists."""
    for kind in ("goal", "role", "deliverable", "in_scope", "working_agreement"):
        adding.add_many(version, kind, [f"{kind} {n}" for n in range(many)], by=version.team.ann, token=uuid7())
    role = the(version, "role")
    for kind in ("assignment", "accountability"):
        adding.add_many(
            version, kind, [f"{kind} {n}" for n in range(many)], by=version.team.ann, parent=role.key, token=uuid7()
        )
    comments(version)


def comments(version):
    ClauseComment.objects.bulk_create(
        ClauseComment(
            charter_id=version.charter_id, version=version, team_id=version.team_id, item_key=item.key, kind="question",
            text="Why?", author=version.team.bo,
        )
        for item in version.items.all()
    )  # fmt: skip


def statements(client, address, **extra):
    client.get(address, **extra)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address, **extra).status_code == 200
    return len(queries)


def test_the_draft_shows_every_part_with_its_clauses(new_client, version):
    page = body(new_client(version.team.bo).get(url("draft", version)))
    for words in (
        "Why are we here, and how will we know it worked?", "Release keeper", "Pilot on line 62", "A: Product lead",
        "Consent: nobody has a reasoned objection", "If a deliverable is three days late, then its owner offers two ways out",
        "26 February 2027", "else: The product lead decides within two working days.",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize("name", ["draft", "raci"])
def test_pages_cost_the_same_with_one_and_with_thirty(new_client, version, name):
    bo = new_client(version.team.bo)
    few = statements(bo, url(name, version))
    grown(version)
    assert statements(bo, url(name, version)) == few
    assert few <= 12


@pytest.mark.parametrize("kind", ["role", "deliverable", "goal"])
def test_an_open_clause_costs_the_same_with_one_and_with_thirty(new_client, version, kind):
    bo, item = new_client(version.team.bo), the(version, kind)
    few = statements(bo, url("item", version, item.key), headers=HTMX)
    grown(version)
    assert statements(bo, url("item", version, item.key), headers=HTMX) == few
    assert few <= 12


def test_the_largest_real_charter_opens_within_its_budget(new_client, version):
    """96 deliverables, 75 holders of one role, 49 scope items of usual length."""
    ann, add = new_client(version.team.ann), adding.add_many
    add(
        version,
        "deliverable",
        [f"CSS Module Level {n} with a title" for n in range(96)],
        by=version.team.ann,
        token=uuid7(),
    )
    add(
        version,
        "assignment",
        [f"Person {n}" for n in range(75)],
        by=version.team.ann,
        parent=the(version, "role").key,
        token=uuid7(),
    )
    add(version, "in_scope", [f"{n}: " + "x" * 130 for n in range(49)], by=version.team.ann, token=uuid7())
    page = ann.get(url("draft", version)).content
    assert len(page) < BUDGET
    assert "Show 38 more" in page.decode()
    assert "CSS Module Level 95" in body(ann.get(url("draft", version) + "?all=deliverable"))
    assert "Ann and 75" not in page.decode()
    assert "Ann, Person 0 and 74 others" in page.decode()
    assert len(ann.get(url("item", version, the(version, "role").key)).content) < BUDGET
    assert len(ann.get(url("raci", version)).content) < BUDGET


def test_open_points_and_gaps_stand_beside_their_line(new_client, version):
    comments(version)
    goal = the(version, "goal")
    goal.gap = "measure: a table"
    goal.save()
    page = body(new_client(version.team.bo).get(url("draft", version)))
    assert page.count("1 open point") == version.items.filter(parent=None).count()
    assert "from the file: measure: a table" in page


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ({}, ["nobody is A", "nobody is R"]),
        ({"Product lead": "A", "Release keeper": "A/R"}, ["2 A’s"]),
        ({"Product lead": "A/R"}, []),
        ({"Product lead": "R"}, ["nobody is A"]),
    ],
)
def test_a_deliverable_says_what_it_still_wants(new_client, version, letters, words):
    roles = {role.clause().heading: str(role.key) for role in version.items.filter(kind="role")}
    pilot = the(version, "deliverable", "Pilot on line 62")
    pilot.values = pilot.values | {"letters": {roles[title]: letter for title, letter in letters.items()}}
    pilot.save()
    page = body(new_client(version.team.bo).get(url("row", version, pilot.key)))
    assert [word for word in ("nobody is A", "nobody is R", "2 A’s", "no date") if word in page] == words


def test_an_empty_draft_teaches_by_examples(new_client, version):
    examples = {"purpose": [{"text": "We move the town library."}]}
    empty = drafting.start(version.team, "New", "signatures", None, by=version.team.ann, examples=examples)
    page = body(new_client(version.team.bo).get(url("draft", empty)))
    assert "We move the town library." in page
    assert "Release keeper: makes sure that each release is tested and announced." in page
    assert empty.items.count() == 0


@pytest.mark.parametrize("who", ["mo", "ob"])
def test_who_may_not_write_sees_the_text_and_no_buttons(new_client, version, who):
    page = body(new_client(getattr(version.team, who)).get(url("draft", version)))
    assert "Pilot on line 62" in page
    assert "Only the lead and the members write the charter." in page
    assert "data-add" not in page
    assert "data-sortable" not in page


def test_a_frozen_draft_says_so(new_client, db):
    version = charter_at("signing")
    page = body(new_client(version.team.ann).get(url("draft", version)))
    assert "The text is frozen while people sign." in page
    assert "data-add" not in page


def test_a_finished_charter_has_no_draft(new_client, db):
    version = charter_at("active")
    answer = new_client(version.team.ann).get(url("draft", version))
    assert answer["Location"] == url("show", version)


def test_an_outsider_finds_no_draft(new_client, version):
    oz = new_client(person("oz"))
    assert [oz.get(url(name, version)).status_code for name in ("draft", "raci", "changes", "retitle")] == [404] * 4


def test_what_was_removed_lately_is_at_hand(new_client, version):
    bo = new_client(version.team.bo)
    items.remove(version, the(version, "goal").key, by=version.team.ann)
    assert "Removed lately (1)" in body(bo.get(url("draft", version)))
    bo.post(url("restore", version, the_removed(bo, version)))
    assert "Removed lately" not in body(bo.get(url("draft", version)))


def the_removed(client, version):
    return client.get(url("draft", version)).context["removed"][0].data["key"]


def changes_since(client, version, moment, seen=""):
    return client.get(url("changes", version), {"since": moment.isoformat(), "seen": seen}, headers=HTMX)


def test_what_others_changed_is_told_once_and_ones_own_is_not(new_client, version):
    ann, bo, now = new_client(version.team.ann), new_client(version.team.bo), timezone.now()
    goal = the(version, "goal")
    send(bo, version, goal.key, opened(bo, version, goal.key) | {"statement": "Bo's words"})
    answer = changes_since(ann, version, now)
    assert f'data-changed="{goal.key}"' in body(answer)
    assert "<bdi>Bo</bdi> changed" in body(answer)
    assert changes_since(ann, version, now, answer.context["seen"]).status_code == 204
    assert changes_since(bo, version, now).status_code == 204
    assert changes_since(ann, version, timezone.now() + timedelta(seconds=1)).status_code == 204


@pytest.mark.parametrize("since", ["", "yesterday", "2026-13-45", "2026-01-01T00:00:00"])
def test_changes_since_no_moment_is_not_found(new_client, version, since):
    assert new_client(version.team.bo).get(url("changes", version), {"since": since}).status_code == 404


def letters_form(client, version, key) -> dict:
    rows = client.get(url("raci", version)).context["rows"]
    row = next(one for one in rows if one["key"] == str(key))
    form = row["form"]
    return {name: form[name].value() or "" for name in form.fields} | {"only": "letters", "revision": row["stamp"]}


def cell(version, title):
    return f"letters_{the(version, 'role', title).key}"


@pytest.mark.parametrize(
    ("typed", "saved"), [("a", "A"), ("A / R", "A/R"), ("ra", "A/R"), (" c,i ", "C/I"), ("", ""), ("R R", "R")]
)
def test_letters_are_read_as_people_write_them(new_client, version, typed, saved):
    bo, pilot = new_client(version.team.bo), the(version, "deliverable", "Pilot on line 62")
    name = cell(version, "Harbour liaison")
    send(bo, version, pilot.key, letters_form(bo, version, pilot.key) | {name: typed})
    assert saved_values(pilot).get(name, "") == saved
    assert saved_values(pilot)["title"] == "Pilot on line 62"


def test_the_grid_says_at_once_what_a_row_still_wants(new_client, version):
    bo, pilot = new_client(version.team.bo), the(version, "deliverable", "Pilot on line 62")
    fields = letters_form(bo, version, pilot.key)
    answer = send(
        bo, version, pilot.key, fields | {cell(version, "Product lead"): "", cell(version, "Release keeper"): ""}
    )
    assert (
        f'<div id="standing-{pilot.key}" class="raci-standing" hx-swap-oob="true"><em>nobody is A</em> <em>nobody is R</em>'
        in body(answer)
    )


def test_what_is_no_letter_is_said_and_not_saved(new_client, version):
    bo, pilot = new_client(version.team.bo), the(version, "deliverable", "Pilot on line 62")
    name = cell(version, "Harbour liaison")
    answer = send(bo, version, pilot.key, letters_form(bo, version, pilot.key) | {name: "X"})
    assert answer.status_code == 422
    assert "Only the letters R, A, C and I, such as A/R." in body(answer)
    assert saved_values(pilot)[name] == "C"


def test_two_people_fill_one_row_of_the_grid(new_client, version):
    ann, bo, pilot = new_client(version.team.ann), new_client(version.team.bo), the(version, "deliverable")
    lead, liaison = cell(version, "Product lead"), cell(version, "Harbour liaison")
    anns, bos = letters_form(ann, version, pilot.key), letters_form(bo, version, pilot.key)
    send(ann, version, pilot.key, anns | {lead: "R"})
    assert send(bo, version, pilot.key, bos | {liaison: "I"}).status_code == 200
    assert (saved_values(pilot)[lead], saved_values(pilot)[liaison]) == ("R", "I")
    answer = send(bo, version, pilot.key, bos | {lead: "I", liaison: "I"})
    assert answer.status_code == 409
    assert saved_values(pilot)[lead] == "R"


def test_the_grid_is_cut_into_pages(new_client, version):
    bo = new_client(version.team.bo)
    adding.add_many(version, "deliverable", [f"Module {n}" for n in range(30)], by=version.team.ann, token=uuid7())
    first = bo.get(url("raci", version))
    assert (len(first.context["rows"]), first.context["earlier"]) == (15, "")
    second = bo.get(url("raci", version), {"from": first.context["later"]})
    assert [row["row"].line for row in second.context["rows"]] == [f"Module {n}" for n in range(13, 28)]
    assert second.context["earlier"] == first.context["rows"][0]["key"]


def test_title_and_adoption_can_change_while_people_write(new_client, version):
    bo = new_client(version.team.bo)
    fields = {"title": "Harbour, second year", "adoption": "sponsor", "sponsor": str(version.team.mo.pk)}
    assert bo.post(url("retitle", version), fields)["Location"] == url("draft", version)
    version.charter.refresh_from_db()
    assert (version.charter.title, version.charter.adoption, version.charter.sponsor) == (
        fields["title"],
        "sponsor",
        version.team.mo,
    )


def test_a_sponsor_is_named_where_one_adopts(new_client, version):
    answer = new_client(version.team.bo).post(
        url("retitle", version), {"title": "T", "adoption": "sponsor", "sponsor": ""}
    )
    assert answer.context["form"].errors == {"sponsor": ["Choose who approves it."]}
    version.charter.refresh_from_db()
    assert version.charter.adoption == "signatures"
