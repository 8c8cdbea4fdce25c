"""Adoption by vote, by a sponsor, or by the lead's word."""

import pytest

from charters.actions import moving, signing
from charters.models import CharterVersion, Signature, Vote
from common.permissions import Refused, Stale
from notices.models import Mail
from teams.models import Event
from tests.factories import charter_at, team_with

pytestmark = pytest.mark.django_db
State = CharterVersion.State


def vote(version, who, choice="yes", reason=""):
    return signing.vote(version, choice=choice, reason=reason, seen=version.content_hash, by=who)


def state_of(version):
    return CharterVersion.objects.get(pk=version.pk).state


def mailed(template):
    return sorted(Mail.objects.filter(template=f"charters/notices/{template}.txt").values_list("to", flat=True))


def events(version, verb):
    return [event.data for event in Event.objects.filter(about_id=version.charter_id, verb=verb).order_by("at", "id")]


def sponsored(state):
    team = team_with()
    return charter_at(state, team, adoption="sponsor", sponsor=team.mo)


def test_a_vote_opens_for_the_members():
    charter_at("signing", adoption="vote")
    assert mailed("vote_opened") == ["bo@example.org", "cy@example.org"]
    assert not Signature.objects.exists()


def test_a_majority_of_all_members_puts_it_in_force():
    version = charter_at("signing", adoption="vote")
    team = version.team
    vote(version, team.ann)
    assert state_of(version) == State.SIGNING
    vote(version, team.bo, reason="Short and clear.")
    assert state_of(version) == State.ACTIVE
    assert events(version, "charter.vote_closed") == [{"round": 1, "members": 3, "yes": 2, "no": 0, "abstain": 0}]
    cast = Vote.objects.get(person=team.bo)
    assert (cast.choice, cast.reason, cast.content_hash) == ("yes", "Short and clear.", version.content_hash)


def test_a_vote_can_be_changed_until_it_is_closed():
    version = charter_at("signing", adoption="vote")
    bo = version.team.bo
    vote(version, bo, "no", "Too long.")
    vote(version, bo, "no", "Too long.")
    vote(version, bo, "abstain")
    assert Vote.objects.get().choice == "abstain"
    assert [event["choice"] for event in events(version, "charter.voted")] == ["no"]
    assert [event["choice"] for event in events(version, "charter.vote_changed")] == ["abstain"]


def test_a_majority_out_of_reach_takes_it_back_with_the_result():
    version = charter_at("signing", adoption="vote")
    team = version.team
    vote(version, team.bo, "no", "Too long.")
    assert state_of(version) == State.SIGNING
    vote(version, team.cy, "abstain")

    version.refresh_from_db()
    assert (version.state, version.content_hash) == (State.DRAFT, "")
    assert events(version, "charter.vote_closed") == [{"round": 1, "members": 3, "yes": 0, "no": 1, "abstain": 1}]
    assert mailed("vote_lost") == sorted(f"{name}@example.org" for name in ("ann", "bo", "cy", "mo", "ob"))


def test_after_the_vote_is_closed_nobody_votes():
    version = charter_at("active", adoption="vote")
    with pytest.raises(Refused) as refused:
        vote(version, version.team.cy, "no")
    assert refused.value.reason == "No vote is open."
    lost = charter_at("signing", version.team, adoption="vote", title="Second charter")
    for who in (lost.team.ann, lost.team.bo):
        vote(lost, who, "no")
    with pytest.raises(Stale):
        vote(lost, lost.team.cy, "yes")


@pytest.mark.parametrize("who", ["mo", "ob"])
def test_managers_and_observers_do_not_vote(who):
    version = charter_at("signing", adoption="vote")
    with pytest.raises(Refused) as refused:
        vote(version, getattr(version.team, who))
    assert refused.value.reason == "Only the lead and the members who are present vote."


def test_nobody_signs_where_a_vote_is_open():
    version = charter_at("signing", adoption="vote")
    with pytest.raises(Refused):
        signing.sign(version, typed_name="Bo", seen=version.content_hash, by=version.team.bo)


def test_the_votes_of_a_lost_round_stay_to_be_read_and_do_not_count_again(new_client):
    version = charter_at("signing", adoption="vote")
    team = version.team
    for who in (team.bo, team.cy):
        vote(version, who, "no", f"{who} finds it too long.")
    moving.send_to_review(version, by=team.ann)
    version = moving.ask_signatures(version, by=team.ann, unendorsed_reason="Mo is away.")
    assert (version.state, version.round) == (State.SIGNING, 2)
    page = new_client(team.ob).get(f"/charters/{version.charter_id}/signatures/").content.decode()
    assert "Bo finds it too long." in page
    assert "0 of 3" in page


