"""Hand-overs: when one is asked for, who writes it, who reads it and when, and two windows that write at once."""

import pytest
from django.urls import reverse

from accounts.models import User
from charters import merging
from charters.actions import handing_on, items, reviewing
from charters.models import HandOver, RoleAssignment
from charters.permissions import can_begin_hand_over, can_finish_hand_over, can_resume_hand_over, can_write_hand_over
from common.ids import uuid7
from common.permissions import Denied
from dashboard import waiting
from notices.models import Mail, Notice
from teams import actions as teams
from teams.models import Event
from tests.amending import amendment_of, put_up, rewrite, signed_by
from tests.charters.holding import held_by, with_term
from tests.charters.test_signing_leaving import membership
from tests.factories import person
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db
WORDS = {"still_open": "The sign of pier 7 is ordered.", "whom_to_ask": "Kim at the harbour office."}
SECRET = "Pier 7 is late."


@pytest.fixture
def version():
    """In force; bo has accepted to be release keeper."""
    return with_term("2099-12-31")


@pytest.fixture
def begun(version):
    return handing_on.begin_hand_over(held_by(version, version.team.bo), by=version.team.bo)


def write(hand_over, by, **fields):
    found = HandOver.objects.get(pk=hand_over.pk)
    handing_on.write_hand_over(found, found.fields() | fields, stamp_of(found), by=by)


def stamp_of(hand_over):
    return merging.stamp(hand_over.revision, hand_over.fields())


def finished(hand_over, **fields):
    """As by the button under the form."""
    found = HandOver.objects.get(pk=hand_over.pk)
    said = found.fields() | WORDS | fields
    return handing_on.finish_hand_over(found, said, stamp_of(found), by=hand_over.holder).hand_over


def who_sees(hand_over, team):
    oz = User.objects.filter(email="oz@example.org").first() or person("oz")
    cast = [team.ann, team.bo, team.cy, team.mo, team.ob, oz]
    return [one.email[:2] for one in cast if HandOver.objects.visible_to(one).filter(pk=hand_over.pk).exists()]


def reason(answer):
    return True if answer else str(answer.reason)


def test_a_holder_begins_by_themself_and_twice_is_once(version, begun):
    again = handing_on.begin_hand_over(held_by(version, version.team.bo), by=version.team.bo)
    assert again == begun
    assert Event.objects.filter(verb="hand_over.begun").count() == 1


def test_who_may_begin(version):
    held, team = held_by(version, version.team.bo), version.team
    assert {who: reason(can_begin_hand_over(getattr(team, who), held)) for who in ("ann", "bo", "mo", "ob")} == {
        "ann": "Only the holder begins a hand-over.",
        "bo": True,
        "mo": "Only the holder begins a hand-over.",
        "ob": "Only the holder begins a hand-over.",
    }
    asked = held_by(version, team.cy)
    assert can_begin_hand_over(team.cy, asked) == Denied("You do not hold this role.")


@pytest.mark.parametrize(
    ("holder_is_here", "is_done", "allowed"),
    [(True, False, ["bo"]), (False, False, ["an"]), (True, True, []), (False, True, [])],
)
def test_who_may_write(version, begun, holder_is_here, is_done, allowed):
    team = version.team
    if is_done:
        finished(begun)
    if not holder_is_here:
        teams.leave_team(membership(version, team.bo), by=team.bo)
    begun.refresh_from_db()
    cast = [team.ann, team.bo, team.cy, team.mo, team.ob, person("oz")]
    assert [one.email[:2] for one in cast if can_write_hand_over(one, begun)] == allowed
    resumers = ["bo"] if holder_is_here else ["an"]
    assert [one.email[:2] for one in cast if can_resume_hand_over(one, begun)] == (resumers if is_done else [])


def test_an_empty_one_cannot_be_finished(version, begun):
    assert can_finish_hand_over(version.team.bo, begun) == Denied("Nothing is written yet.")


