"""Scenario 4: Sam cannot agree to the answer time at weekends; one clause changes; all are asked again."""

from django.utils import timezone

from charters.models import CharterVersion, Signature
from tests.factories import charter_at, team_with
from tests.filling import fill

TEAM = {"mira": "lead", "aylin": "member", "jo": "member", "noor": "member", "sam": "member"}


def test_a_decline_changes_one_clause_and_all_sign_again(new_client, mailbox, run_tasks):
    version = charter_at("signing", team_with(TEAM))
    team, base = version.team, f"/charters/{version.charter_id}"
    browsers = {name: new_client(getattr(team, name)) for name in TEAM}
    for name in ("mira", "aylin", "jo"):
        page = fill(browsers[name], f"{base}/sign/", typed_name=name)
    assert "Exactly the text that was on your screen" in page.content.decode()
    assert "3 of 5" in browsers["sam"].get(f"{base}/signatures/").content.decode()

    refused = fill(browsers["sam"], f"{base}/decline/", reason="").content.decode()
    assert "This field is required." in refused
    fill(browsers["sam"], f"{base}/decline/", reason="Four hours is too short at weekends.")

    day = timezone.localdate()
    page = browsers["noor"].get(f"{base}/signatures/").content.decode()
    assert page.count(f"void – declined by Sam, {day.day} {day:%B %Y}") == 4
    assert "Four hours is too short at weekends." in page
    run_tasks()
    declined = [mail for mail in mailbox if mail["Subject"].startswith("Sam declined")]
    assert sorted(mail["To"] for mail in declined) == [
        f"{name}@example.org" for name in ("aylin", "jo", "mira", "noor")
    ]
    assert all("Four hours is too short at weekends." in mail.get_content() for mail in declined)

    chat = CharterVersion.objects.get(pk=version.pk).items.get(kind="communication_agreement", values__channel="Chat")
    fill(browsers["sam"], f"{base}/draft/{chat.key}/", respond_within="4 hours, at weekends 24 hours")
    fill(browsers["mira"], f"{base}/send-to-review/")
    fill(browsers["mira"], f"{base}/ask-signatures/")

    page = browsers["jo"].get(f"{base}/sign/").content.decode()
    changes = page.split('class="document"')[0]
    assert "What is different from the text before" in changes
    assert changes.count('href="#clause-') == 1
    assert "at weekends 24 hours" in " ".join(changes.replace("<ins>", " ").split())
    for name in TEAM:
        fill(browsers[name], f"{base}/sign/", typed_name=name.upper())

    version.refresh_from_db()
    assert (version.state, version.number) == ("active", "1.0")
    first_round = Signature.objects.filter(version=version, round=1).values_list("state", flat=True)
    assert sorted(first_round) == ["declined", "void", "void", "void", "void"]
    mine = Signature.objects.filter(version=version, person=team.jo).order_by("round")
    texts = [browsers["jo"].get(f"/charters/signed/{one.pk}/").content.decode() for one in mine]
    assert ["at weekends 24 hours" in text for text in texts] == [False, True]
