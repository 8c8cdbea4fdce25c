"""Signing, declining, and what one signed."""

import pytest
from django.utils import timezone

from charters.actions import moving, signing
from charters.models import CharterVersion, Signature
from common.permissions import Refused, Stale
from notices.models import Mail
from teams.actions import members
from teams.models import Event
from tests.factories import charter_at, person, team_with
from tests.filling import form_of

pytestmark = pytest.mark.django_db
State = CharterVersion.State


def sign(version, who, name=None):
    return signing.sign(version, typed_name=name or str(who), seen=version.content_hash, by=who)


def verbs(version):
    events = Event.objects.filter(about_id=version.charter_id, verb__startswith="charter.").order_by("at", "id")
    return [event.verb for event in events]


def mailed(template):
    return sorted(Mail.objects.filter(template=f"charters/notices/{template}.txt").values_list("to", flat=True))


def page_of(client, version, name="sign"):
    return client.get(f"/charters/{version.charter_id}/{name}/").content.decode()


def test_a_signature_says_who_when_which_words_about_which_text():
    version = charter_at("signing")
    bo = version.team.bo
    before = timezone.now()

    signature = sign(version, bo, "  BO ")

    assert signature.state == "signed"
    assert signature.typed_name == "BO"
    assert before <= signature.signed_at <= timezone.now()
    assert (signature.content_hash, signature.document) == (version.content_hash, version.document)
    assert signature.statement == (
        "I, Bo, have read the charter “Harbour App charter”, version 1.0, of the team Harbour App. "
        "I agree to its text and will act by it."
    )


def test_another_name_does_not_sign():
    version = charter_at("signing")
    with pytest.raises(Refused) as refused:
        sign(version, version.team.bo, "Ann")
    assert refused.value.reason == "Type your own name as your team reads it: Bo."
    assert not Signature.objects.filter(state="signed").exists()


def test_signing_twice_is_signing_once():
    version = charter_at("signing")
    first = sign(version, version.team.bo)
    assert sign(version, version.team.bo) == first
    assert verbs(version).count("charter.signed") == 1


def test_the_last_signature_puts_it_in_force_and_everyone_hears():
    version = charter_at("signing")
    team = version.team
    for who in (team.bo, team.cy):
        sign(version, who)
        version.refresh_from_db()
        assert version.state == State.SIGNING
    sign(version, team.ann)

    version.refresh_from_db()
    version.charter.refresh_from_db()
    today = timezone.localdate()
    assert (version.state, version.number) == (State.ACTIVE, "1.0")
    assert version.activated_at is not None
    month = (today.month - 1 + 3) % 12 + 1
    assert version.charter.next_review_on.month == month
    assert version.charter.next_review_on > today
    assert mailed("activated") == sorted(one.email for one in (team.ann, team.bo, team.cy, team.mo, team.ob))
    assert verbs(version).count("charter.activated") == 1


def test_the_last_signature_sent_again_changes_nothing():
    version = charter_at("active")
    team = version.team
    assert sign(version, team.cy).state == "signed"
    assert verbs(version).count("charter.activated") == 1
    assert verbs(version).count("charter.signed") == 3


@pytest.mark.parametrize("who", ["mo", "ob"])
def test_managers_and_observers_are_not_asked(who):
    version = charter_at("signing")
    with pytest.raises(Refused) as refused:
        sign(version, getattr(version.team, who))
    assert refused.value.reason == "You are not asked to sign this version, or have answered already."


def test_who_is_away_for_long_is_not_waited_for():
    team = team_with()
    team.memberships.filter(person=team.cy).update(away_since=timezone.localdate())
    version = charter_at("signing", team)
    sign(version, team.ann)
    sign(version, team.bo)
    version.refresh_from_db()
    assert version.state == State.ACTIVE


def test_a_text_that_went_back_to_draft_meanwhile_is_not_signed():
    version = charter_at("signing")
    moving.return_to_draft(version, reason="A date is wrong.", by=version.team.ann)
    with pytest.raises(Stale) as stale:
        sign(version, version.team.bo)
    assert stale.value.reason == "This text is no longer up for signing: the charter is draft now. Nothing was signed."


