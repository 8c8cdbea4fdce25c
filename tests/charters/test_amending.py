"""Beginning an amendment: one at a time, a copy with its keys, while what is in force stays."""

import pytest

from charters.actions import amending, items, moving, reviewing
from charters.models import CharterVersion, Item, RoleAssignment
from charters.permissions import can_begin_amendment
from common.permissions import Denied, Refused
from teams.models import Event
from tests.factories import adopt, charter_at, team_with

pytestmark = pytest.mark.django_db
ONLY_WRITERS = Denied("Only the lead and the members begin an amendment.")


def words_of(version):
    rows = version.items.for_content()
    return [(row.key, row.kind, row.parent, row.values, row.gap, row.person_id, row.due_on) for row in rows]


def test_an_amendment_is_a_copy_with_the_same_keys_in_the_same_order():
    version = charter_at("active")
    amendment = amending.begin(version.charter, by=version.team.bo)
    assert words_of(amendment) == words_of(version)
    assert (amendment.based_on, amendment.state, amendment.created_by) == (version, "draft", version.team.bo)
    assert not set(amendment.items.values_list("pk", flat=True)) & set(version.items.values_list("pk", flat=True))


def test_the_version_in_force_stays_in_force():
    version = charter_at("active")
    amending.begin(version.charter, by=version.team.bo)
    version.refresh_from_db()
    assert version.state == "active"


def test_one_is_open_at_a_time_and_who_comes_second_finds_it():
    version = charter_at("active")
    first = amending.begin(version.charter, by=version.team.bo)
    assert amending.begin(version.charter, by=version.team.ann) == first
    assert CharterVersion.objects.filter(charter=version.charter).count() == 2
    assert Event.objects.filter(verb="charter.amendment_begun").count() == 1


def test_after_it_is_withdrawn_another_can_begin():
    version = charter_at("active")
    first = amending.begin(version.charter, by=version.team.bo)
    moving.withdraw(first, reason="Not now.", by=version.team.bo)
    assert amending.begin(version.charter, by=version.team.bo) != first


@pytest.mark.parametrize(("who", "answer"), [
    ("ann", True), ("bo", True), ("mo", ONLY_WRITERS), ("ob", ONLY_WRITERS),
])  # fmt: skip
def test_who_begins_an_amendment(who, answer):
    version = charter_at("active")
    assert can_begin_amendment(getattr(version.team, who), version.charter) == answer


def test_before_anything_is_in_force_there_is_nothing_to_amend():
    version = charter_at("in_review")
    with pytest.raises(Refused, match="Nothing is in force yet"):
        amending.begin(version.charter, by=version.team.ann)


def test_a_managers_yes_holds_for_roles_whose_words_stay():
    team = team_with()
    version = charter_at("in_review", team)
    role = version.items.filter(kind="role").first()
    reviewing.endorse(version, role.key, by=team.mo)
    moving.ask_signatures(version, by=team.ann, unendorsed_reason="Two roles are small.")
    version.refresh_from_db()
    adopt(version)
    amendment = amending.begin(version.charter, by=team.bo)
    assert [(one.role_key, one.verdict) for one in amendment.role_reviews.all()] == [(role.key, "endorsed")]


def test_writing_an_amendment_changes_nobodys_standing():
    version = charter_at("active")
    team = version.team
    before = set(RoleAssignment.objects.values_list("key", "person_id", "state"))
    amendment = amending.begin(version.charter, by=team.bo)
    held = amendment.items.get(kind="assignment", person=team.bo)
    items.remove(amendment, held.key, by=team.ann)
    values = Item.objects.get(version=version, key=held.key).values
    fields = {"name": str(team.cy), "person": str(team.cy.pk)}
    items.save(amendment, version.pk, values | fields, "", by=team.ann, kind="assignment", parent=held.parent)
    assert set(RoleAssignment.objects.values_list("key", "person_id", "state")) == before
