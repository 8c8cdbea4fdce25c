"""The order of clauses: by buttons, by dragging, by two people at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters.actions import adding, items, ordering
from charters.models import CharterVersion
from common.ids import uuid7
from teams.models import Event
from tests.charters.drafts import headings, the, url
from tests.factories import charter_at, team_with

STEPS = ["The two talk in private.", "A third person listens to both.", "The product lead decides and says why."]


@pytest.fixture
def version(db):
    return charter_at("draft")


def keys_of(version, kind):
    return [str(key) for key in version.items.filter(kind=kind).for_content().values_list("key", flat=True)]


@pytest.mark.parametrize(
    ("place", "direction", "order"),
    [
        (0, "down", [1, 0, 2]),
        (2, "up", [0, 2, 1]),
        (0, "up", [0, 1, 2]),
        (2, "down", [0, 1, 2]),
        (1, "down", [0, 2, 1]),
    ],
)
def test_a_button_moves_one_step_and_stops_at_the_ends(new_client, version, place, direction, order):
    bo = new_client(version.team.bo)
    answer = bo.post(url("move", version), {"item": keys_of(version, "conflict_step")[place], "direction": direction})
    assert answer.status_code == 302
    assert headings(version, "conflict_step") == [STEPS[at] for at in order]


def test_parts_of_a_role_stay_with_it(version):
    before = {clause.key: clause.parent for clause in version.content().clauses}
    ordering.move(version, the(version, "role").key, "down", by=version.team.bo)
    content = version.content()
    assert [role.heading for role in content.of("role")] == ["Release keeper", "Product lead", "Harbour liaison"]
    assert {clause.key: clause.parent for clause in content.clauses} == before
    assert [one.heading for one in content.of("accountability", content.of("role")[0].key)] == [
        "Testing each release on the pier",
        "Announcing releases",
    ]


def test_parts_are_ordered_within_their_role(version):
    role = the(version, "role")
    last = version.items.filter(parent=role.key, kind="accountability").for_content().last()
    ordering.move(version, last.key, "up", by=version.team.bo)
    assert headings(version, "accountability", role.key) == [
        "Answering passengers' letters",
        "Choosing what is built next",
    ]


def test_a_drag_orders_the_list(new_client, version):
    first, second, third = keys_of(version, "conflict_step")
    answer = new_client(version.team.bo).post(url("order", version), {"order": [third, first, second]})
    assert answer.status_code == 204
    assert headings(version, "conflict_step") == [STEPS[2], STEPS[0], STEPS[1]]
    event = Event.objects.get(verb=ordering.MOVED)
    assert (event.data["heading"], event.data["place"], event.data["of"]) == (STEPS[2], 1, 3)


def test_what_others_added_or_removed_meanwhile_is_not_lost(version):
    """Bo drags a list that is older than Ann's additions."""
    first, second, third = keys_of(version, "conflict_step")
    items.remove(version, second, by=version.team.ann)
    items.save(version, uuid7(), {"what": "Ann's step"}, "0.", by=version.team.ann, kind="conflict_step")
    ordering.reorder(version, [third, second, first], by=version.team.bo)
    assert headings(version, "conflict_step") == [STEPS[2], STEPS[0], "Ann's step"]


def test_two_who_order_the_same_list_leave_it_whole(version):
    first, second, third = keys_of(version, "conflict_step")
    ordering.reorder(version, [second, first, third], by=version.team.ann)
    ordering.reorder(version, [first, third, second], by=version.team.bo)
    assert sorted(headings(version, "conflict_step")) == sorted(STEPS)
    assert keys_of(version, "conflict_step") == [first, third, second]


def test_the_same_order_again_is_no_news(version):
    keys = keys_of(version, "conflict_step")
    ordering.reorder(version, keys, by=version.team.bo)
    ordering.reorder(version, [], by=version.team.bo)
    ordering.reorder(version, [str(uuid7())], by=version.team.bo)
    assert Event.objects.filter(verb=ordering.MOVED).count() == 0


def test_ordering_does_not_touch_the_words(version):
    before = {item.key: (item.revision, item.values) for item in version.items.all()}
    ordering.reorder(version, keys_of(version, "conflict_step")[::-1], by=version.team.bo)
    assert {item.key: (item.revision, item.values) for item in version.items.all()} == before


def test_some_steps_of_one_hand_are_one_event(version):
    key = keys_of(version, "conflict_step")[0]
    for _ in range(2):
        ordering.move(version, key, "down", by=version.team.bo)
    assert [event.data["place"] for event in Event.objects.filter(verb=ordering.MOVED)] == [3]


def test_the_grid_of_another_team_cannot_be_ordered(version):
    """A key that is not of this version is as good as none."""
    other = charter_at("draft", team_with(name="Library"))
    keys = keys_of(other, "conflict_step")
    ordering.reorder(version, keys[::-1], by=version.team.bo)
    assert keys_of(other, "conflict_step") == keys


@given(shown=st.permutations(range(6)).map(lambda order: order[:4]))
def test_any_order_of_any_part_of_a_list_loses_nothing(shown):
    """Pure arithmetic of the places, without a database."""
    order = list("abcdef")
    wanted = [order[at] for at in shown]
    found = ordering.in_places(order, wanted)
    assert sorted(found) == order
    assert [one for one in found if one in wanted] == wanted
    assert [at for at, one in enumerate(order) if one not in wanted] == [
        at for at, one in enumerate(found) if one not in wanted
    ]
    assert all(found[at] == one for at, one in enumerate(order) if one not in wanted)


def test_a_version_of_many_lines_orders_them_all(version):
    adding.add_many(version, "deliverable", [f"Module {n}" for n in range(96)], by=version.team.ann, token=uuid7())
    keys = keys_of(version, "deliverable")
    ordering.reorder(CharterVersion.objects.get(pk=version.pk), keys[::-1], by=version.team.bo)
    assert keys_of(version, "deliverable") == keys[::-1]