def test_before_it_is_finished_only_holder_and_lead_see_it_then_the_team(version, begun):
    assert who_sees(begun, version.team) == ["an", "bo"]
    finished(begun)
    assert who_sees(begun, version.team) == ["an", "bo", "cy", "mo", "ob"]
    handing_on.resume_hand_over(begun, by=version.team.bo)
    assert who_sees(begun, version.team) == ["an", "bo"]


def test_what_is_not_finished_is_in_no_page_notice_mail_or_event_of_others(version, begun, new_client):
    write(begun, version.team.bo, still_open=SECRET)
    for who in (version.team.cy, version.team.mo, version.team.ob):
        browser = new_client(who)
        assert browser.get(begun.get_absolute_url()).status_code == 404
        for url in ("/", reverse("dashboard:care"), reverse("charters:show", args=[version.charter_id]),
                    reverse("charters:history", args=[version.charter_id])):  # fmt: skip
            page = browser.get(url).content.decode()
            assert SECRET not in page
            assert begun.get_absolute_url() not in page
    told = [
        *Notice.objects.values_list("text"),
        *Mail.objects.values_list("context"),
        *Event.objects.values_list("data"),
    ]
    assert SECRET not in str(told)


def test_finishing_is_told_to_successor_and_lead_once(version, begun):
    team = version.team
    for _turn in range(2):
        finished(begun, successor=str(team.cy.pk))
    told = Notice.objects.filter(kind="hand_over_finished").values_list("person__name", flat=True)
    assert sorted(told) == ["Ann", "Cy"]
    assert Event.objects.filter(verb="hand_over.finished").count() == 1


def test_what_a_second_window_holds_after_it_is_finished_is_named_and_not_dropped(begun):
    done = finished(begun)
    name = HandOver.TEXTS[0]
    later = handing_on.finish_hand_over(done, done.fields() | {name: "One more thing."}, "", by=begun.holder)
    assert later.conflicts == [name]


def test_who_leaves_the_team_leaves_a_sheet_that_the_lead_may_fill(version, new_client):
    team = version.team
    teams.leave_team(membership(version, team.bo), by=team.bo)

    sheet = HandOver.objects.get()
    assert (sheet.holder, sheet.is_blank) == (team.bo, True)
    assert Notice.objects.get(kind="hand_over_asked").person == team.ann
    assert sheet.get_absolute_url() in new_client(team.ann).get(reverse("dashboard:care")).content.decode()
    assert new_client(team.bo).get(sheet.get_absolute_url()).status_code == 404
    browser, url = new_client(team.ann), sheet.get_absolute_url()
    browser.post(
        url, form_of(browser, url, "whereabouts").values | {"whereabouts": ["In the second drawer."], "finish": ["yes"]}
    )
    assert HandOver.objects.get().updated_by == team.ann
    assert "In the second drawer." in new_client(team.cy).get(sheet.get_absolute_url()).content.decode()


def test_who_has_written_theirs_before_leaving_is_not_asked_again(version, begun):
    finished(begun)
    teams.leave_team(membership(version, version.team.bo), by=version.team.bo)
    assert HandOver.objects.get() == begun
    assert not Notice.objects.filter(kind="hand_over_asked").exists()


def test_a_role_that_was_never_accepted_is_not_handed_over():
    version = with_term("2099-12-31", accepted=False)
    teams.leave_team(membership(version, version.team.bo), by=version.team.bo)
    assert not HandOver.objects.exists()


def test_a_role_given_back_or_taken_by_an_amendment_asks_for_a_sheet(version):
    team = version.team
    reviewing.decline_role(held_by(version, team.bo), "I move.", by=team.bo)
    reviewing.accept_role(held_by(version, team.cy), by=team.cy)
    amendment = amendment_of(version)
    amendment.team = team
    for who in (team.cy, team.bo):
        seat = amendment.items.get(kind="assignment", person=who)
        mine = amendment.items.get(kind="assignment", person=team.ann).parent
        said = {"name": str(who), "person": str(who.pk)}
        items.save(amendment, uuid7(), said, "0.", by=team.ann, kind="assignment", parent=mine)
        items.remove(amendment, seat.key, by=team.ann)
    rewrite(amendment, "purpose", "text", "Ferries, on time.")
    signed_by(put_up(amendment), team.ann, team.bo, team.cy)

    assert sorted(HandOver.objects.values_list("holder__name", flat=True)) == ["Bo", "Cy"]
    assert {one.verb for one in waiting.for_person(team.cy)} >= {"Write"}
    assert list(Notice.objects.filter(kind="hand_over_asked").values_list("person__name", flat=True)) == ["Cy"]


