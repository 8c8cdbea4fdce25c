"""Scenario 7: Noor joins a team whose charter is in force; Sam leaves it."""

from charters.models import RoleAssignment, Signature
from teams import actions as teams
from tests.factories import charter_at, person, team_with
from tests.filling import fill

TEAM = {"mira": "lead", "jo": "member", "sam": "member", "tomas": "manager"}


def test_noor_signs_what_is_in_force_and_sams_signature_stays(new_client, mailbox, run_tasks):
    version = charter_at("active", team_with(TEAM))
    team, base = version.team, f"/charters/{version.charter_id}"
    noor = person("noor")
    (invitation,) = teams.invite(team, [noor.email], "member", by=team.mira)
    browser, mira, sam = new_client(noor), new_client(team.mira), new_client(team.sam)

    assert browser.get(f"{base}/sign/").status_code == 404
    fill(browser, f"/teams/invitations/{invitation.pk}/")

    run_tasks()
    assert "Please read and sign: Harbour App charter" in [mail["Subject"] for mail in mailbox.to(noor)]
    page = mira.get(f"{base}/signatures/").content.decode()
    assert "3 of 4" in page
    assert "Read and sign" in browser.get(f"{base}/signatures/").content.decode()
    version.refresh_from_db()
    assert version.state == "active"

    fill(browser, f"{base}/sign/", typed_name="noor")
    assert "4 of 4" in mira.get(f"{base}/signatures/").content.decode()
    version.refresh_from_db()
    assert version.state == "active"

    mine = Signature.objects.get(version=version, person=team.sam)
    fill(sam, f"/teams/{team.slug}/leave/")
    assert sam.get(f"{base}/").status_code == 404
    assert mine.statement in sam.get(f"/charters/signed/{mine.pk}/").content.decode().replace("&#x27;", "'")
    page = mira.get(f"{base}/signatures/").content.decode()
    assert "4 of 4" in page
    assert "Sam" in page
    held = RoleAssignment.objects.get(charter=version.charter, person=team.sam)
    assert held.state == "ended"
    document = new_client(team.tomas).get(f"{base}/").content.decode()
    assert "no longer holds it" in document
