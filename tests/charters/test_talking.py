"""Questions, suggestions, objections and replies about clauses."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from charters.actions import items, talking
from charters.mentions import mentioned
from charters.models import ClauseComment
from charters.permissions import (
    can_answer,
    can_comment,
    can_reopen_comment,
    can_reply,
    can_resolve_comment,
    can_take_over,
)
from common.ids import uuid7
from common.permissions import Refused, Stale
from teams.models import Event
from tests.charters.heard import told
from tests.charters.quiet import quiet_charter, team_and_outsider


@pytest.fixture
def team(db):
    return team_and_outsider()


@pytest.fixture
def version(team):
    return quiet_charter("draft", team)


@pytest.fixture
def purpose(version):
    return version.items.get(kind="purpose")


# Mentions


class Named(SimpleNamespace):
    def __str__(self):
        return self.name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Ann what now?", ["Ann"]),
        ("what do you say, @ann?", ["Ann"]),
        ("(@Ann Lee)", ["Ann Lee"]),
        ("@Ann Leeway", ["Ann"]),
        ("@Annabel", []),
        ("mail ann@Ann.org", []),
        ("@Bo", ["Bo Berg"]),
        ("@Bo Berg, @Ann Lee and @ann", ["Ann", "Ann Lee", "Bo Berg"]),
        ("@Jo", []),
        ("@Jo Park", ["Jo Park"]),
        ("@Zoë!", ["Zoë"]),
        ("no name at all @", []),
    ],
)
def test_the_longest_name_behind_an_at_is_meant(text, found):
    team = [
        Named(pk=pk, name=name) for pk, name in enumerate(["Ann", "Ann Lee", "Bo Berg", "Jo Park", "Jo Stone", "Zoë"])
    ]
    assert [str(one) for one in mentioned(text, team)] == found


def test_two_of_one_name_are_both_meant():
    team = [Named(pk=1, name="Kim"), Named(pk=2, name="Kim")]
    assert [one.pk for one in mentioned("@kim", team)] == [1, 2]


# Rules

NOT_OBSERVER = "Observers read along; they do not comment."
NO_WRITER = "Only the lead and the members settle this."
SPEAKING = {"ann": True, "bo": True, "cy": True, "mo": True, "ob": NOT_OBSERVER, "oz": NOT_OBSERVER}


def answers(rule, team, thing):
    given = {who: rule(getattr(team, who), thing) for who in SPEAKING}
    return {who: answer if answer is True else answer.reason for who, answer in given.items()}


def test_everybody_but_observers_speaks(team, version):
    assert answers(can_comment, team, version) == SPEAKING


@pytest.mark.parametrize(
    ("state", "is_open"),
    [("draft", True), ("in_review", True), ("signing", False), ("active", True), ("superseded", False), ("withdrawn", False), ("expired", False)],
)  # fmt: skip
def test_talk_is_open_while_the_text_is(state, is_open, team, version):
    version.state = state
    closed = "Comments are closed while this version is neither written nor in force."
    assert answers(can_comment, team, version)["bo"] == (is_open or closed)


OBJECTION_OF_ANOTHER = "Only who objected takes an objection back; the lead answers it."
SETTLED = "This is settled already."
RULES = {
    ("reply", "question", "open"): (can_reply, SPEAKING),
    ("answer", "objection", "open"): (
        can_answer,
        dict.fromkeys(SPEAKING, "Only the lead's answer settles an objection.") | {"ann": True},
    ),
    ("answer", "question", "open"): (can_answer, dict.fromkeys(SPEAKING, "Only an open objection can be answered.")),
    ("answer", "objection", "resolved"): (
        can_answer,
        dict.fromkeys(SPEAKING, "Only an open objection can be answered."),
    ),
    ("resolve", "question", "open"): (
        can_resolve_comment,
        {"ann": True, "bo": True, "cy": True, "mo": NO_WRITER, "ob": NO_WRITER, "oz": NO_WRITER},
    ),
    ("resolve", "objection", "open"): (
        can_resolve_comment,
        dict.fromkeys(SPEAKING, OBJECTION_OF_ANOTHER) | {"bo": True},
    ),
    ("resolve", "question", "resolved"): (can_resolve_comment, dict.fromkeys(SPEAKING, SETTLED)),
    ("resolve", "reply", "open"): (
        can_resolve_comment,
        dict.fromkeys(SPEAKING, "A reply is settled with what it replies to."),
    ),
    ("reopen", "question", "resolved"): (can_reopen_comment, SPEAKING),
    ("reopen", "question", "open"): (
        can_reopen_comment,
        dict.fromkeys(SPEAKING, "Only what was resolved can be opened again."),
    ),
    ("reopen", "suggestion", "accepted"): (
        can_reopen_comment,
        dict.fromkeys(SPEAKING, "Only what was resolved can be opened again."),
    ),
    ("take over", "suggestion", "open"): (
        can_take_over,
        dict.fromkeys(SPEAKING, "Only the lead and the members write the charter.")
        | {"ann": True, "bo": True, "cy": True},
    ),
    ("take over", "suggestion", "resolved"): (
        can_take_over,
        dict.fromkeys(SPEAKING, "Only an open suggestion can be taken over."),
    ),
    ("take over", "question", "open"): (
        can_take_over,
        dict.fromkeys(SPEAKING, "Only an open suggestion can be taken over."),
    ),
}


@pytest.mark.parametrize("case", RULES, ids=" ".join)
def test_who_settles_what(case, team, version, purpose):
    rule, expected = RULES[case]
    comment = ClauseComment(
        version=version,
        charter=version.charter,
        team=team,
        item_key=purpose.key,
        author=team.bo,
        kind=case[1],
        state=case[2],
    )
    assert answers(rule, team, comment) == expected


# Saying


def test_a_question_stands_at_its_clause_and_in_the_history(team, version, purpose):
    comment = talking.ask(version, purpose.key, "Which passengers?", by=team.bo)
    assert (comment.kind, comment.state, comment.item_key, comment.about) == (
        "question", "open", purpose.key, purpose.clause().heading[:300],
    )  # fmt: skip
    event = Event.objects.get(verb="comment.asked")
    assert (event.actor, event.about_id, event.data["clause"]) == (team.bo, version.charter_id, str(purpose.key))


def test_the_same_form_twice_speaks_once(team, version, purpose):
    token = uuid7()
    for _ in range(2):
        talking.object_to(version, purpose.key, "Too narrow", by=team.bo, token=token)
    assert (ClauseComment.objects.count(), Event.objects.filter(verb="comment.objected").count()) == (1, 1)
    point = ClauseComment.objects.get()
    token = uuid7()
    for _ in range(2):
        talking.answer(point, "We widen it.", by=team.ann, token=token)
    assert [one.text for one in point.replies.all()] == ["We widen it."]


def test_a_manager_speaks_and_an_observer_does_not(team, version, purpose):
    assert talking.ask(version, purpose.key, "Who pays?", by=team.mo).author == team.mo
    with pytest.raises(Refused, match=NOT_OBSERVER):
        talking.ask(version, purpose.key, "Who pays?", by=team.ob)
    assert ClauseComment.objects.count() == 1


def test_a_removed_clause_is_no_longer_talked_about(team, version, purpose):
    items.remove(version, purpose.key, by=team.ann)
    with pytest.raises(Stale, match="removed meanwhile"):
        talking.ask(version, purpose.key, "Which?", by=team.bo)


# Who hears


def test_named_people_get_a_notice_and_a_mail_and_nobody_else(team, version, purpose):
    talking.ask(version, purpose.key, "@Cy and @Mo, which week? @Bo @Oz", by=team.bo)
    assert told() == [("Cy", "comment_mentioned", True), ("Mo", "comment_mentioned", True)]


def test_an_objection_reaches_the_lead_by_mail_once(team, version, purpose):
    talking.object_to(version, purpose.key, "@Ann, too narrow", by=team.bo)
    talking.object_to(version, purpose.key, "Too wide", by=team.cy)
    talking.object_to(version, purpose.key, "My own", by=team.ann)
    assert told() == [("Ann", "comment_mentioned", True), ("Ann", "comment_objected", True)]


def test_a_reply_reaches_who_asked_by_mail_and_who_took_part_by_notice(team, version, purpose):
    question = talking.ask(version, purpose.key, "Which week?", by=team.bo)
    talking.reply(question, "The first.", by=team.cy)
    assert told() == [("Bo", "comment_replied", True)]
    talking.reply(question, "No, the second.", by=team.ann)
    assert told() == [
        ("Bo", "comment_replied", True),
        ("Bo", "comment_replied", True),
        ("Cy", "comment_replied", False),
    ]


def test_who_left_hears_nothing(team, version, purpose):
    question = talking.ask(version, purpose.key, "Which week?", by=team.bo)
    team.memberships.filter(person=team.bo).update(left_at=version.created_at)
    talking.reply(question, "The first, @Bo", by=team.cy)
    talking.resolve_comment(question, by=team.ann)
    assert told() == []


def test_the_mail_carries_the_words_and_a_link_to_them(team, version, purpose, run_tasks, mailbox):
    comment = talking.ask(version, purpose.key, "@Cy <b>which</b> week & year?", by=team.bo)
    run_tasks()
    (mail,) = mailbox.to(team.cy)
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Bo named you: Harbour App charter"
    assert "@Cy <b>which</b> week & year?" in text
    assert reverse("charters:talk", args=[version.charter_id, purpose.key]) + f"#said-{comment.pk}" in text