def test_it_waits_at_home_until_it_is_finished_and_is_found_beside_the_role(version, begun, new_client):
    team = version.team
    assert f"Write your hand-over for {begun.role_title}" in new_client(team.bo).get("/").content.decode()
    finished(begun)
    assert "Write your hand-over" not in new_client(team.bo).get("/").content.decode()
    document = new_client(team.cy).get(reverse("charters:show", args=[version.charter_id])).content.decode()
    assert f'href="{begun.get_absolute_url()}"' in document
    assert WORDS["still_open"] in new_client(team.cy).get(begun.get_absolute_url()).content.decode()


def test_the_holder_begins_from_the_document_and_writes_without_script(version, new_client):
    browser = new_client(version.team.bo)
    held = held_by(version, version.team.bo)
    assert (
        reverse("charters:begin_hand_over", args=[held.pk])
        in browser.get(reverse("charters:show", args=[version.charter_id])).content.decode()
    )
    browser.post(reverse("charters:begin_hand_over", args=[held.pk]))
    url = HandOver.objects.get().get_absolute_url()
    fill(browser, url, **WORDS)
    assert {name: HandOver.objects.get().fields()[name] for name in WORDS} == WORDS
    assert HandOver.objects.get().done_at is None


def test_finishing_an_empty_sheet_keeps_the_form_and_says_why(begun, new_client):
    browser = new_client(begun.holder)
    answer = browser.post(
        begun.get_absolute_url(),
        {"successor_words": "Whoever is chosen in May", "revision": stamp_of(begun), "finish": "yes"},
    )
    assert answer.status_code == 422
    assert "Write at least one line before it is finished." in answer.content.decode()
    assert "Whoever is chosen in May" in answer.content.decode()


def test_two_windows_lose_nothing(begun, new_client):
    """Another field is kept; the same field shows both, and the writer decides."""
    browser, url = new_client(begun.holder), begun.get_absolute_url()
    first, second = (form_of(browser, url, "still_open").values for _window in range(2))
    browser.post(url, first | {"still_open": ["From the first window."]})
    browser.post(url, second | {"by_itself": ["Mondays: the log."]})
    begun.refresh_from_db()
    assert (begun.still_open, begun.by_itself) == ("From the first window.", "Mondays: the log.")

    answer = browser.post(url, second | {"still_open": ["From the second window."]})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "From the first window." in page
    assert "From the second window." in page
    begun.refresh_from_db()
    assert begun.still_open == "From the first window."

    over = answer.context["over"]
    browser.post(url, second | {"still_open": ["From the second window."], "over": [over], "keep": ["mine"]})
    begun.refresh_from_db()
    assert (begun.still_open, begun.by_itself) == ("From the second window.", "Mondays: the log.")


def test_a_save_by_script_is_answered_by_its_status_alone(begun, new_client):
    browser, url = new_client(begun.holder), begun.get_absolute_url()
    sent = form_of(browser, url, "still_open").values | {"still_open": ["More."]}
    answer = browser.post(url, sent, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    begun.refresh_from_db()
    assert stamp_of(begun) in answer.content.decode().replace("&amp;", "&")


def test_a_person_may_hold_the_role_again_and_hand_it_over_again(version, begun):
    finished(begun)
    row = RoleAssignment.objects.get(pk=held_by(version, version.team.bo).pk)
    assert handing_on.begin_hand_over(row, by=version.team.bo) != begun
