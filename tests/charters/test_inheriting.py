"""Clauses taken from another charter: what may be taken from where, the mark, deviations, who reads what of it."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from charters.actions import amending, closing, drafting, inheriting, items
from charters.models import Inheritance
from charters.parentage import marks_of
from charters.permissions import can_inherit
from common.permissions import Denied, Refused, Stale
from teams import actions
from teams.models import Event
from tests.charters.inheriting import (
    REVIEWS,
    adopt,
    amended,
    change,
    empty_draft,
    family,
    key_of,
    parent_of,
    take,
    with_team,
)
from tests.factories import charter_at, team_with
from tests.filling import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """The harbour's charter in force, the pier group's draft, and both teams."""
    harbour, pier = family()
    return parent_of(harbour), empty_draft(pier), harbour, pier


def test_clauses_come_with_keys_of_their_own_and_a_mark(pair):
    parent, child, _harbour, pier = pair
    agreement = key_of(parent, "working_agreement")

    (item,) = take(child, parent, agreement)

    assert item.values == parent.items.get(key=agreement).values
    assert str(item.key) != agreement
    row = Inheritance.objects.get()
    assert (row.version, row.key, row.parent_charter, row.parent_version, row.parent_number, str(row.parent_key)) == (
        child, item.key, parent.charter, parent, "1.0", agreement,
    )  # fmt: skip
    assert (row.team, row.words, row.taken_by) == (pier, item.values, pier.ann)
    event = Event.objects.get(verb="charter.inherited")
    assert event.data == {"count": 1}


def test_a_role_comes_with_its_work_and_without_its_holders(pair):
    parent, child, _harbour, _pier = pair
    role = key_of(parent, "role", "Release keeper")
    found = take(child, parent, role)
    assert [(item.kind, item.clause().heading) for item in found] == [
        ("role", "Release keeper"),
        ("accountability", "Testing each release on the pier"),
        ("accountability", "Announcing releases"),
        ("not_accountable_for", "Writing the passengers' texts"),
    ]
    assert {item.parent for item in found[1:]} == {found[0].key}


def test_taken_twice_is_taken_once(pair):
    parent, child, _harbour, _pier = pair
    agreement = key_of(parent, "working_agreement")
    take(child, parent, agreement)
    assert take(child, parent, agreement) == []
    assert child.items.filter(kind="working_agreement").count() == 1


def test_what_was_removed_again_can_be_taken_anew(pair):
    parent, child, _harbour, pier = pair
    agreement = key_of(parent, "working_agreement")
    (first,) = take(child, parent, agreement)
    items.remove(child, first.key, by=pier.ann)
    (second,) = take(child, parent, agreement)
    assert second.key != first.key
    assert list(Inheritance.objects.values_list("key", flat=True)) == [second.key]


def test_what_exists_once_is_not_doubled(pair):
    parent, child, _harbour, pier = pair
    rule = key_of(parent, "decision_rule")
    assert len(take(child, parent, rule)) == 1
    other = charter_at("draft", pier, title="With a rule")
    assert take(other, parent, rule) == []


def test_only_kinds_that_can_be_taken(pair):
    parent, child, _harbour, _pier = pair
    kinds = ("purpose", "goal", "deliverable", "stakeholder", "in_scope", "section")
    assert take(child, parent, *(key_of(parent, kind) for kind in kinds)) == []


def test_a_text_that_changed_meanwhile_is_looked_at_again(pair):
    parent, child, harbour, pier = pair
    agreement = key_of(parent, "working_agreement")
    amended(parent, harbour, (agreement, {"text": "We review at once."}))
    with pytest.raises(Stale):
        inheriting.inherit(child, parent.charter, [agreement], seen=parent.pk, by=pier.ann)


# From where


def test_near_is_the_team_itself_what_is_above_and_what_shares_the_top(pair):
    parent, child, harbour, pier = pair
    beside = team_with({"ann": "lead"}, name="Dock group")
    actions.set_parent(beside, harbour, by=harbour.ann)
    far = team_with({"ann": "lead"}, name="Other town")
    charters = {
        "above": parent,
        "own": charter_at("active", pier, title="Old pier charter"),
        "beside": charter_at("active", beside, title="Dock charter"),
        "far": charter_at("active", far, title="Town charter"),
    }
    found = {name: can_inherit(pier.ann, child, one.charter) for name, one in charters.items()}
    assert found == {
        "above": True, "own": True, "beside": True,
        "far": Denied("Clauses are taken from charters of the same team, or of teams that belong together."),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("ann", True),
        ("bo", True),
        ("dee", Denied("You cannot read that charter: you are not in its team.")),
        ("mo", Denied("Only the lead and the members write the charter.")),
    ],
)
def test_who_writes_here_and_reads_there(pair, who, answer):
    parent, child, harbour, pier = pair
    person = getattr(pier, who, None) or getattr(harbour, who)
    assert can_inherit(person, child, parent.charter) == answer


def test_nothing_is_taken_from_what_is_not_in_force(pair):
    parent, child, harbour, pier = pair
    draft = charter_at("draft", harbour, title="Only a draft")
    assert can_inherit(pier.ann, child, draft.charter) == Denied("Clauses are taken from charters in force.")
    closing.close_charter(parent.charter, "reached", "Done.", by=harbour.ann)
    parent.charter.refresh_from_db()
    assert can_inherit(pier.ann, child, parent.charter) == Denied(
        "That charter is closed. What you have from it stays."
    )


def test_no_circles(pair):
    parent, child, harbour, pier = pair
    take(child, parent, key_of(parent, "working_agreement"))
    child = adopt(child, pier)
    low = charter_at("draft", pier, title="Low charter")
    take(low, child, key_of(child, "working_agreement"))
    low = adopt(low, pier)
    amendment = with_team(amending.begin(parent.charter, by=harbour.ann), harbour)
    circle = Denied("That charter takes clauses from this one, so this one cannot take any from it.")
    assert can_inherit(harbour.ann, amendment, child.charter) == circle
    assert can_inherit(harbour.ann, amendment, low.charter) == circle
    assert can_inherit(harbour.ann, amendment, parent.charter) == Denied("A charter cannot take clauses from itself.")
    with pytest.raises(Refused):
        take(amendment, low, key_of(low, "working_agreement"))


# Marks and deviations


def show(client, version):
    return client.get(reverse("charters:version", args=[version.pk])).content.decode()


def test_the_document_says_where_it_is_from_and_whether_it_deviates(pair, new_client):
    parent, child, _harbour, pier = pair
    (item,) = take(child, parent, key_of(parent, "working_agreement"))
    client = new_client(pier.bo)
    url = parent.charter.get_absolute_url()
    told = show(client, child)
    assert f'Taken from <a href="{url}"><bdi>Harbour charter</bdi></a>, version 1.0' in told
    assert "unchanged" in told

    change(child, item.key, pier.ann, text="We begin reviews before 12:00 and finish them the same day.")

    told = show(client, child)
    assert "with deviations" in told
    assert "11" in told.partition("What deviates")[2]
    draft = client.get(reverse("charters:draft", args=[child.charter_id])).content.decode()
    assert "from Harbour charter 1.0, changed here" in " ".join(draft.split())


def test_a_role_deviates_by_its_parts_too(pair):
    parent, child, _harbour, pier = pair
    role, first, *_rest = take(child, parent, key_of(parent, "role", "Release keeper"))
    marks = lambda: marks_of(child, child.content(), pier.ann)  # noqa: E731
    assert not marks()[str(role.key)].deviates
    items.remove(child, first.key, by=pier.ann)
    assert [one.sort for one in marks()[str(role.key)].changes] == ["removed"]
    items.restore(child, first.key, by=pier.ann)
    items.save(
        child, "0199f000-0000-7000-8000-00000000000a", {"text": "Own work"}, "0.", by=pier.ann,
        kind="accountability", parent=role.key,
    )  # fmt: skip
    assert [one.sort for one in marks()[str(role.key)].changes] == ["added"]


def test_who_cannot_read_there_reads_only_that_it_is_from_elsewhere(pair, new_client):
    """Dee is in the pier group alone. Of the harbour's charter she reads what her own says, and no more."""
    parent, child, harbour, pier = pair
    (item,) = take(child, parent, key_of(parent, "working_agreement"))
    child = adopt(child, pier)
    amendment = with_team(amending.begin(child.charter, by=pier.ann), pier)
    change(amendment, item.key, pier.ann, text="Reviews take a day.")
    amended(parent, harbour, (key_of(parent, "working_agreement"), {"text": "Osprey words."}))
    dee = new_client(pier.dee)
    pages = [
        show(dee, child), show(dee, amendment),
        *(dee.get(reverse(f"charters:{name}", args=[child.charter_id])).content.decode() for name in ("show", "draft", "history", "parents")),
        dee.get(reverse("charters:item", args=[child.charter_id, item.key])).content.decode(),
        dee.get(reverse("charters:export", args=[child.pk, "md"])).content.decode(),
    ]  # fmt: skip
    assert "Taken from another team’s charter" in pages[0]
    assert "another team’s charter, unchanged" in pages[-1]
    assert "You are not in its team" in pages[5]
    assert [page for page in pages if "Harbour charter" in page or "Osprey" in page] == []
    assert "What deviates" not in pages[1]
    ann = new_client(pier.ann)
    assert "Harbour charter" in show(ann, child)
    assert "Osprey" in ann.get(reverse("charters:parents", args=[child.charter_id])).content.decode()


