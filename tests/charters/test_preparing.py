"""Preparing alone, sharing, opening the draft, and what becomes of proposals."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from charters import proposing
from charters.actions import drafting, preparing
from charters.models import Charter, CharterVersion, Preparation
from charters.permissions import (
    can_adopt_proposal,
    can_dismiss_proposal,
    can_open_draft,
    can_prepare,
    can_restore_proposal,
    can_share,
)
from common.permissions import Denied, Refused, Stale
from notices.models import Mail, Notice
from teams.models import Event
from tests.charters.prepared import PREPARING, SECRET, proposed, write
from tests.factories import person, team_with

NOTHING = dict.fromkeys(Preparation.FIELDS, "")


@pytest.fixture
def team(db):
    team = team_with()
    team.oz = person("oz")
    team.admin = person("root", is_staff=True, is_superuser=True)
    return team


@pytest.fixture
def version(team):
    return drafting.start(team, "Harbour App charter", Charter.Adoption.SIGNATURES, None, by=team.ann)


# Lines


def test_each_line_becomes_one_thought_without_its_bullet():
    lines = proposing.split(
        NOTHING | {"think": "Ferries on time\n\n- 80 % known early \n2. Fewer calls", "my_roles": "Keeper: tests"}
    )
    assert [(line.source, line.kind, line.text) for line in lines] == [
        ("think", "purpose", "Ferries on time"),
        ("think", "goal", "80 % known early"),
        ("think", "goal", "Fewer calls"),
        ("my_roles", "role", "Keeper: tests"),
    ]


@given(st.text(max_size=300))
def test_no_word_is_lost_between_lines(text):
    kept = "".join("".join(line.text.split()) for line in proposing.split(NOTHING | {"need": text}))
    for row in text.splitlines():
        assert "".join(proposing.BULLET.sub("", row).split()).casefold().rstrip(".!;,") in kept.casefold()


def test_a_role_is_a_title_and_a_purpose():
    assert proposing.role_of("Keeper: tests: each release") == ("Keeper", "tests: each release")
    assert proposing.role_of("Keeper") == ("Keeper", "")
    assert proposing.role_of(": only a purpose") == (": only a purpose", "")


def test_those_who_say_the_same_stand_together_in_the_charters_order():
    rows = [SimpleNamespace(kind=kind, text=text) for kind, text in [
        ("role", "Keeper: tests"), ("purpose", "Be on time."), ("role", "keeper : watches"), ("purpose", "be  on time")]]  # fmt: skip
    assert [[row.text for row in group] for group in proposing.together(rows)] == [
        ["Be on time.", "be  on time"],
        ["Keeper: tests", "keeper : watches"],
    ]


EDITING = dict.fromkeys(["mo", "ob", "oz", "admin"], "Only the lead and the members write the charter.") | {
    "ann": True,
    "bo": True,
}


def answers(rule, team, thing, people):
    given = {who: rule(getattr(team, who), thing) for who in people}
    return {who: answer if answer is True else answer.reason for who, answer in given.items()}


@pytest.mark.parametrize("rule", [can_prepare, can_share])
def test_lead_and_members_prepare_and_share(rule, team, version):
    assert answers(rule, team, version, PREPARING) == PREPARING


@pytest.mark.parametrize("state", [state for state in CharterVersion.State.values if state != "draft"])
@pytest.mark.parametrize("rule", [can_prepare, can_share])
def test_preparing_ends_with_the_draft(rule, state, team, version):
    version.state = state
    assert rule(team.bo, version) == Denied("Preparing ends when the charter goes to review.")


def test_only_the_lead_opens_a_draft_once(team, version):
    only_lead = "Only the team's lead opens the draft."
    assert answers(can_open_draft, team, version, PREPARING) == dict.fromkeys(PREPARING, only_lead) | {"ann": True}
    opened = preparing.open_draft(version, by=team.ann)
    assert can_open_draft(team.ann, opened) == Denied("The draft is open already.")
    opened.state = "in_review"
    assert can_open_draft(team.ann, opened) == Denied("This version is no longer a draft.")


@pytest.mark.parametrize(
    ("rule", "state", "answer"),
    [
        (can_adopt_proposal, "open", True),
        (can_adopt_proposal, "adopted", "This proposal is settled already."),
        (can_adopt_proposal, "dismissed", "This proposal is settled already."),
        (can_dismiss_proposal, "open", True),
        (can_dismiss_proposal, "adopted", "This proposal is settled already."),
        (can_dismiss_proposal, "dismissed", "This proposal is settled already."),
        (can_restore_proposal, "open", "Only what was left out can be brought back."),
        (can_restore_proposal, "adopted", "Only what was left out can be brought back."),
        (can_restore_proposal, "dismissed", True),
    ],
)
def test_a_proposal_is_settled_by_who_writes_the_charter(rule, state, answer, team, version):
    proposal = proposed(version, team.bo, need="Answers")
    proposal.state = state
    expected = EDITING if answer is True else dict.fromkeys(EDITING, answer)
    assert answers(rule, team, proposal, EDITING) == expected


# Writing alone


def test_what_one_prepares_is_kept_and_leaves_no_trace_for_others(team, version):
    before = Event.objects.count(), Notice.objects.count(), Mail.objects.count()
    write(version, team.bo, think=SECRET)
    assert Preparation.objects.of(version, team.bo).think == SECRET
    assert (Event.objects.count(), Notice.objects.count(), Mail.objects.count()) == before


def test_two_windows_lose_nothing(team, version):
    write(version, team.bo, think="first window")
    with pytest.raises(Stale, match="in another window"):
        preparing.prepare(version, NOTHING | {"think": "second window"}, revision=0, by=team.bo)
    assert Preparation.objects.of(version, team.bo).think == "first window"


def test_the_same_save_twice_is_one(team, version):
    write(version, team.bo, think="once")
    again = preparing.prepare(version, NOTHING | {"think": "once"}, revision=0, by=team.bo)
    assert (again.revision, Preparation.objects.count()) == (1, 1)


def test_a_manager_cannot_prepare(team, version):
    with pytest.raises(Refused, match="Only the lead and the members prepare"):
        preparing.prepare(version, NOTHING | {"think": "x"}, revision=0, by=team.mo)


def test_the_page_saves_and_shows_ones_own_text(new_client, team, version):
    url = reverse("charters:prepare", args=[version.charter_id])
    browser = new_client(team.bo)
    page = browser.post(url, {"think": "Ferries <b>on</b> time\r\nGoal", "revision": "0"}, follow=True).content.decode()
    assert "Ferries &lt;b&gt;on&lt;/b&gt; time\nGoal" in page
    assert "Kept. Only you can read it." in page


def test_a_save_from_the_page_answers_with_the_next_revision(new_client, team, version):
    url = reverse("charters:prepare", args=[version.charter_id])
    answer = new_client(team.bo).post(url, {"think": "a", "revision": "0"}, headers={"HX-Request": "true"})
    assert '<input type="hidden" name="revision" value="1">' in answer.content.decode()


def test_another_window_is_answered_with_both_texts_until_one_is_chosen(new_client, team, version):
    write(version, team.bo, think="saved text")
    url, browser = reverse("charters:prepare", args=[version.charter_id]), new_client(team.bo)
    old = {"think": "typed text", "revision": "0"}
    for headers in ({}, {"HX-Request": "true"}):
        answer = browser.post(url, old, headers=headers)
        assert answer.status_code == 409
        assert {"saved text", "typed text"} <= set(sides(answer))
    browser.post(url, old | {"keep": "mine", "over": "1"}, headers={"HX-Request": "true"})
    assert Preparation.objects.of(version, team.bo).think == "typed text"
    answer = browser.post(url, old | {"think": "third", "keep": "theirs"}, headers={"HX-Request": "true"})
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#preparation", "outerHTML")
    assert Preparation.objects.of(version, team.bo).think == "typed text"


def sides(answer):
    """The texts that a conflict shows side by side."""
    return [
        part.split("</div>")[0] for part in answer.content.decode().split('<div class="conflict-text" dir="auto">')[1:]
    ]


@pytest.mark.parametrize(
    ("text", "error"), [("x" * 20_001, "Keep it to 20000 characters; it has 20001."), ("a\x00b", "Null characters")]
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_cannot_be_kept_is_named_and_nothing_is_written(headers, text, error, new_client, team, version):
    url = reverse("charters:prepare", args=[version.charter_id])
    answer = new_client(team.bo).post(url, {"bring": text, "revision": "0"}, headers=headers)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert Preparation.objects.count() == 0


def test_20000_characters_of_any_script_are_kept(new_client, team, version):
    text = "שלום𝔘" + "ł" * 19_995
    new_client(team.bo).post(reverse("charters:prepare", args=[version.charter_id]), {"bring": text, "revision": "0"})
    assert Preparation.objects.of(version, team.bo).bring == text