def test_a_page_of_the_round_before_does_not_sign_the_new_text(new_client):
    version = charter_at("signing")
    team = version.team
    old = version.content_hash
    moving.return_to_draft(version, reason="The goal is wrong.", by=team.ann)
    goal = version.items.get(kind="goal")
    goal.values["statement"] = "Every delay is shown within one minute."
    goal.save()
    moving.send_to_review(version, by=team.ann)
    moving.ask_signatures(version, by=team.ann, unendorsed_reason="Mo is away.")

    answer = new_client(team.bo).post(
        f"/charters/{version.charter_id}/sign/", {"version": version.pk, "seen": old, "typed_name": "Bo"}
    )

    assert answer.status_code == 409
    assert "Nothing was signed; read the new text first." in answer.content.decode()
    assert not Signature.objects.filter(state="signed").exists()
    page = page_of(new_client(team.bo), version)
    assert "What is different from the text before" in page
    assert "one minute" in page.split('<article class="document"')[0]
    assert "Pilot on line 62" not in page.split('<article class="document"')[0]


def test_the_page_shows_the_text_the_words_and_who_is_waited_for(new_client):
    version = charter_at("signing")
    team = version.team
    sign(version, team.ann)
    page = page_of(new_client(team.bo), version)
    assert "so that nobody waits on a cold pier" in page
    assert "I, Bo, have read the charter" in page
    assert "1 of 3" in page
    assert f'value="{version.content_hash}"' in page


def test_signing_on_the_page_leads_to_what_was_signed(new_client):
    version = charter_at("signing")
    client = new_client(version.team.bo)
    form = {"version": version.pk, "seen": version.content_hash, "typed_name": "bo"}
    url = f"/charters/{version.charter_id}/sign/"

    first, second = client.post(url, form), client.post(url, form)

    signature = Signature.objects.get(person=version.team.bo)
    assert first["Location"] == second["Location"] == f"/charters/signed/{signature.pk}/"
    page = client.get(first["Location"]).content.decode()
    assert "Exactly the text that was on your screen" in page
    assert version.content_hash in page


