"""Closing a charter with what came of it, and opening it again: what ends, what stays, who hears."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from charters.actions import amending, charter_reviewing, closing, moving, reviewing, signing
from charters.models import Charter, CharterVersion, Deadline, RoleAssignment, Signature
from charters.permissions import can_close_charter, can_reopen_charter, gates
from common.permissions import Denied, Refused
from dashboard import vacancies, waiting
from notices.models import Mail, Notice
from teams.actions import inviting
from teams.models import Event
from tests.factories import charter_at, person, team_with
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db
State = CharterVersion.State
WORDS = "Four of five delays are on the screen."
CLOSED = "This charter is closed. The lead can open it again."


def close(version, outcome="reached", words=WORDS):
    closing.close_charter(version.charter, outcome, words, by=version.team.ann)
    return fresh(version)


def fresh(version) -> CharterVersion:
    team = version.team
    version = CharterVersion.objects.select_related("charter").get(pk=version.pk)
    version.team = version.charter.team = team
    return version


def joined(team, name):
    (invitation,) = inviting.invite(team, [f"{name}@example.org"], "member", by=team.ann)
    who = person(name)
    inviting.accept_invitation(invitation, by=who)
    return who


def mailed(template):
    return sorted(Mail.objects.filter(template=f"charters/notices/{template}.txt").values_list("to", flat=True))


def test_closing_keeps_the_text_and_says_what_came_of_it():
    version = charter_at("active")
    before = (version.document, version.content_hash)

    version = close(version, "partly")

    charter = version.charter
    assert (charter.outcome, charter.outcome_words, charter.closed_by) == ("partly", WORDS, version.team.ann)
    assert charter.closed_at is not None
    assert (version.state, version.standing_word) == (State.EXPIRED, "closed")
    assert (version.document, version.content_hash) == before
    event = Event.objects.get(about_id=charter.pk, verb="charter.closed")
    assert (event.actor, event.data["outcome"], event.data["words"]) == (version.team.ann, "partly", WORDS)


def test_everyone_else_hears_of_it_once():
    version = charter_at("active")
    close(version)
    close(version, "stopped", "Again.")
    others = ["bo@example.org", "cy@example.org", "mo@example.org", "ob@example.org"]
    assert mailed("closed") == others
    notices = Notice.objects.filter(kind="charter.closed")
    assert sorted(notices.values_list("person__email", flat=True)) == others
    assert {notice.text for notice in notices} == {
        f"Ann closed “Harbour App charter”: What we set out to do is reached. {WORDS}"
    }
    assert fresh(version).charter.outcome == "reached"
    assert Event.objects.filter(verb="charter.closed").count() == 1


@pytest.mark.parametrize("who", ["bo", "mo", "ob"])
def test_only_the_lead_closes_and_opens_again(who):
    version = charter_at("active")
    other = getattr(version.team, who)
    assert can_close_charter(other, version.charter) == Denied("Only the team’s lead closes a charter.")
    with pytest.raises(Refused):
        closing.close_charter(version.charter, "reached", WORDS, by=other)
    version = close(version)
    assert can_reopen_charter(other, version.charter) == Denied("Only the team’s lead opens a charter again.")
    with pytest.raises(Refused):
        closing.reopen_charter(version.charter, by=other)
    assert fresh(version).charter.closed_at is not None


@pytest.mark.parametrize("state", ["draft", "in_review", "signing"])
def test_what_was_never_in_force_is_not_closed(state):
    version = charter_at(state)
    with pytest.raises(Refused, match="a draft is withdrawn"):
        close(version)


def test_a_change_on_its_way_is_settled_first():
    version = charter_at("active")
    amendment = amending.begin(version.charter, by=version.team.bo)
    with pytest.raises(Refused, match="A change of this charter is on its way"):
        close(version)
    moving.withdraw(amendment, reason="We are done.", by=version.team.bo)
    assert close(version).charter.closed_at is not None


def test_nobody_is_waited_for_any_more_and_what_was_signed_stays():
    version = charter_at("active")
    dee = joined(version.team, "dee")
    assert version.signatures.get(person=dee).state == "requested"

    version = close(version)

    rows = {str(row.person): (row.state, row.void_reason) for row in version.signatures.select_related("person")}
    today = timezone.localdate()
    assert rows == {
        "Ann": ("signed", ""), "Bo": ("signed", ""), "Cy": ("signed", ""),
        "Dee": ("void", f"the charter was closed by Ann, {today.day} {today:%B %Y}"),
    }  # fmt: skip
    with pytest.raises(Refused, match="closed"):
        signing.sign(version, typed_name="Dee", seen=version.content_hash, by=dee)


def test_home_and_vacancies_speak_of_it_no_more():
    version = charter_at("active")
    team = version.team
    for asked in RoleAssignment.objects.filter(charter=version.charter, person=team.bo):
        reviewing.accept_role(asked, by=team.bo)
    dee = joined(team, "dee")
    seen = lambda who: (waiting.for_person(who), waiting.roles_held(waiting.roles_of(who)))  # noqa: E731
    assert seen(team.bo)[1]
    assert seen(dee)[0]
    assert seen(team.cy)[0]
    team.memberships.filter(person=team.cy).update(left_at=timezone.now())
    assert list(vacancies.of_teams([team]))

    close(version)

    assert seen(team.bo) == ([], [])
    assert seen(dee) == ([], [])
    assert list(vacancies.of_teams([team])) == []


def test_a_look_back_that_is_open_ends_with_the_charter():
    version = charter_at("active")
    review = charter_reviewing.open_charter_review(version.charter, by=version.team.ann)
    assert waiting.for_person(version.team.bo)
    close(version)
    review.refresh_from_db()
    assert review.state == "closed"
    assert [one.verb for one in waiting.for_person(version.team.bo)] == []


def refused_of(version):
    team, charter = version.team, version.charter
    asked = RoleAssignment.objects.filter(charter=charter, person=team.bo).first()
    yield lambda: amending.begin(charter, by=team.bo)
    yield lambda: reviewing.accept_role(asked, by=team.bo)
    yield lambda: moving.return_to_draft(version, reason="No.", by=team.ann)
    yield lambda: signing.decline(version, reason="No.", seen=version.content_hash, by=team.bo)


def test_what_would_change_it_is_refused_with_that_reason():
    version = close(charter_at("active"))
    for verb in refused_of(version):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.reason == CLOSED
    assert gates.is_running(version.charter) == Denied(CLOSED)


def test_opening_again_brings_back_what_held_and_asks_who_has_not_signed():
    version = charter_at("active")
    dee = joined(version.team, "dee")
    version = close(version)
    eve = joined(version.team, "eve")
    assert not Signature.objects.filter(person=eve).exists()

    closing.reopen_charter(version.charter, by=version.team.ann)
    closing.reopen_charter(version.charter, by=version.team.ann)

    version = fresh(version)
    assert (version.state, version.charter.closed_at, version.charter.outcome) == (State.ACTIVE, None, "")
    states = dict(version.signatures.values_list("person__name", "state"))
    assert states == {"Ann": "signed", "Bo": "signed", "Cy": "signed", "Dee": "requested", "Eve": "requested"}
    signing.sign(version, typed_name="Dee", seen=version.content_hash, by=dee)
    assert mailed("reopened") == [f"{who}@example.org" for who in ("bo", "cy", "dee", "eve", "mo", "ob")]
    assert Event.objects.filter(verb="charter.reopened").count() == 1


def test_a_charter_past_its_own_end_is_not_in_force_again():
    version = charter_at("active")
    Charter.objects.filter(pk=version.charter_id).update(ends_on=date(2020, 1, 1))
    version = close(version)
    closing.reopen_charter(version.charter, by=version.team.ann)
    version = fresh(version)
    assert (version.state, version.standing_word) == (State.EXPIRED, "expired")


def test_the_database_keeps_closing_whole():
    version = charter_at("active")
    with pytest.raises(IntegrityError), transaction.atomic():
        Charter.objects.filter(pk=version.charter_id).update(closed_at=timezone.now())


# The pages


def page(client, name, version):
    return client.get(reverse(f"charters:{name}", args=[version.charter_id])).content.decode()


def deadline(version, title, state="open"):
    key = version.items.get(kind="deliverable", values__title=title).key
    fields = {"kind": "deliverable", "title": title, "state": state, "baseline_on": timezone.localdate()}
    settled = {"reason": "Handed over.", "settled_at": timezone.now()} if state == "done" else {}
    Deadline.objects.update_or_create(
        charter=version.charter, key=key, defaults={"team": version.team, **fields, **settled}
    )


def test_the_lead_reads_what_is_left_open_and_closes(new_client):
    version = charter_at("active")
    deadline(version, "Pilot on line 62", "done")
    deadline(version, "Launch on all lines")
    client = new_client(version.team.ann)
    url = reverse("charters:close_charter", args=[version.charter_id])
    assert url in page(client, "show", version)
    asked = client.get(url).content.decode()
    assert "What is left open" in asked
    assert "Launch on all lines" in asked
    assert "Pilot on line 62" not in asked

    refused = client.post(url, {"outcome": "", "words": "Typed already"})
    assert refused.status_code == 422
    assert "Typed already" in refused.content.decode()

    fill(client, url, outcome="stopped", words="The harbour closes for a year.")

    told = page(client, "show", version)
    assert "We stopped early" in told
    assert "The harbour closes for a year." in told
    assert "Closed by Ann" in told
    assert "This version is history" not in told
    assert Event.objects.get(verb="charter.closed").data["left_open"] == ["Launch on all lines"]


def test_a_page_that_cannot_close_names_what_is_in_the_way(new_client):
    version = charter_at("active")
    amending.begin(version.charter, by=version.team.bo)
    asked = page(new_client(version.team.ann), "close_charter", version)
    assert "Withdraw it, or finish it" in asked
    assert '<button class="btn btn-primary" type="submit">' not in asked


def test_members_read_the_outcome_and_are_offered_nothing(new_client):
    version = close(charter_at("active"))
    told = page(new_client(version.team.bo), "show", version)
    assert WORDS in told
    assert "reopen/" not in told
    assert "close/" not in told


def test_the_team_page_tells_closed_charters_apart(new_client):
    team = team_with()
    running = charter_at("active", team, title="Winter timetable")
    closed = close(charter_at("active", team, title="Summer season"))
    client = new_client(team.ob)
    found = client.get(reverse("dashboard:team_charters", args=[team.slug]))
    assert [charter.title for charter in found.context["page"].rows] == ["Winter timetable"]
    assert [charter.title for charter in found.context["closed"]] == ["Summer season"]
    archive = client.get(reverse("dashboard:closed_charters", args=[team.slug])).content.decode()
    assert closed.charter.get_absolute_url() in archive
    assert running.charter.get_absolute_url() not in archive


def test_closed_charters_are_paged(new_client):
    team, now = team_with(), timezone.now()
    for place in range(31):
        Charter.objects.create(
            team=team, title=f"Season {place}", created_by=team.ann, outcome="reached", outcome_words="Done.",
            closed_at=now - timezone.timedelta(days=place), closed_by=team.ann,
        )  # fmt: skip
    client, url = new_client(team.bo), reverse("dashboard:closed_charters", args=[team.slug])
    first = client.get(url).context["page"]
    rest = client.get(url + first.older).context["page"]
    assert [charter.title for charter in [*first.rows, *rest.rows]] == [f"Season {place}" for place in range(31)]


def test_its_files_say_what_came_of_it_and_stay_valid(new_client):
    version = close(charter_at("active"))
    client = new_client(version.team.bo)
    url = lambda end: reverse("charters:export", args=[version.pk, end])  # noqa: E731
    told = client.get(url("json")).json()["record"]
    assert told["state"] == "expired"
    closed = told["closed"]
    assert (closed["outcome"], closed["words"], closed["by"]) == ("reached", WORDS, "Ann")
    assert f"What we set out to do is reached. {WORDS}" in client.get(url("md")).content.decode()


def test_the_file_of_a_closed_charter_comes_back_as_the_same_bytes(new_client):
    version = close(charter_at("active"))
    export = lambda client, one: client.get(reverse("charters:export", args=[one.pk, "json"])).content  # noqa: E731
    file = export(new_client(version.team.bo), version)
    other = team_with({"zoe": "lead"}, name="Other team")
    client = new_client(other.zoe)
    imported(client, other, file)
    copy = other.charters.get()
    assert copy.closed_at is None
    assert export(client, copy.versions.get()) == file


def imported(client, team, file):
    url = reverse("charters:import_file", args=[team.slug])
    upload = SimpleUploadedFile("charter.json", file, "application/json")
    client.post(url, form_of(client, url, "file").values | {"file": upload})
