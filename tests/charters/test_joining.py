"""Who joins later: a week to sign, what they read first, how many have signed. And who was away while it was signed."""

import datetime
import json

import pytest
from django.urls import reverse
from pypdf import PdfReader

from charters.actions import moving, signing
from charters.exporting import markdown
from charters.models import CharterVersion, Signature
from charters.records import export_of
from charters.verifying import judge
from notices.models import Mail
from teams import actions as teams
from tests.charters.test_signing_leaving import join, membership, sign
from tests.factories import charter_at

pytestmark = pytest.mark.django_db
MAY = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def page(client, name, version):
    return client.get(reverse(f"charters:{name}", args=[version.charter_id])).content.decode()


def until(version, who):
    return Signature.objects.get(version=version, person=who).until


def badge(version):
    found = Signature.objects.badges([version.pk])[version.pk]
    return str(found.words)


def test_a_joiner_has_a_week_that_is_said_wherever_they_are_asked(new_client, time_machine):
    version = charter_at("active")
    time_machine.move_to(MAY, tick=False)
    noor = join(version.team, "noor")

    assert until(version, noor) == datetime.date(2026, 5, 11)
    assert Mail.objects.get(template="charters/notices/joiner_asked.txt").context["sign_by"] == "11 May 2026"
    browser = new_client(noor)
    assert "by 11 May" in browser.get("/").content.decode()
    for name in ("sign", "signatures"):
        assert "until 11 May 2026" in page(browser, name, version)


def test_after_the_week_it_is_overdue_and_still_signable(new_client, time_machine):
    version = charter_at("active")
    time_machine.move_to(MAY, tick=False)
    noor = join(version.team, "noor")
    time_machine.move_to(MAY + 7 * DAY, tick=False)
    assert "overdue" not in page(new_client(version.team.ann), "signatures", version)
    time_machine.move_to(MAY + 8 * DAY, tick=False)
    assert "overdue since 11 May 2026, still counts" in page(new_client(version.team.ann), "signatures", version)

    sign(version, noor)

    assert "overdue" not in page(new_client(version.team.ann), "signatures", version)


def test_who_joins_while_it_is_signed_has_a_week_or_as_long_as_all(time_machine):
    time_machine.move_to(MAY, tick=False)
    version = charter_at("signing")
    assert until(version, version.team.bo) == datetime.date(2026, 5, 18)
    assert until(version, join(version.team, "noor")) == datetime.date(2026, 5, 18)
    time_machine.move_to(MAY + 10 * DAY, tick=False)
    late = join(version.team, "lea")
    assert until(version, late) == datetime.date(2026, 5, 21)

    moving.extend(version, sign_by=datetime.date(2026, 5, 30), by=version.team.ann)

    assert {until(version, who) for who in (late, version.team.bo)} == {datetime.date(2026, 5, 30)}


def test_who_becomes_a_member_or_comes_back_has_a_week_too(time_machine):
    version = charter_at("active")
    team = version.team
    time_machine.move_to(MAY, tick=False)
    teams.change_role(membership(version, team.ob), "member", by=team.ann)
    assert until(version, team.ob) == datetime.date(2026, 5, 11)

    teams.leave_team(membership(version, team.ob), by=team.ob)
    time_machine.move_to(MAY + 3 * DAY, tick=False)
    (invitation,) = teams.invite(team, [team.ob.email], "member", by=team.ann)
    teams.accept_invitation(invitation, by=team.ob)

    assert until(version, team.ob) == datetime.date(2026, 5, 14)


def test_a_joiner_reads_first_why_and_whom_to_ask(new_client):
    version = charter_at("active")
    noor = join(version.team, "noor")
    browser = new_client(noor)
    said = "The team agreed on this before you came; your signature does not change that it holds."
    assert said in page(browser, "sign", version)
    assert "ask <bdi>Ann</bdi>" in page(browser, "sign", version)
    assert said not in page(new_client(version.team.bo), "sign", version)

    sign(version, noor)

    assert said not in page(browser, "sign", version)


def test_who_was_away_is_welcomed_back(new_client):
    version = charter_at("signing")
    team = version.team
    teams.mark_away(membership(version, team.cy), datetime.date(2026, 3, 1), by=team.mo)
    sign(version, team.ann)
    sign(version, team.bo)
    teams.mark_back(membership(version, team.cy), by=team.mo)
    assert "Good to have you back" in page(new_client(team.cy), "sign", version)


def test_the_badge_counts_who_agreed_of_those_who_are_asked():
    version = charter_at("signing")
    team = version.team
    assert badge(version) == "0 of 3 signed"
    sign(version, team.ann)
    sign(version, team.bo)
    assert badge(version) == "2 of 3 signed"
    teams.leave_team(membership(version, team.cy), by=team.cy)
    assert badge(version) == "2 of 2 signed"
    noor = join(team, "noor")
    assert badge(version) == "2 of 3 signed"
    signing.decline(version, reason="Too many meetings.", seen=version.content_hash, by=noor)
    assert badge(version) == "2 of 3 signed, 1 declined"
    assert CharterVersion.objects.get(pk=version.pk).state == "active"


