"""Questions, suggestions, objections and replies about clauses."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from charters.actions import items, talking
from charters.mentions import mentioned
from charters.merging import mark
from charters.models import CharterVersion, ClauseComment, RoleAssignment
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
from notices.models import Mail, Notice
from teams.models import Event
from tests.factories import charter_at, person, team_with

HTMX = {"HX-Request": "true"}


@pytest.fixture
def team(db):
    team = team_with()
    team.oz = person("oz")
    return team


@pytest.fixture
def version(team):
    version = charter_at("draft", team)
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return version


@pytest.fixture
def purpose(version):
    return version.items.get(kind="purpose")


def told():
    """Who was told what sort of thing, and whether by mail too."""
    mails = set(Mail.objects.values_list("person_id", "key"))
    rows = Notice.objects.select_related("person").order_by("person__name", "id")
    return [(one.person.name, one.kind, (one.person_id, f"{one.key}:{one.person_id}") in mails) for one in rows]


def seen(item, field="text"):
    return mark(item.values[field], talking.MARK)


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


# Settling


def test_an_objection_is_settled_by_the_leads_answer(team, version, purpose):
    objection = talking.object_to(version, purpose.key, "Too narrow", by=team.bo)
    assert list(ClauseComment.objects.open_objections(version)) == [objection]
    with pytest.raises(Refused, match="Only the lead's answer"):
        talking.answer(objection, "No.", by=team.cy)
    talking.answer(objection, "We widen it.", by=team.ann)
    objection.refresh_from_db()
    assert (objection.state, objection.settled_by, [one.text for one in objection.replies.all()]) == (
        "resolved", team.ann, ["We widen it."],
    )  # fmt: skip
    assert list(ClauseComment.objects.open_objections(version)) == []


def test_an_objection_is_taken_back_by_its_author_and_raised_again(team, version, purpose):
    objection = talking.object_to(version, purpose.key, "Too narrow", by=team.bo)
    with pytest.raises(Refused, match="Only who objected"):
        talking.resolve_comment(objection, by=team.ann)
    for _ in range(2):
        talking.resolve_comment(objection, by=team.bo)
    assert not ClauseComment.objects.open_objections(version).exists()
    for _ in range(2):
        talking.reopen_comment(objection, by=team.cy)
    assert list(ClauseComment.objects.open_objections(version)) == [objection]
    verbs = list(Event.objects.filter(subject_id=objection.pk).order_by("at", "id").values_list("verb", flat=True))
    assert verbs == ["comment.objected", "comment.resolved", "comment.reopened"]


def test_a_suggestion_taken_over_is_the_text_with_credit(team, version, purpose):
    suggestion = talking.suggest(version, purpose.key, "text", "One app for ferries.", "Shorter", by=team.mo)
    for _ in range(2):
        talking.take_over(suggestion, seen=seen(purpose), by=team.ann)
    now = version.items.get(kind="purpose")
    assert (now.values["text"], now.revision, now.updated_by) == (
        "One app for ferries.",
        purpose.revision + 1,
        team.ann,
    )
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.settled_by, suggestion.old_text) == (
        "accepted",
        team.ann,
        purpose.values["text"],
    )
    (event,) = Event.objects.filter(subject_id=purpose.pk)
    assert event.data["suggested_by"] == "Mo"
    assert told() == [("Mo", "comment_settled", False)]


def test_a_text_that_changed_meanwhile_is_not_overwritten(team, version, purpose):
    suggestion = talking.suggest(version, purpose.key, "text", "Suggested", by=team.bo)
    items.replace(version, purpose.key, "text", purpose.values["text"], "Changed by Cy", by=team.cy)
    with pytest.raises(Stale, match="Nothing was overwritten"):
        talking.take_over(suggestion, seen=seen(purpose), by=team.ann)
    suggestion.refresh_from_db()
    now = version.items.get(kind="purpose")
    assert (now.values["text"], suggestion.state) == ("Changed by Cy", "open")
    talking.take_over(suggestion, seen=seen(now), by=team.ann)
    assert version.items.get(kind="purpose").values["text"] == "Suggested"


def test_a_role_renamed_by_a_suggestion_is_renamed_for_its_holders(team, version):
    role = version.items.filter(kind="role").first()
    items.save(
        version, uuid4(), {"name": "Bo", "person": str(team.bo.pk)}, "", by=team.ann, kind="assignment", parent=role.key
    )
    suggestion = talking.suggest(version, role.key, "title", "Harbour keeper", by=team.bo)
    talking.take_over(suggestion, seen=seen(role, "title"), by=team.ann)
    titles = RoleAssignment.objects.filter(role_key=role.key).values_list("role_title", flat=True)
    assert set(titles) == {"Harbour keeper"}


def test_a_frozen_text_takes_no_words_over(team, version, purpose):
    suggestion = talking.suggest(version, purpose.key, "text", "Suggested", by=team.bo)
    CharterVersion.objects.update(state="withdrawn")
    with pytest.raises(Refused, match="This version is finished"):
        talking.take_over(suggestion, seen=seen(purpose), by=team.ann)
    assert version.items.get(kind="purpose").values == purpose.values


# Pages


def url_of(name, version, key):
    return reverse(f"charters:{name}", args=[version.charter_id, key])


def test_asking_from_the_draft_answers_with_the_talk_and_tells_the_page(new_client, team, version, purpose):
    answer = new_client(team.bo).post(
        url_of("ask", version, purpose.key), {"text": "<script>x</script> **why**", "token": uuid7()}, headers=HTMX
    )
    page = answer.content.decode()
    assert answer["HX-Trigger"] == '{"saved": {}}'
    assert page.startswith(f'<section class="talk" id="talk-{purpose.key}"')
    assert "&lt;script&gt;x&lt;/script&gt; <strong>why</strong>" in page


def test_asking_without_script_leads_back_to_the_talk(new_client, team, version, purpose):
    browser = new_client(team.bo)
    page = browser.post(url_of("ask", version, purpose.key), {"text": "Why?", "token": uuid7()}, follow=True)
    assert page.redirect_chain == [(url_of("talk", version, purpose.key), 302)]
    assert "Why?" in page.content.decode()


@pytest.mark.parametrize("name", ["ask", "object_to"])
@pytest.mark.parametrize(
    ("text", "error"), [("", "This cannot stay empty."), ("x" * 20_001, "Keep it to 20000 characters")]
)
def test_what_cannot_be_said_is_named_at_the_field(name, text, error, new_client, team, version, purpose):
    answer = new_client(team.bo).post(
        url_of(name, version, purpose.key), {"text": text, "token": uuid7()}, headers=HTMX
    )
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert ClauseComment.objects.count() == 0


def test_20000_characters_of_any_script_are_said(new_client, team, version, purpose):
    text = "שלום𝔘 " + "ł" * 19_994
    new_client(team.bo).post(url_of("ask", version, purpose.key), {"text": text, "token": uuid7()})
    assert ClauseComment.objects.get().text == text


@pytest.mark.parametrize(
    ("field", "words", "error"),
    [
        ("statement", "", "This cannot stay empty."),
        ("statement", "x" * 2_001, "Keep it to 2000 characters; it has 2001."),
        ("statement", None, "These are the words that stand there already."),
        ("due", "tomorrow", "This field holds no words."),
    ],
)
def test_a_suggestion_is_words_for_a_field_that_holds_words(field, words, error, new_client, team, version):
    goal = version.items.get(kind="goal")
    sent = {"field": field, "new_text": goal.values["statement"] if words is None else words, "token": uuid7()}
    answer = new_client(team.bo).post(url_of("suggest", version, goal.key), sent, headers=HTMX)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert ClauseComment.objects.count() == 0


def test_the_form_for_other_words_holds_those_of_the_field(new_client, team, version):
    role = version.items.filter(kind="role").first()
    page = (
        new_client(team.bo).get(url_of("talk", version, role.key) + "?suggest=purpose", headers=HTMX).content.decode()
    )
    assert "New words for “Purpose”" in page
    assert role.values["purpose"] in page


def test_taking_over_an_overtaken_suggestion_shows_both_first(new_client, team, version, purpose):
    suggestion = talking.suggest(version, purpose.key, "text", "Suggested by Bo", by=team.bo)
    browser = new_client(team.ann)
    old = seen(purpose)
    items.replace(version, purpose.key, "text", purpose.values["text"], "Changed by Cy", by=team.cy)
    url = reverse("charters:take_over", args=[suggestion.pk])
    answer = browser.post(url, {"seen": old}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The text has changed since this was suggested." in page
    assert '<div class="conflict-text" dir="auto">Changed by Cy</div>' in page
    assert '<div class="conflict-text" dir="auto">Suggested by Bo</div>' in page
    assert version.items.get(kind="purpose").values["text"] == "Changed by Cy"
    browser.post(url, {"seen": mark("Changed by Cy", talking.MARK)})
    assert version.items.get(kind="purpose").values["text"] == "Suggested by Bo"


def test_what_was_said_about_a_removed_clause_can_still_be_read(new_client, team, version, purpose):
    talking.object_to(version, purpose.key, "Too narrow", by=team.bo)
    items.remove(version, purpose.key, by=team.ann)
    browser = new_client(team.ann)
    page = browser.get(url_of("talk", version, purpose.key)).content.decode()
    assert "This clause was removed." in page
    browser.post(
        reverse("charters:answer", args=[ClauseComment.objects.get().pk]), {"text": "It is gone.", "token": uuid7()}
    )
    assert not ClauseComment.objects.open_objections(version).exists()


def test_an_unknown_clause_and_an_outsider_find_nothing(new_client, team, version, purpose):
    assert new_client(team.ann).get(url_of("talk", version, uuid4())).status_code == 404
    comment = talking.ask(version, purpose.key, "Why?", by=team.bo)
    oz = new_client(team.oz)
    assert oz.get(url_of("talk", version, purpose.key)).status_code == 404
    assert oz.post(reverse("charters:reply", args=[comment.pk]), {"text": "x", "token": uuid7()}).status_code == 404
    assert ClauseComment.objects.count() == 1


def test_a_token_that_names_somebody_elses_words_overwrites_nothing(team, version, purpose):
    first = talking.ask(version, purpose.key, "Mine", by=team.bo)
    talking.ask(version, purpose.key, "Other", by=team.cy, token=first.pk)
    assert sorted(ClauseComment.objects.values_list("author__name", "text")) == [("Bo", "Mine"), ("Cy", "Other")]


@pytest.mark.parametrize("number", [1, 30])
def test_a_talk_costs_the_same_with_many(number, new_client, team, version, purpose, django_assert_num_queries):
    for n in range(number):
        question = talking.ask(version, purpose.key, f"Question {n}", by=team.bo)
        talking.reply(question, "Because", by=team.cy)
        talking.suggest(version, purpose.key, "text", f"Words {n}", by=team.cy)
    browser = new_client(team.ann)
    with django_assert_num_queries(8):
        page = browser.get(url_of("talk", version, purpose.key)).content.decode()
    assert page.count('<article class="thread') == 2 * number


@pytest.mark.parametrize("number", [1, 30])
def test_open_points_cost_the_same_with_many(number, new_client, team, version, purpose, django_assert_num_queries):
    for n in range(number):
        talking.ask(version, purpose.key, f"Question {n}", by=team.bo)
    browser = new_client(team.ob)
    with django_assert_num_queries(5):
        page = browser.get(reverse("charters:open_points", args=[version.charter_id])).content.decode()
    assert page.count('class="open-point"') == number


def test_open_points_are_what_waits_for_somebody_of_one_sort_if_wished(new_client, team, version, purpose):
    goal = version.items.get(kind="goal")
    talking.ask(version, purpose.key, "Open question", by=team.bo)
    talking.object_to(version, goal.key, "Open objection", by=team.bo)
    settled = talking.ask(version, goal.key, "Settled question", by=team.bo)
    talking.resolve_comment(settled, by=team.bo)
    browser, url = new_client(team.mo), reverse("charters:open_points", args=[version.charter_id])
    texts = ["Open question", "Open objection", "Settled question"]

    def shown(query):
        page = browser.get(url + query).content.decode()
        return [text for text in texts if f">{text}" in page]

    assert shown("") == ["Open question", "Open objection"]
    assert shown("?kind=objection") == ["Open objection"]
    assert shown("?kind=suggestion") == []
    assert shown("?after=nonsense") == ["Open question", "Open objection"]


def test_further_points_follow_on_further_pages(new_client, team, version, purpose):
    for n in range(102):
        talking.ask(version, purpose.key, f"Question {n:03}", by=team.bo)
    browser, url = new_client(team.ann), reverse("charters:open_points", args=[version.charter_id])
    first = browser.get(url).content.decode()
    link = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(url + link).content.decode()
    assert [first.count('class="open-point"'), second.count('class="open-point"')] == [100, 2]
    assert 'rel="next"' not in second
