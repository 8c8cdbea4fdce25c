"""The people of scenario 5: the decision rule is changed while Aylin is on leave. Nobody skips her; a long absence is shown for good."""

import datetime

import pytest

from charters.models import Signature
from charters.records import export_of
from tests.amending import amendment_of, fresh, put_up, rewrite, signed_by
from tests.factories import charter_at, team_with
from tests.filling import fill

TEAM = {"mira": "lead", "jo": "member", "aylin": "member", "tomas": "manager"}
MONDAY = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)


@pytest.fixture
def changed(db, time_machine):
    """Version 2.0 with another decision rule is signed by all but Aylin."""
    time_machine.move_to(MONDAY)
    version = charter_at("active", team_with(TEAM))
    amendment = amendment_of(version)
    rewrite(amendment, "decision_rule", "rule", "majority")
    version.amendment = signed_by(put_up(amendment), version.team.mira, version.team.jo)
    return version


def states(version):
    return fresh(version).state, fresh(version.amendment).state


def test_a_leave_holds_the_new_version_back_and_after_it_she_reads_first_what_changed(changed, new_client):
    team, base = changed.team, f"/charters/{changed.charter_id}"
    mira, aylin = new_client(team.mira), new_client(team.aylin)

    assert states(changed) == ("active", "signing")
    assert changed.amendment.number == "2.0"
    fill(mira, f"{base}/extend/", sign_by="2026-08-31")
    assert Signature.objects.get(version=changed.amendment, person=team.aylin).state == "requested"
    membership = team.memberships.get(person=team.aylin)
    assert mira.post(f"/teams/{team.slug}/members/{membership.pk}/away/", {"since": "2026-05-01"}).status_code == 403
    assert states(changed) == ("active", "signing")

    page = aylin.get(f"{base}/sign/").content.decode()
    assert page.index("Majority vote") < page.index("Do you agree to this text?")
    fill(aylin, f"{base}/sign/", typed_name="aylin")
    assert states(changed) == ("superseded", "active")
    assert fresh(changed.amendment).absent == []


def test_a_long_absence_that_the_manager_marks_stands_in_the_version_for_good(changed, new_client):
    team, base = changed.team, f"/charters/{changed.charter_id}"
    membership = team.memberships.get(person=team.aylin)
    fill(new_client(team.tomas), f"/teams/{team.slug}/members/{membership.pk}/", since="2026-05-01")

    assert states(changed) == ("superseded", "active")
    away = [{"name": "Aylin", "since": "2026-05-01"}]
    assert fresh(changed.amendment).absent == away

    aylin = new_client(team.aylin)
    aylin.post(f"/teams/{team.slug}/members/{membership.pk}/back/")
    assert "Good to have you back" in aylin.get(f"{base}/sign/").content.decode()
    fill(aylin, f"{base}/sign/", typed_name="aylin")

    page = new_client(team.jo).get(f"{base}/").content.decode()
    assert "3 of 3 signed" in page
    assert "<bdi>Aylin</bdi> was away for long since 1 May 2026 and was not asked" in page
    assert export_of(fresh(changed.amendment))["record"]["absent"] == away
    assert fresh(changed).absent == []