def test_files_say_where_it_is_from_and_the_signed_text_does_not(pair, new_client):
    parent, child, _harbour, pier = pair
    take(child, parent, key_of(parent, "working_agreement"), key_of(parent, "role", "Release keeper"))
    child = adopt(child, pier)
    client = new_client(pier.ann)
    file = lambda end: client.get(reverse("charters:export", args=[child.pk, end]))  # noqa: E731
    said = "Taken from: Harbour charter, version 1.0, unchanged"
    assert file("md").content.decode().count(said) == 2
    printed = " ".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(file("pdf").content)).pages).split()
    )
    assert printed.count("Harbour charter, version 1.0, unchanged") == 2
    assert "Harbour charter" not in child.document
    assert REVIEWS in child.document
    assert "Harbour charter" not in file("json").content.decode()


def test_a_copy_has_the_words_and_no_mark(pair):
    parent, child, _harbour, pier = pair
    take(child, parent, key_of(parent, "working_agreement"))
    copy = drafting.start(pier, "Copy", "signatures", None, child.content().clauses, by=pier.ann)
    assert not copy.inherited.exists()
    assert copy.items.filter(kind="working_agreement").count() == 1


# The pages


def test_the_writer_chooses_a_charter_and_ticks(pair, new_client):
    parent, child, _harbour, pier = pair
    client = new_client(pier.bo)
    chooser = reverse("charters:choose_parent", args=[child.charter_id])
    url = reverse("charters:inherit", args=[child.charter_id, parent.charter_id])
    assert chooser in client.get(reverse("charters:draft", args=[child.charter_id])).content.decode()
    assert url in client.get(chooser).content.decode()
    form = form_of(client, url, "seen").values
    form.pop("all", None)
    none = client.post(url, {"seen": form["seen"]})
    assert none.status_code == 422
    assert "Tick what you want to take." in none.content.decode()

    client.post(url, {"seen": form["seen"], "keys": [key_of(parent, "meeting")]})
    assert child.items.filter(kind="meeting").count() == 1
    page = client.get(url).content.decode()
    assert page.count("taken already") == 1

    client.post(url, {"seen": form["seen"], "all": "1"})
    kinds = set(Inheritance.objects.values_list("kind", flat=True))
    assert kinds == {"role", "accountability", "not_accountable_for", "expectation", "working_agreement",
                     "communication_agreement", "meeting", "decision_rule", "conflict_step", "contingency"}  # fmt: skip


def test_where_there_is_none_the_page_teaches(new_client):
    child = charter_at("draft")
    page = new_client(child.team.ann).get(reverse("charters:choose_parent", args=[child.charter_id])).content.decode()
    assert "No charter to take from" in page


def test_dee_finds_no_door_to_the_harbour(pair, new_client):
    parent, child, _harbour, pier = pair
    dee = new_client(pier.dee)
    assert "Harbour charter" not in dee.get(reverse("charters:choose_parent", args=[child.charter_id])).content.decode()
    assert dee.get(reverse("charters:inherit", args=[child.charter_id, parent.charter_id])).status_code == 404
