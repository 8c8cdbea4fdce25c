"""The lead's moves: to review, back, to signing, withdrawn; what holds them up and who hears of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from charters.actions import amending, items, moving, reviewing, signing, talking
from charters.content import canonical, content_hash, to_document
from charters.models import CharterVersion, Signature
from common.permissions import Refused
from notices.models import Mail, Notice
from teams.models import Event
from tests.factories import charter_at, team_with

pytestmark = pytest.mark.django_db
State = CharterVersion.State


def verbs(version):
    events = Event.objects.filter(about_id=version.charter_id, verb__startswith="charter.").order_by("at", "id")
    return [event.verb for event in events]


def mailed(template):
    found = Mail.objects.filter(template=f"charters/notices/{template}.txt")
    return sorted(found.values_list("to", flat=True))


def addresses(*people):
    return sorted(person.email for person in people)


def endorse(version, by):
    for role in version.items.filter(kind="role"):
        reviewing.endorse(version, role.key, by=by)


def test_a_complete_charter_goes_to_review():
    version = charter_at("draft")
    ann = version.team.ann

    moved = moving.send_to_review(version, by=ann)

    assert moved.state == State.IN_REVIEW
    assert verbs(version)[-1] == "charter.sent_to_review"
    told = Notice.objects.filter(kind="charter.sent_to_review").values_list("person__email", flat=True)
    assert sorted(told) == addresses(version.team.bo, version.team.cy)


def test_what_blocks_is_named_and_nothing_moves():
    version = charter_at("draft")
    pilot = version.items.get(kind="deliverable", values__title="Pilot on line 62")
    pilot.values["letters"] = dict.fromkeys(pilot.values["letters"], "A")
    pilot.save()
    version.items.filter(kind="goal").delete()

    with pytest.raises(Refused) as refused:
        moving.send_to_review(version, by=version.team.ann)

    assert "Pilot on line 62" in refused.value.reason
    assert "goal" in refused.value.reason
    version.refresh_from_db()
    assert version.state == State.DRAFT
    assert "charter.sent_to_review" not in verbs(version)


def test_a_move_sent_twice_acts_once():
    version = charter_at("in_review")
    moving.send_to_review(version, by=version.team.ann)
    moving.return_to_draft(version, reason="Scope.", by=version.team.ann)
    moving.return_to_draft(version, reason="Scope.", by=version.team.ann)
    assert verbs(version).count("charter.sent_to_review") == 1
    assert verbs(version).count("charter.returned_to_draft") == 1
    assert mailed("returned_to_draft") == addresses(version.team.bo, version.team.cy, version.team.mo, version.team.ob)


def test_going_back_from_review_says_why():
    version = charter_at("in_review")
    version = moving.return_to_draft(version, reason="The scope is too wide.", by=version.team.ann)
    assert version.state == State.DRAFT
    event = Event.objects.get(about_id=version.charter_id, verb="charter.returned_to_draft")
    assert event.data == {"was": "in_review", "reason": "The scope is too wide."}


def test_each_time_it_comes_back_is_told():
    version = charter_at("in_review")
    for reason in ("Scope.", "Dates."):
        moving.return_to_draft(version, reason=reason, by=version.team.ann)
        moving.send_to_review(version, by=version.team.ann)
    told = Notice.objects.filter(kind="charter.returned_to_draft", person=version.team.bo).order_by("created_at")
    assert [notice.text.rpartition(": ")[2] for notice in told] == ["Scope.", "Dates."]
    assert mailed("review_asked") == ["mo@example.org"] * 3


def test_asking_freezes_the_text_and_asks_each_signer():
    version = charter_at("in_review")
    team = version.team
    endorse(version, team.mo)

    version = moving.ask_signatures(version, by=team.ann)

    document = to_document(version.content())
    assert (version.document, version.content_hash) == (canonical(document), content_hash(document))
    assert version.state == State.SIGNING
    assert version.round == 1
    assert version.sign_by == timezone.localdate() + timedelta(days=14)
    asked = Signature.objects.filter(version=version).values_list("person__email", "state", "content_hash")
    assert sorted(asked) == [
        (email, "requested", version.content_hash) for email in addresses(team.ann, team.bo, team.cy)
    ]
    assert mailed("signatures_asked") == addresses(team.bo, team.cy)


def test_asking_twice_asks_once():
    version = charter_at("signing")
    again = moving.ask_signatures(version, by=version.team.ann, unendorsed_reason="Again.")
    assert again.round == 1
    assert Signature.objects.filter(version=version).count() == 3
    assert verbs(version).count("charter.signatures_asked") == 1


def test_an_open_objection_holds_signing_up():
    version = charter_at("in_review")
    goal = version.items.get(kind="goal")
    objection = talking.object_to(version, goal.key, "Two minutes is too short.", by=version.team.bo)

    with pytest.raises(Refused) as refused:
        moving.ask_signatures(version, by=version.team.ann, unendorsed_reason="Mo is away.")
    assert refused.value.reason == "One objection waits for an answer."

    talking.answer(objection, "We measured it.", by=version.team.ann)
    assert moving.ask_signatures(version, by=version.team.ann, unendorsed_reason="Mo is away.").state == State.SIGNING


def test_without_endorsement_the_lead_says_why_for_all_to_read(new_client):
    version = charter_at("in_review")
    with pytest.raises(Refused) as refused:
        moving.ask_signatures(version, by=version.team.ann, unendorsed_reason="   ")
    assert "not all endorsed" in refused.value.reason

    moving.ask_signatures(version, by=version.team.ann, unendorsed_reason="Mo is at sea until May.")
    page = new_client(version.team.ob).get(f"/charters/{version.charter_id}/signatures/")
    assert "Mo is at sea until May." in page.content.decode()


def test_a_team_without_a_manager_needs_no_endorsement():
    version = charter_at("in_review", team_with({"ann": "lead", "bo": "member"}))
    assert moving.ask_signatures(version, by=version.team.ann).state == State.SIGNING


def test_text_that_got_a_blocker_during_review_does_not_go_to_signing():
    version = charter_at("in_review")
    version.items.filter(kind="goal").delete()
    with pytest.raises(Refused):
        moving.ask_signatures(version, by=version.team.ann, unendorsed_reason="Mo is away.")


def test_taking_it_back_voids_what_was_signed_and_keeps_it():
    version = charter_at("signing")
    team = version.team
    signing.sign(version, typed_name="Bo", seen=version.content_hash, by=team.bo)

    returned = moving.return_to_draft(version, reason="A date is wrong.", by=team.ann)

    assert (returned.state, returned.content_hash, returned.last_document) == (State.DRAFT, "", version.document)
    rows = Signature.objects.filter(version=version)
    assert {row.state for row in rows} == {"void"}
    day = timezone.localdate()
    assert {row.void_reason for row in rows} == {f"taken back to draft by Ann, {day.day} {day:%B %Y}"}
    assert rows.get(person=team.bo).document == version.document
    assert rows.get(person=team.bo).typed_name == "Bo"


@pytest.mark.parametrize("state", ["draft", "in_review", "signing"])
def test_a_version_can_be_withdrawn_until_it_is_in_force(state):
    version = charter_at(state)
    team = version.team
    withdrawn = moving.withdraw(version, reason="We merge with another team.", by=team.ann)
    moving.withdraw(version, reason="We merge with another team.", by=team.ann)
    assert withdrawn.state == State.WITHDRAWN
    assert mailed("withdrawn") == addresses(team.bo, team.cy, team.mo, team.ob)
    assert verbs(version).count("charter.withdrawn") == 1


def test_withdrawing_a_new_version_leaves_the_one_in_force():
    active = charter_at("active")
    ann = active.team.ann
    amendment = CharterVersion.objects.create(
        team=active.team, charter=active.charter, based_on=active, created_by=active.team.bo
    )
    moving.withdraw(amendment, reason="Not now.", by=active.team.bo)
    active.refresh_from_db()
    assert active.state == State.ACTIVE
    with pytest.raises(Refused):
        moving.withdraw(active, reason="No.", by=ann)


def test_more_time_is_told_to_those_who_have_not_answered():
    version = charter_at("signing")
    team = version.team
    signing.sign(version, typed_name="Bo", seen=version.content_hash, by=team.bo)
    later = timezone.localdate() + timedelta(days=30)

    moving.extend(version, sign_by=later, by=team.ann)
    moving.extend(version, sign_by=later, by=team.ann)

    version.refresh_from_db()
    assert version.sign_by == later
    assert [notice.person for notice in Notice.objects.filter(kind="charter.extended")] == [team.cy]
    assert verbs(version).count("charter.extended") == 1


def test_the_next_version_is_two_and_replaces_one_when_all_have_signed():
    first = charter_at("active")
    team = first.team
    second = amending.begin(first.charter, by=team.ann)
    purpose = second.items.get(kind="purpose")
    items.replace(second, purpose.key, "text", purpose.values["text"], "We give everybody one app.", by=team.bo)
    moving.send_to_review(second, by=team.ann)
    moving.ask_signatures(second, by=team.ann)
    second.refresh_from_db()
    for person in (team.ann, team.bo, team.cy):
        first.refresh_from_db()
        assert first.state == State.ACTIVE
        signing.sign(second, typed_name=str(person), seen=second.content_hash, by=person)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.number) == (State.SUPERSEDED, "1.0")
    assert (second.state, second.number) == (State.ACTIVE, "2.0")


PAGES = ["send-to-review", "return-to-draft", "ask-signatures", "withdraw", "extend"]


@pytest.mark.parametrize(
    ("state", "move", "words"),
    [
        ("draft", "send-to-review", "Managers look at each role"),
        ("in_review", "return-to-draft", "Everyone can change the text again"),
        ("in_review", "ask-signatures", "The text is frozen"),
        ("signing", "return-to-draft", "no longer count"),
        ("signing", "withdraw", "Withdraw this version?"),
        ("signing", "extend", "Nobody can be skipped"),
    ],
)
def test_each_move_is_asked_first_and_looking_changes_nothing(new_client, state, move, words):
    version = charter_at(state)
    answer = new_client(version.team.ann).get(f"/charters/{version.charter_id}/{move}/")
    assert words in answer.content.decode()
    version.refresh_from_db()
    assert version.state == state


def test_a_blocked_page_names_the_blocker_and_has_no_button(new_client):
    version = charter_at("draft")
    version.items.filter(kind="goal").delete()
    page = new_client(version.team.ann).get(f"/charters/{version.charter_id}/send-to-review/").content.decode()
    assert "goal" in page
    assert '<button class="btn btn-primary"' not in page


def test_a_member_who_opens_a_move_reads_whose_it_is(new_client):
    version = charter_at("draft")
    answer = new_client(version.team.bo).get(f"/charters/{version.charter_id}/send-to-review/")
    assert answer.status_code == 403
    assert "Only the team&#x27;s lead may do this." in answer.content.decode()


def test_an_outsider_finds_nothing(new_client):
    version = charter_at("draft")
    oz = team_with({"oz": "lead"}, name="Elsewhere").oz
    answers = {page: new_client(oz).get(f"/charters/{version.charter_id}/{page}/").status_code for page in PAGES}
    assert answers == dict.fromkeys(PAGES, 404)


def test_the_lead_asks_for_signatures_on_the_page(new_client):
    version = charter_at("in_review")
    client = new_client(version.team.ann)
    url = f"/charters/{version.charter_id}/ask-signatures/"
    yesterday, soon = timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=5)

    refused = client.post(url, {"sign_by": yesterday.isoformat(), "unendorsed_reason": ""}).content.decode()
    assert "This day is over." in refused
    assert "To go on without, write down why" in refused

    client.post(url, {"sign_by": soon.isoformat(), "unendorsed_reason": "Mo is away."})
    version.refresh_from_db()
    assert (version.state, version.sign_by, version.unendorsed_reason) == (State.SIGNING, soon, "Mo is away.")