def test_voting_on_the_page(new_client):
    version = charter_at("signing", adoption="vote")
    client, base = new_client(version.team.bo), f"/charters/{version.charter_id}"
    form = {"version": version.pk, "seen": version.content_hash, "reason": "Too long."}

    assert "This field is required." in client.post(f"{base}/vote/", form).content.decode()
    assert client.post(f"{base}/vote/", form | {"choice": "no"})["Location"] == f"{base}/signatures/"
    page = client.get(f"{base}/signatures/").content.decode()
    assert "Too long." in page
    assert "0 of 3" in page
    assert 'value="no"' in client.get(f"{base}/sign/").content.decode().split("checked")[0].rsplit("<input", 1)[-1]


def test_the_sponsor_alone_is_asked_and_puts_it_in_force():
    version = sponsored("signing")
    team = version.team
    assert mailed("approval_asked") == ["mo@example.org"]
    with pytest.raises(Refused):
        signing.sign(version, typed_name="Ann", seen=version.content_hash, by=team.ann)

    for _again in range(2):
        signing.approve(version, typed_name="Mo", seen=version.content_hash, by=team.mo)

    assert state_of(version) == State.ACTIVE
    approval = Signature.objects.get()
    assert (approval.is_sponsor, approval.state) == (True, "signed")
    assert "approve it as its sponsor" in approval.statement
    assert len(events(version, "charter.approved")) == 1


def test_the_sponsor_declines_with_a_reason():
    version = sponsored("signing")
    signing.decline(version, reason="No budget is named.", seen=version.content_hash, by=version.team.mo)
    assert state_of(version) == State.DRAFT
    assert Signature.objects.get().reason == "No budget is named."


def test_a_member_cannot_decline_for_the_sponsor():
    version = sponsored("signing")
    with pytest.raises(Refused):
        signing.decline(version, reason="No.", seen=version.content_hash, by=version.team.bo)


def test_approving_on_the_page(new_client):
    version = sponsored("signing")
    client = new_client(version.team.mo)
    page = client.get(f"/charters/{version.charter_id}/sign/").content.decode()
    assert "approve it as its sponsor" in page
    form = {"version": version.pk, "seen": version.content_hash, "typed_name": "mo"}
    answer = client.post(f"/charters/{version.charter_id}/approve/", form)
    assert answer["Location"] == f"/charters/signed/{Signature.objects.get().pk}/"
    assert state_of(version) == State.ACTIVE


def test_a_sponsor_who_has_left_cannot_be_asked():
    version = sponsored("in_review")
    version.team.memberships.get(person=version.team.mo).delete()
    with pytest.raises(Refused) as refused:
        moving.ask_signatures(version, by=version.team.ann)
    assert "The sponsor is not in the team." in refused.value.reason


def test_the_lead_declares_a_charter_that_needs_no_signatures(new_client):
    version = charter_at("in_review", adoption="none")
    client, url = new_client(version.team.ann), f"/charters/{version.charter_id}/declare/"
    assert "in force at once, without signatures" in client.get(url).content.decode()

    for _again in range(2):
        client.post(url, {"unendorsed_reason": "Mo is away."})

    version.refresh_from_db()
    assert (version.state, version.number, len(version.content_hash)) == (State.ACTIVE, "1.0", 64)
    assert len(events(version, "charter.declared")) == len(events(version, "charter.activated")) == 1
    assert mailed("activated") == sorted(f"{name}@example.org" for name in ("bo", "cy", "mo", "ob"))


@pytest.mark.parametrize("adoption", ["signatures", "vote", "sponsor"])
def test_only_a_charter_without_signatures_is_declared(adoption):
    team = team_with()
    version = charter_at("in_review", team, adoption=adoption, sponsor=team.mo if adoption == "sponsor" else None)
    with pytest.raises(Refused) as refused:
        moving.declare(version, by=team.ann, unendorsed_reason="Mo is away.")
    assert refused.value.reason == "This team chose another way of adopting its charter."


def test_a_charter_without_signatures_is_not_put_to_signing():
    version = charter_at("in_review", adoption="none")
    with pytest.raises(Refused) as refused:
        moving.ask_signatures(version, by=version.team.ann)
    assert refused.value.reason == "This team needs no signatures: the lead declares the charter."
