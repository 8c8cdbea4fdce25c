"""The pages of an amendment: what changes and why, who signs, what a member may answer."""

import pytest
from django.urls import reverse

from charters.actions import amending, moving, signing
from charters.models import CharterVersion
from charters.records import record_of
from tests.amending import amendment_of, fresh, put_up, rewrite, signed_by
from tests.factories import charter_at

pytestmark = pytest.mark.django_db
PILOT = "Pilot on line 62"


@pytest.fixture
def active():
    return charter_at("active")


@pytest.fixture
def moved(active):
    """A day of the pilot moves: ann is A, bo is R, cy is C."""
    amendment = amendment_of(active, by=active.team.bo)
    rewrite(amendment, "deliverable", "due", "26 March 2027", heading=PILOT)
    amendment.team = active.team
    return amendment


def page(client, name, version, /, **given):
    return client.get(reverse(f"charters:{name}", args=[version.charter_id]), given)


def post(client, name, version, /, **given):
    return client.post(reverse(f"charters:{name}", args=[version.charter_id]), given)


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_one_click_on_the_charter_opens_the_amendment(active, new_client):
    client = new_client(active.team.bo)
    assert reverse("charters:amend", args=[active.charter_id]) in words_of(page(client, "show", active))
    response = post(client, "amend", active)
    amendment = active.charter.versions.open().get()
    assert response.url == reverse("charters:draft", args=[active.charter_id])
    assert "Version 1.0 holds until it is adopted" in words_of(client.get(response.url))
    assert amendment.created_by == active.team.bo
    assert reverse("charters:amend", args=[active.charter_id]) not in words_of(page(client, "show", active))


def test_it_may_begin_at_a_clause(active, new_client):
    key = active.items.get(kind="purpose").key
    response = post(new_client(active.team.bo), "amend", active, clause=key)
    assert response.url == reverse("charters:item", args=[active.charter_id, key])


@pytest.mark.parametrize("who", ["mo", "ob"])
def test_who_does_not_write_is_offered_no_amendment(active, new_client, who):
    shown = words_of(page(new_client(getattr(active.team, who)), "show", active))
    assert reverse("charters:amend", args=[active.charter_id]) not in shown


def test_the_page_says_what_changes_how_large_it_is_and_who_signs(moved, new_client):
    response = page(new_client(moved.team.cy), "amendment", moved)
    found = response.context["amendment"]
    assert (found.size, [str(one.person) for one in found.signers]) == ("scoped", ["Ann", "Bo"])
    assert [str(one.person) for one in found.others] == ["Cy"]
    shown = words_of(response)
    assert "It moves a day: whoever does the work (R) and answers for it (A) signs." in shown
    (change,) = found.changes.changes
    assert [(one.was, one.now) for one in change.fields] == [("26 February 2027", "26 March 2027")]
    assert "[added] </span>March" in shown


def test_nothing_different_yet_teaches_and_offers_no_move(active, new_client):
    shown = words_of(page(new_client(active.team.ann), "amendment", amendment_of(active)))
    assert "Nothing is different yet" in shown
    assert reverse("charters:send_to_review", args=[active.charter_id]) not in shown


def test_the_note_is_what_signers_read_first(moved, new_client):
    client = new_client(moved.team.bo)
    post(client, "note", moved, note="The ferry is in the dock until March.")
    version = put_up(fresh(moved))
    shown = words_of(page(new_client(moved.team.ann), "sign", version))
    assert "The ferry is in the dock until March." in shown
    assert shown.index("What is different from version 1.0") < shown.index('class="document"')


def test_a_note_too_long_is_kept_on_the_page_and_not_written(moved, new_client):
    long = "x" * 2_001
    response = post(new_client(moved.team.bo), "note", moved, note=long)
    assert response.status_code == 422
    assert long in response.content.decode()
    assert fresh(moved).change_note == ""


def test_who_is_not_named_reads_that_they_may_object_and_clears_with_one_click(moved, new_client):
    version = signed_by(put_up(moved), moved.team.ann, moved.team.bo)
    client = new_client(moved.team.cy)
    assert "The change does not name you" in words_of(page(client, "sign", version))
    post(client, "clear", version, version=version.pk, seen=version.content_hash)
    assert fresh(version).state == "active"


