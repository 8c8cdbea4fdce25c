"""Ready, kept, signed off or asked for more; put away, opened again, deleted; the ledger told."""

import pytest
from django.urls import reverse

from common import merging
from common.ids import uuid7
from common.permissions import Refused
from negotiations.actions import limits, parts, preparing, starting
from negotiations.actions.recording import record
from negotiations.models import Negotiation, PrepSheet, SignOff, Snapshot
from notices.models import Notice
from tests.factories import team_with
from tests.filling import fill
from tests.negotiations.sheets import seat, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    """Bo's sheet: cy approves without seeing limits, mo edits without seeing them."""
    team = team_with()
    sheet = sheet_of(team, team.bo, depth="focused")
    seat(sheet, team.cy, "approver")
    seat(sheet, team.mo, "editor", sees_limits=False)
    sheet.bo, sheet.cy, sheet.mo, sheet.ann = team.bo, team.cy, team.mo, team.ann
    write(sheet, "interest", "Quiet nights")
    write(sheet, "alternative", "SENTINEL bus")
    return sheet


def write(sheet, kind, text, by=None):
    return parts.write_part(sheet, uuid7(), kind, {"text": text}, "0.", by=by or sheet.bo).part


def state(sheet):
    return PrepSheet.objects.get(pk=sheet.pk).state


def asked(sheet):
    preparing.make_ready(sheet, sheet.cy, by=sheet.bo)
    return SignOff.objects.get(sheet=sheet)


def notices(person):
    """What the person was told: kinds and words. No title is among them, since they are kept in clear."""
    return list(Notice.objects.filter(person=person, kind__startswith="sheet.").values_list("kind", "text"))


def test_ready_keeps_the_sheet_once_however_often_it_is_said(sheet):
    kept = preparing.make_ready(sheet, by=sheet.bo)
    assert state(sheet) == "ready"
    assert (preparing.make_ready(sheet, by=sheet.mo), Snapshot.objects.count()) == (kept, 1)
    write(sheet, "interest", "The permit")
    assert preparing.make_ready(sheet, by=sheet.bo) != kept
    assert Snapshot.objects.count() == 2


def test_the_approver_hears_of_it_sees_what_was_kept_and_no_limit(sheet, new_client):
    sign_off = asked(sheet)
    assert notices(sheet.cy) == [("sheet.sign_off_asked", "Bo asks you to look at a preparation and sign it off.")]
    write(sheet, "interest", "Written afterwards")
    cy = new_client(sheet.cy)
    page = cy.get(f"/negotiations/{sheet.pk}/sign-off/{sign_off.pk}/").content.decode()
    assert "Quiet nights" in page
    assert "Written afterwards" not in page
    assert "The sheet has changed since then." in page
    assert "SENTINEL" not in page + cy.get(f"/negotiations/{sheet.pk}/kept/{sign_off.snapshot_id}/").content.decode()
    seen = new_client(sheet.bo).get(f"/negotiations/{sheet.pk}/kept/{sign_off.snapshot_id}/").content.decode()
    assert "SENTINEL bus" in seen


def test_signed_off_in_words_and_the_owner_hears_of_it(sheet, new_client):
    sign_off = asked(sheet)
    url = f"/negotiations/{sheet.pk}/sign-off/{sign_off.pk}/"
    cy = new_client(sheet.cy)
    cy.post(url, {"words": "Well thought through.", "state": "approved"})
    sign_off.refresh_from_db()
    assert (sign_off.state, sign_off.words) == ("approved", "Well thought through.")
    assert notices(sheet.bo) == [("sheet.signed_off", "Cy signed your preparation off.")]
    assert "Well thought through." in new_client(sheet.bo).get(f"/negotiations/{sheet.pk}/ready/").content.decode()
    cy.post(url, {"state": "approved"})
    assert notices(sheet.bo) == [("sheet.signed_off", "Cy signed your preparation off.")]
    assert cy.post(url, {"state": "returned", "words": "No, wait"}).status_code == 403


def test_asking_for_more_needs_words(sheet, new_client):
    sign_off = asked(sheet)
    url = f"/negotiations/{sheet.pk}/sign-off/{sign_off.pk}/"
    cy = new_client(sheet.cy)
    assert cy.post(url, {"state": "returned", "words": ""}).status_code == 422
    assert notices(sheet.bo) == []
    cy.post(url, {"state": "returned", "words": "Ask the night crew."})
    assert notices(sheet.bo) == [("sheet.returned", "Cy asks you for more preparation.")]
    assert not [one for one in Notice.objects.all() if "SENTINEL" in one.text or "night crew" in one.text]


