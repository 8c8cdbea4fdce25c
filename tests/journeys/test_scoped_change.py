"""Scenario 6: a due date moves from 12 to 26 June. The C's are asked first, R and A sign, the others may object."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from charters.actions import adding, items, moving
from charters.models import CharterVersion, Consultation
from tests.amending import lay
from tests.factories import adopt, charter_at, team_with
from tests.filling import fill

pytestmark = pytest.mark.django_db
TEAM = {"mira": "lead", "aylin": "member", "jo": "member", "noor": "member", "sam": "member"}
MONDAY = datetime(2027, 5, 3, 9, tzinfo=UTC)
LAUNCH = "Launch on all lines"


def at(**after):
    return time_machine.travel(MONDAY + timedelta(**after))


@pytest.fixture
def active():
    """1.0 since a Monday; of the launch aylin is A, mira is R, and jo, noor and sam have a C."""
    with at():
        version = charter_at("draft", team_with(TEAM))
        seat_together(version)
        moving.send_to_review(version, by=version.team.mira)
        moving.ask_signatures(version, by=version.team.mira)
        adopt(CharterVersion.objects.get(pk=version.pk))
    return version


def seat_together(version):
    """Each of the first two roles keeps one holder; everybody else holds the third, which has a C in the launch."""
    lead, keeper, liaison = version.items.filter(kind="role").order_by("position")
    for name in ("noor", "sam"):
        held = version.items.get(kind="assignment", person=getattr(version.team, name))
        items.remove(version, held.key, by=version.team.mira)
    token = version.items.get(kind="purpose").key
    adding.add_many(version, "assignment", ["Noor", "Sam"], by=version.team.mira, parent=liaison.key, token=token)
    launch = version.items.get(kind="deliverable", values__title=LAUNCH)
    letters = {f"letters_{lead.key}": "R", f"letters_{keeper.key}": "A", f"letters_{liaison.key}": "C"}
    lay(version, launch, letters)


def test_a_date_moves_with_two_new_signatures_and_three_carried(active, new_client):
    team, base = active.team, f"/charters/{active.charter_id}"
    with at():
        browsers = {name: new_client(getattr(team, name)) for name in TEAM}
    launch = active.items.get(kind="deliverable", values__title=LAUNCH)

    with at(days=1):
        browsers["jo"].post(f"{base}/amend/")
        fill(browsers["jo"], f"{base}/draft/{launch.key}/", due="26 June 2027")
        page = browsers["jo"].get(f"{base}/amendment/")
        found = page.context["amendment"]
        assert (found.size, [str(one.person) for one in found.signers]) == ("scoped", ["Mira", "Aylin"])
        fill(browsers["mira"], f"{base}/send-to-review/")
        waiting = browsers["mira"].get(f"{base}/ask-signatures/").content.decode()
        assert "Not yet. This is in the way:" in waiting
        assert f'href="{base}/consultations/"' in waiting

        for asked in Consultation.objects.waiting().select_related("person"):
            assert LAUNCH in new_client(asked.person).get("/").content.decode()
            fill(browsers[str(asked.person).lower()], f"/charters/consultations/{asked.pk}/", text="Fine with me.")
        fill(browsers["mira"], f"{base}/ask-signatures/")
        version = CharterVersion.objects.get(charter=active.charter_id, state="signing")

    with at(days=2):
        for name in ("mira", "aylin"):
            page = browsers[name].get(f"{base}/sign/").content.decode()
            assert page.index("What is different from version 1.0") < page.index('class="document"')
            fill(browsers[name], f"{base}/sign/", typed_name=name.title())
        assert "In force" not in browsers["sam"].get(f"{base}/signatures/").content.decode()
        assert CharterVersion.objects.get(pk=active.pk).state == "active"

    with at(days=10):
        call_command("tick")
    version.refresh_from_db()
    assert (version.number, version.state) == ("1.1", "active")
    page = browsers["sam"].get(f"{base}/signatures/").content.decode()
    assert page.count("carried from 1.0") == 3
    states = sorted(version.signatures.filter(round=version.round).values_list("state", flat=True))
    assert states == ["carried", "carried", "carried", "signed", "signed"]


def test_a_changed_purpose_slipped_into_it_makes_it_material_by_itself(active, new_client):
    team, base = active.team, f"/charters/{active.charter_id}"
    with at():
        jo = new_client(team.jo)
    launch = active.items.get(kind="deliverable", values__title=LAUNCH)
    purpose = active.items.get(kind="purpose")
    with at(days=1):
        jo.post(f"{base}/amend/")
        fill(jo, f"{base}/draft/{launch.key}/", due="26 June 2027")
        assert jo.get(f"{base}/amendment/").context["amendment"].size == "scoped"
        fill(jo, f"{base}/draft/{purpose.key}/", text="We sell tickets.")
        found = jo.get(f"{base}/amendment/").context["amendment"]
    assert (found.size, len(found.signers), found.others) == ("material", 5, [])
    assert "everybody agreed to it" in found.verdict.by_key[str(purpose.key)].why