def test_a_wrong_name_is_told_at_the_field_and_what_was_typed_stays(new_client):
    version = charter_at("signing")
    form = {"version": version.pk, "seen": version.content_hash, "typed_name": "Bob"}
    answer = new_client(version.team.bo).post(f"/charters/{version.charter_id}/sign/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Type your own name as your team reads it: Bo." in page
    assert 'value="Bob"' in page


@pytest.mark.parametrize("posted", [{}, {"version": "x", "seen": "y", "typed_name": "Bo"}, {"typed_name": "Bo"}])
def test_a_form_without_its_text_signs_nothing(new_client, posted):
    version = charter_at("signing")
    answer = new_client(version.team.bo).post(f"/charters/{version.charter_id}/sign/", posted)
    assert answer.status_code == 422
    assert not Signature.objects.filter(state="signed").exists()


def test_a_form_of_another_charter_is_not_found(new_client):
    version = charter_at("signing")
    other = charter_at("signing", version.team, title="Second charter")
    form = {"version": other.pk, "seen": other.content_hash, "typed_name": "Bo"}
    assert new_client(version.team.bo).post(f"/charters/{version.charter_id}/sign/", form).status_code == 404


def test_a_decline_ends_the_round_for_all_and_is_told_with_its_reason():
    version = charter_at("signing")
    team = version.team
    for who in (team.ann, team.bo):
        sign(version, who)

    signing.decline(version, reason="Weekend answers.", seen=version.content_hash, by=team.cy)

    was, round_hash = version.document, version.content_hash
    version.refresh_from_db()
    assert (version.state, version.last_document) == (State.DRAFT, was)
    rows = {row.person.name: row for row in Signature.objects.filter(version=version).select_related("person")}
    assert {name: row.state for name, row in rows.items()} == {"Ann": "void", "Bo": "void", "Cy": "declined"}
    day = timezone.localdate()
    assert rows["Ann"].void_reason == f"declined by Cy, {day.day} {day:%B %Y}"
    assert (rows["Cy"].reason, rows["Cy"].content_hash) == ("Weekend answers.", round_hash)
    assert mailed("declined") == sorted(one.email for one in (team.ann, team.bo, team.mo, team.ob))


def test_declining_twice_declines_once():
    version = charter_at("signing")
    cy = version.team.cy
    seen = version.content_hash
    first = signing.decline(version, reason="Weekend answers.", seen=seen, by=cy)
    assert signing.decline(version, reason="Weekend answers.", seen=seen, by=cy) == first
    assert verbs(version).count("charter.declined") == 1


def test_a_decline_without_a_reason_is_asked_for_one(new_client):
    version = charter_at("signing")
    form = {"version": version.pk, "seen": version.content_hash, "reason": "  "}
    answer = new_client(version.team.cy).post(f"/charters/{version.charter_id}/decline/", form)
    assert "This field is required." in answer.content.decode()
    version.refresh_from_db()
    assert version.state == State.SIGNING


def test_void_signatures_stay_to_be_seen(new_client):
    version = charter_at("signing")
    sign(version, version.team.bo)
    signing.decline(version, reason="<b>Weekend</b> answers.", seen=version.content_hash, by=version.team.cy)
    page = page_of(new_client(version.team.ob), version, "signatures")
    assert "void – declined by Cy" in page
    assert "&lt;b&gt;Weekend&lt;/b&gt; answers." in page


def test_what_one_signed_stays_theirs_after_leaving(new_client):
    version = charter_at("active")
    team = version.team
    signature = Signature.objects.get(version=version, person=team.bo)
    team.memberships.filter(person=team.bo).update(left_at=timezone.now())

    client = new_client(team.bo)
    assert client.get(f"/charters/{version.charter_id}/").status_code == 404
    page = client.get(f"/charters/signed/{signature.pk}/").content.decode()
    assert "so that nobody waits on a cold pier" in page
    assert signature.content_hash in page
    assert f"/charters/signed/{signature.pk}/" in client.get("/charters/signed/").content.decode()


def test_what_one_signed_is_that_text_even_when_the_charter_has_changed(new_client):
    version = charter_at("signing")
    signature = sign(version, version.team.bo)
    moving.return_to_draft(version, reason="The goal is wrong.", by=version.team.ann)
    version.items.filter(kind="purpose").delete()
    page = new_client(version.team.bo).get(f"/charters/signed/{signature.pk}/").content.decode()
    assert "so that nobody waits on a cold pier" in page
    assert "taken back to draft by Ann" in page


def test_what_one_signed_is_for_nobody_else(new_client):
    version = charter_at("active")
    signature = Signature.objects.get(version=version, person=version.team.bo)
    url = f"/charters/signed/{signature.pk}/"
    admin = person("root", is_staff=True, is_superuser=True)
    assert new_client(version.team.bo).get(url).status_code == 200
    assert new_client(version.team.ann).get(url).status_code == 404
    assert new_client(version.team.mo).get(url).status_code == 404
    assert new_client(person("oz")).get(url).status_code == 404
    assert new_client(admin).get(url).status_code == 404
    assert (
        f"/charters/signed/{signature.pk}/"
        not in new_client(version.team.ann).get("/charters/signed/").content.decode()
    )


def test_the_list_of_what_one_signed_has_pages(new_client):
    version = charter_at("signing")
    rounds = [
        Signature(team=version.team, version=version, round=number, person=version.team.bo, state="declined",
                  reason="No.", document="{}", content_hash="0" * 64, signed_at=timezone.now())
        for number in range(2, 53)
    ]  # fmt: skip
    Signature.objects.bulk_create(rounds)
    ids = sorted((str(one.pk) for one in rounds), reverse=True)
    client = new_client(version.team.bo)

    first = client.get("/charters/signed/").content.decode()
    assert f"/charters/signed/{ids[49]}/" in first
    assert f"/charters/signed/{ids[50]}/" not in first
    assert f"?before={ids[49]}" in first
    second = client.get(f"/charters/signed/?before={ids[49]}").content.decode()
    assert f"/charters/signed/{ids[50]}/" in second
    assert f"/charters/signed/{ids[49]}/" not in second
    assert f"/charters/signed/{ids[0]}/" in client.get("/charters/signed/?before=nonsense").content.decode()


@pytest.mark.parametrize("name", ["sign", "signatures", "decline"])
def test_pages_ask_the_database_the_same_with_thirty_signers(new_client, django_assert_num_queries, name):
    few = charter_at("signing")
    many_people = {"ann": "lead"} | {f"member{number}": "member" for number in range(29)}
    many = charter_at("signing", team_with(many_people, name="Large"))
    counts = []
    for version in (few, many):
        client = new_client(version.team.ann)
        page_of(client, version, name)
        with django_assert_num_queries(QUERIES[name]) as counted:
            page_of(client, version, name)
        counts.append(len(counted))
    assert counts[0] == counts[1]


QUERIES = {"sign": 9, "signatures": 9, "decline": 8}


def test_words_that_changed_since_the_page_was_opened_are_not_signed(new_client):
    version = charter_at("signing")
    client, team = new_client(version.team.bo), version.team
    url = f"/charters/{version.charter_id}/sign/"
    form = form_of(client, url, "typed_name")
    sent = {name: values[-1] for name, values in form.values.items()} | {"typed_name": "Bo"}
    members.edit_team(team, "Another Team", "", by=team.ann)

    refused = client.post(url, sent)

    assert refused.status_code == 409
    assert "have changed since you opened the page" in refused.content.decode()
    assert not Signature.objects.filter(state="signed").exists()