def test_only_who_was_asked_signs_off(sheet):
    sign_off = asked(sheet)
    for person in (sheet.bo, sheet.mo, sheet.ann):
        with pytest.raises(Refused):
            preparing.answer_sign_off(sign_off, "approved", by=person)
    sheet.seats.filter(person=sheet.cy).update(role="viewer")
    with pytest.raises(Refused):
        preparing.answer_sign_off(sign_off, "approved", by=sheet.cy)


def test_who_is_no_approver_is_not_asked(sheet):
    preparing.make_ready(sheet, sheet.mo, by=sheet.bo)
    assert SignOff.objects.count() == 0


def test_a_change_of_limits_alone_is_none_for_who_sees_no_limits(sheet, new_client):
    asked(sheet)
    now = limits.flat(sheet)
    limits.set_limits(sheet, now | {"reservation_note": "310"}, merging.stamp(0, now), by=sheet.bo)
    words, url = "The sheet has changed since it was last kept.", f"/negotiations/{sheet.pk}/ready/"
    assert words in new_client(sheet.bo).get(url).content.decode()
    assert words not in new_client(sheet.cy).get(url).content.decode()
    assert words not in new_client(sheet.mo).get(url).content.decode()


def test_home_asks_the_approver_until_they_answered(sheet, new_client):
    sign_off = asked(sheet)
    url = reverse("negotiations:sign_off", args=[sheet.pk, sign_off.pk])
    cy = new_client(sheet.cy)
    assert f'href="{url}"' in cy.get("/").content.decode()
    assert f'href="{url}"' not in new_client(sheet.bo).get("/").content.decode()
    preparing.answer_sign_off(sign_off, "approved", by=sheet.cy)
    assert f'href="{url}"' not in cy.get("/").content.decode()


def test_back_to_preparing_put_away_and_opened_again(sheet):
    preparing.make_ready(sheet, by=sheet.bo)
    preparing.take_back(sheet, by=sheet.mo)
    assert state(sheet) == "draft"
    starting.archive(sheet, by=sheet.bo)
    with pytest.raises(Refused, match="archived"):
        write(sheet, "interest", "Too late")
    with pytest.raises(Refused):
        preparing.reopen(sheet, by=sheet.mo)
    preparing.reopen(sheet, by=sheet.bo)
    assert state(sheet) == "draft"
    assert Snapshot.objects.count() == 1


def test_the_owner_deletes_it_with_everything(sheet, new_client):
    asked(sheet)
    assert new_client(sheet.mo).post(f"/negotiations/{sheet.pk}/delete/").status_code == 403
    fill(new_client(sheet.bo), f"/negotiations/{sheet.pk}/delete/")
    assert [model.objects.count() for model in (PrepSheet, Snapshot, SignOff, Negotiation)] == [0, 0, 0, 0]


def test_history_tells_it_in_sentences_and_of_limits_only_to_some(sheet, new_client):
    asked(sheet)
    told = [words_of(new_client(person), sheet) for person in (sheet.bo, sheet.mo)]
    assert told[0] == [
        "Bo asked Cy to sign the preparation off.",
        "Bo said that the preparation is ready.",
        "Bo added: Alternative “SENTINEL bus”",
        "Bo added: Interest “Quiet nights”",
        "Bo began this sheet.",
    ]
    assert told[1] == [one for one in told[0] if "SENTINEL" not in one]


def words_of(client, sheet, query=""):
    page = client.get(f"/negotiations/{sheet.pk}/history/{query}")
    return [one["words"] for day in page.context["days"] for one in day["events"]]


def test_history_pages_lose_nothing_and_repeat_nothing(sheet, new_client):
    for number in range(60):
        record("part.many", sheet, by=sheet.bo, kind="idea", number=number)
    bo = new_client(sheet.bo)
    older = bo.get(f"/negotiations/{sheet.pk}/history/").context["older"]
    first, second = words_of(bo, sheet), words_of(bo, sheet, older)
    assert (len(first), len(second)) == (50, 13)
    assert len(set(first + second)) == 63