def test_the_badge_counts_carried_signatures_and_this_round_alone():
    version = charter_at("active")
    team = version.team
    first = Signature.objects.get(version=version, person=team.bo)
    rows = {"team": team, "version": version, "round": 2, "content_hash": version.content_hash}
    Signature.objects.create(**rows, person=team.bo, state="carried", carried_from=first)
    Signature.objects.create(**rows, person=team.ann)
    CharterVersion.objects.filter(pk=version.pk).update(round=2)
    assert badge(version) == "1 of 2 signed"


def test_the_badge_stands_on_the_document_and_in_the_list_of_the_team(new_client):
    version = charter_at("active")
    join(version.team, "noor")
    browser = new_client(version.team.ob)
    team_list = reverse("dashboard:team_charters", args=[version.team.slug])
    assert "3 of 4 signed" in page(browser, "show", version)
    assert "3 of 4 signed" in browser.get(team_list).content.decode()


def test_a_sponsor_who_approves_makes_no_badge():
    team = charter_at("draft", title="Other").team
    version = charter_at("active", team, adoption="sponsor", sponsor=team.mo)
    assert Signature.objects.badges([version.pk]) == {}


AWAY = [{"name": "Cy", "since": "2026-03-01"}]


def signed_without_cy(adoption="signatures"):
    version = charter_at("signing", adoption=adoption)
    team = version.team
    teams.mark_away(membership(version, team.cy), datetime.date(2026, 3, 1), by=team.mo)
    for who in (team.ann, team.bo):
        if adoption == "vote":
            if CharterVersion.objects.get(pk=version.pk).state == "signing":
                signing.vote(version, choice="yes", seen=version.content_hash, by=who)
        else:
            sign(version, who)
    version.refresh_from_db()
    version.team = team
    assert version.state == "active"
    return version


@pytest.mark.parametrize("adoption", ["signatures", "vote"])
def test_who_was_away_while_it_was_signed_stands_in_the_record_for_good(adoption):
    version = signed_without_cy(adoption)
    assert version.absent == AWAY

    teams.mark_back(membership(version, version.team.cy), by=version.team.mo)
    if adoption == "signatures":
        sign(version, version.team.cy)
    teams.mark_away(membership(version, version.team.bo), datetime.date(2026, 4, 1), by=version.team.mo)

    version.refresh_from_db()
    assert version.absent == AWAY
    assert export_of(version)["record"]["absent"] == AWAY


def test_who_signed_before_the_absence_or_came_back_in_time_is_not_in_it():
    version = charter_at("signing")
    team = version.team
    sign(version, team.bo)
    teams.mark_away(membership(version, team.bo), datetime.date(2026, 3, 1), by=team.mo)
    teams.mark_away(membership(version, team.cy), datetime.date(2026, 3, 1), by=team.mo)
    version.refresh_from_db()
    assert version.absent == AWAY
    teams.mark_back(membership(version, team.cy), by=team.mo)
    version.refresh_from_db()
    assert version.absent == []
    sign(version, team.cy)
    sign(version, team.ann)
    version.refresh_from_db()
    assert (version.state, version.absent) == ("active", [])


def test_a_round_that_ends_forgets_who_was_away():
    version = charter_at("in_review")
    team = version.team
    teams.mark_away(membership(version, team.cy), datetime.date(2026, 3, 1), by=team.mo)
    moving.ask_signatures(version, by=team.ann, unendorsed_reason="Mo is away.")
    version.refresh_from_db()
    assert version.absent == AWAY
    moving.return_to_draft(version, reason="More.", by=team.ann)
    version.refresh_from_db()
    assert version.absent == []


def test_a_long_absence_is_read_on_the_page_and_in_every_file(new_client, tmp_path):
    version = signed_without_cy()
    said = "Cy was away for long since 1 March 2026 and was not asked"
    browser = new_client(version.team.ob)
    shown = page(browser, "show", version).replace("<bdi>", "").replace("</bdi>", "")
    files = {
        end: browser.get(reverse("charters:export", args=[version.pk, end])).content for end in ("md", "json", "pdf")
    }
    (tmp_path / "charter.pdf").write_bytes(files["pdf"])
    printed = " ".join("".join(one.extract_text() for one in PdfReader(tmp_path / "charter.pdf").pages).split())

    assert said in shown
    assert said in files["md"].decode()
    assert said in printed
    assert json.loads(files["json"])["record"]["absent"] == AWAY


def test_a_file_that_hides_an_absence_is_not_our_record():
    version = signed_without_cy()
    found = export_of(version)
    assert judge(found["charter"], found["record"]).record_differs is False
    hidden = {name: value for name, value in found["record"].items() if name != "absent"}
    assert judge(found["charter"], hidden).record_differs is True


def test_where_nobody_was_away_the_record_is_as_it_always_was():
    version = charter_at("active")
    found = export_of(version)
    assert "absent" not in found["record"]
    assert judge(found["charter"], found["record"]).record_differs is False
    assert "away for long" not in markdown.to_markdown(version.content(), found["record"])