def test_clearing_another_text_than_the_one_on_the_screen_is_refused(moved, new_client):
    version = put_up(moved)
    response = post(new_client(moved.team.cy), "clear", version, version=version.pk, seen="0" * 64)
    assert response.status_code == 409
    assert version.signatures.get(person=moved.team.cy).cleared_at is None


def test_carried_signatures_name_the_version_they_were_given_under(moved, new_client):
    version = put_up(moved)
    shown = words_of(page(new_client(moved.team.ob), "signatures", version))
    assert "carried from 1.0" in shown
    base = reverse("charters:version", args=[version.based_on_id])
    assert f'href="{base}#adoption"' in shown


def test_the_record_in_files_names_carried_signatures_too(moved):
    version = signed_by(put_up(moved), moved.team.ann, moved.team.bo)
    signing.clear(version, seen=version.content_hash, by=moved.team.cy)
    found = [(one["name"], one.get("carried_from")) for one in record_of(fresh(version))["signatures"]]
    assert found == [("Ann", None), ("Bo", None), ("Cy", "1.0")]


def test_a_correction_goes_in_force_from_its_page_and_can_be_called_material(active, new_client):
    amendment = amendment_of(active)
    rewrite(amendment, "section", "text", "Travel to the piers is paid by the Harbour.")
    post(new_client(active.team.ann), "put_in_force", amendment)
    version = fresh(amendment)
    assert version.state == "active"
    client = new_client(active.team.cy)
    call = reverse("charters:call_material", args=[active.charter_id])
    assert call in words_of(page(client, "show", version))
    response = post(client, "call_material", version, reason="")
    assert response.status_code == 422
    post(client, "call_material", version, reason="A harbour is not the Harbour.")
    assert {one.number: one.state for one in active.charter.versions.all()} == {"1.0": "active", "1.1": "draft"}


def test_a_new_title_in_an_amendment_asks_for_nothing_else(active, new_client):
    amendment_of(active)
    client = new_client(active.team.bo)
    assert 'name="adoption"' not in words_of(page(client, "retitle", active))
    post(client, "retitle", active, title="Second season", adoption="none")
    version = active.charter.versions.open().get()
    assert (version.new_title, version.charter.title, version.charter.adoption) == (
        "Second season", "Harbour App charter", "signatures",
    )  # fmt: skip


@pytest.fixture
def overtaken(active):
    """An amendment that was begun from a correction which no longer holds, and changes the same words."""
    correction = amendment_of(active)
    rewrite(correction, "section", "text", "Travel to the piers is paid by the Harbour.")
    moving.put_in_force(correction, by=active.team.ann)
    other = amendment_of(fresh(correction))
    rewrite(other, "section", "text", "Travel is paid by the Harbour office.")
    rewrite(other, "deliverable", "due", "26 March 2027", heading=PILOT)
    amending.call_material(fresh(correction), reason="No.", by=active.team.cy)
    return fresh(other)


def test_an_overtaken_amendment_asks_to_take_over_and_shows_what_collides(overtaken, new_client):
    client = new_client(overtaken.created_by)
    assert "no longer in force" in words_of(page(client, "amendment", overtaken))
    shown = words_of(page(client, "rebase", overtaken))
    assert "Travel is paid by the Harbour office." in shown
    assert "Travel to the piers is paid by the harbour." in shown
    assert post(client, "rebase", overtaken).status_code == 422
    assert fresh(overtaken).based_on.number == "1.1"


@pytest.mark.parametrize(("choice", "words"), [
    ("mine", "Travel is paid by the Harbour office."), ("theirs", "Travel to the piers is paid by the harbour."),
])  # fmt: skip
def test_with_every_collision_chosen_it_changes_what_holds_now_and_keeps_the_rest(overtaken, new_client, choice, words):
    section = overtaken.items.get(kind="section")
    post(new_client(overtaken.created_by), "rebase", overtaken, **{f"{section.key}.text": choice})
    version = CharterVersion.objects.get(pk=overtaken.pk)
    assert version.based_on.number == "1.0"
    assert version.items.get(kind="section").values["text"] == words
    pilot = next(item for item in version.items.filter(kind="deliverable") if item.values["title"] == PILOT)
    assert pilot.values["due"]["on"] == "2027-03-26"
