"""Scenario 7: Noor joins a team whose charter is in force; Sam leaves it."""

import datetime

from charters.actions import reviewing
from charters.models import CharterVersion, HandOver, RoleAssignment, Signature
from teams import actions as teams
from tests.factories import charter_at, person, team_with
from tests.filling import fill
from tests.harbour import LAUNCH

TEAM = {"mira": "lead", "jo": "member", "sam": "member", "tomas": "manager"}
MONDAY = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)


def test_noor_signs_what_is_in_force_and_sams_signature_stays(new_client, mailbox, run_tasks, time_machine):
    time_machine.move_to(MONDAY)
    version = charter_at("active", team_with(TEAM))
    team, base = version.team, f"/charters/{version.charter_id}"
    noor = person("noor")
    (invitation,) = teams.invite(team, [noor.email], "member", by=team.mira)
    browser, mira, sam, tomas = new_client(noor), new_client(team.mira), new_client(team.sam), new_client(team.tomas)

    assert browser.get(f"{base}/sign/").status_code == 404
    fill(browser, f"/teams/invitations/{invitation.pk}/")

    run_tasks()
    (mail,) = [mail for mail in mailbox.to(noor) if mail["Subject"] == "Please read and sign: Harbour App charter"]
    assert "sign it until 11 May 2026" in mail.get_content()
    for page in (f"{base}/", f"/teams/{team.slug}/charters/", "/care/"):
        assert "3 of 4 signed" in mira.get(page).content.decode()
    assert "3 of 4 signed" in tomas.get("/care/").content.decode()
    pending = mira.get(f"{base}/signatures/").content.decode()
    assert "Noor" in pending
    assert "until 11 May 2026" in pending
    asked = browser.get(f"{base}/sign/").content.decode()
    assert "The team agreed on this before you came; your signature does not change that it holds." in asked
    assert "ask <bdi>Mira</bdi>" in asked
    assert state_of(version) == "active"

    time_machine.move_to(MONDAY + datetime.timedelta(days=9))
    assert "overdue since 11 May 2026, still counts" in mira.get(f"{base}/signatures/").content.decode()
    fill(browser, f"{base}/sign/", typed_name="noor")
    assert "4 of 4 signed" in mira.get(f"{base}/").content.decode()
    assert state_of(version) == "active"

    held = RoleAssignment.objects.get(charter=version.charter, person=team.sam)
    reviewing.accept_role(held, by=team.sam)
    mine = Signature.objects.get(version=version, person=team.sam)
    fill(sam, f"/teams/{team.slug}/leave/")
    assert sam.get(f"{base}/").status_code == 404
    assert mine.statement in sam.get(f"/charters/signed/{mine.pk}/").content.decode().replace("&#x27;", "'")
    page = mira.get(f"{base}/signatures/").content.decode()
    assert "4 of 4" in page
    assert "Sam" in page
    held.refresh_from_db()
    assert held.state == "ended"

    document = tomas.get(f"{base}/").content.decode()
    assert "no longer holds it" in document
    assert "Vacant now: nobody holds this role" in document
    for reader, page in ((tomas, "/care/"), (mira, "/care/"), (tomas, f"/teams/{team.slug}/charters/")):
        assert held.role_title in reader.get(page).content.decode()
    assert "Hand-overs not written yet" in mira.get("/care/").content.decode()
    assert mira.get(HandOver.objects.get().get_absolute_url()).status_code == 200

    answer = mira.post(f"{base}/roles/{held.role_key}/fill/", follow=True)
    assert held.role_title in answer.content.decode()
    assert CharterVersion.objects.get(charter=version.charter, state="draft").based_on == version
    assert state_of(version) == "active"


def test_when_the_release_keeper_goes_nobody_answers_for_the_launch(new_client):
    version = charter_at("active", team_with(TEAM))
    team = version.team
    browser = new_client(team.tomas)
    assert LAUNCH not in browser.get("/care/").content.decode()
    fill(new_client(team.jo), f"/teams/{team.slug}/leave/")
    page = browser.get("/care/").content.decode()
    assert page.index("Nobody answers for") < page.index(LAUNCH)


def state_of(version):
    return CharterVersion.objects.get(pk=version.pk).state
