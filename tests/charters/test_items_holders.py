"""Who holds a role: the text names them, and whoever it names is asked."""

import pytest

from charters.actions import adding, items, ordering
from charters.models import RoleAssignment
from common.ids import uuid7
from notices.models import Notice
from tests.charters.drafts import HTMX, opened, saved_values, send, sent_by, the, url
from tests.factories import charter_at, person

State = RoleAssignment.State


@pytest.fixture
def version(db):
    version = charter_at("draft")
    Notice.objects.all().delete()
    return version


def held(version, role) -> list[tuple]:
    rows = RoleAssignment.objects.filter(role_key=role.key).select_related("person").order_by("created_at", "id")
    return [(row.person.name, row.state) for row in rows]


def add_holder(client, version, role, **fields):
    blank = client.get(url("add", version, "assignment") + f"?parent={role.key}", headers=HTMX)
    key = blank.context["key"]
    answer = send(client, version, key, sent_by(blank) | {"parent": str(role.key)} | fields)
    assert answer.status_code == 200
    return version.items.get(key=key)


def test_a_chosen_member_is_named_in_the_text_and_asked(new_client, version):
    role, ann = the(version, "role", "Release keeper"), new_client(version.team.ann)
    holder = add_holder(ann, version, role, person=str(version.team.cy.pk))
    assert (holder.values["name"], holder.person) == ("Cy", version.team.cy)
    assert held(version, role) == [("Bo", State.PROPOSED), ("Cy", State.PROPOSED)]
    assert [notice.person.name for notice in Notice.objects.filter(kind="role_asked").select_related("person")] == [
        "Cy"
    ]


def test_who_takes_a_role_has_accepted_it(new_client, version):
    role, cy = the(version, "role", "Release keeper"), new_client(version.team.cy)
    add_holder(cy, version, role, person=str(version.team.cy.pk))
    assert held(version, role)[-1] == ("Cy", State.ACCEPTED)
    assert Notice.objects.filter(kind="role_asked").count() == 0


def test_a_name_without_an_account_asks_nobody(new_client, version):
    role, ann = the(version, "role", "Release keeper"), new_client(version.team.ann)
    holder = add_holder(ann, version, role, name="Who? Me?!", handle="@@who")
    assert (holder.person, holder.values["name"]) == (None, "Who? Me?!")
    assert held(version, role) == [("Bo", State.PROPOSED)]


def test_another_person_in_the_same_place_is_asked_and_the_first_let_go(new_client, version):
    role, ann = the(version, "role", "Release keeper"), new_client(version.team.ann)
    bos = version.items.get(kind="assignment", parent=role.key)
    fields = opened(ann, version, bos.key) | {"person": str(version.team.cy.pk), "name": ""}
    send(ann, version, bos.key, fields)
    assert held(version, role) == [("Bo", State.ENDED), ("Cy", State.PROPOSED)]
    assert saved_values(bos)["name"] == "Cy"


@pytest.mark.parametrize("change", [{"former": "on"}, {"person": "", "name": "Bo"}])
def test_who_is_former_or_unlinked_holds_nothing(new_client, version, change):
    role, ann = the(version, "role", "Release keeper"), new_client(version.team.ann)
    bos = version.items.get(kind="assignment", parent=role.key)
    send(ann, version, bos.key, opened(ann, version, bos.key) | change)
    assert held(version, role) == [("Bo", State.ENDED)]


def test_removing_the_role_lets_its_holders_go_and_bringing_it_back_asks_again(version):
    role = the(version, "role", "Release keeper")
    items.remove(version, role.key, by=version.team.ann)
    assert held(version, role) == [("Bo", State.ENDED)]
    items.restore(version, role.key, by=version.team.ann)
    assert held(version, role) == [("Bo", State.PROPOSED)]
    assert Notice.objects.filter(kind="role_asked", person=version.team.bo).count() == 1


def test_an_answer_outlives_other_changes_of_the_role(version):
    role = the(version, "role", "Release keeper")
    RoleAssignment.objects.filter(role_key=role.key).update(state=State.ACCEPTED)
    items.replace(version, role.key, "title", "Release keeper", "Keeper of releases", by=version.team.ann)
    assert held(version, role) == [("Bo", State.ACCEPTED)]
    assert RoleAssignment.objects.get(role_key=role.key).role_title == "Keeper of releases"


def test_who_declined_is_not_asked_again_by_a_change_of_words(version):
    role = the(version, "role", "Release keeper")
    RoleAssignment.objects.filter(role_key=role.key).update(state=State.DECLINED)
    items.replace(version, role.key, "title", "Release keeper", "Keeper", by=version.team.ann)
    assert held(version, role) == [("Bo", State.DECLINED)]


def test_only_members_of_the_team_can_be_chosen(new_client, version):
    role, ann, oz = the(version, "role"), new_client(version.team.ann), person("oz")
    blank = ann.get(url("add", version, "assignment") + f"?parent={role.key}", headers=HTMX)
    answer = send(ann, version, blank.context["key"], sent_by(blank) | {"parent": str(role.key), "person": str(oz.pk)})
    assert list(answer.context["form"].errors) == ["person"]
    assert RoleAssignment.objects.filter(person=oz).count() == 0


def test_many_names_at_once_find_their_accounts(new_client, version):
    role, ann = the(version, "role", "Release keeper"), new_client(version.team.ann)
    page = url("add_many", version, "assignment") + f"?parent={role.key}"
    token = ann.get(page).context["form"]["token"].value()
    lines = "cy\n\nPaco Xu 徐俊杰\n  Ayşegül Yönet  \n" + "\n".join(f"Member {n}" for n in range(72))
    for _ in range(2):
        answer = ann.post(page, {"token": token, "lines": lines})
        assert answer["Location"] == url("item", version, role.key)
    names = [
        (item.values["name"], item.person)
        for item in version.items.filter(kind="assignment", parent=role.key).for_content()
    ]
    assert len(names) == 76
    assert names[:4] == [
        ("Bo", version.team.bo),
        ("cy", version.team.cy),
        ("Paco Xu 徐俊杰", None),
        ("Ayşegül Yönet", None),
    ]
    assert held(version, role) == [("Bo", State.PROPOSED), ("Cy", State.PROPOSED)]


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("", "This cannot stay empty."),
        ("ok\n" + "x" * 2_001, "Line 2 has 2001 characters; keep it to 2000."),
        ("\n".join("abc" for _ in range(301)), "At most 300 lines at once."),
    ],
)
def test_a_list_that_does_not_fit_is_refused_whole(new_client, version, lines, error):
    ann = new_client(version.team.ann)
    before = version.items.count()
    answer = ann.post(url("add_many", version, "in_scope"), {"token": str(uuid7()), "lines": lines})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"lines": [error]}
    assert version.items.count() == before


def test_two_members_of_one_name_are_linked_by_hand(version):
    role, team = the(version, "role", "Release keeper"), version.team
    team.ann.name = "Cy"
    team.ann.save()
    added = adding.add_many(version, "assignment", ["Cy"], by=team.bo, parent=role.key, token=uuid7())
    assert [item.person for item in added] == [None]


def test_holders_have_an_order_too(version):
    role = the(version, "role", "Release keeper")
    adding.add_many(version, "assignment", ["One", "Two"], by=version.team.ann, parent=role.key, token=uuid7())
    ordering.move(version, version.items.get(values__name="Two").key, "up", by=version.team.ann)
    assert [one["name"] for one in version.content().holders(str(role.key))] == ["Bo", "Two", "One"]
