"""The pages on which a clause is talked about, and what is still open."""

from uuid import uuid4

import pytest
from django.urls import reverse

from charters.actions import items, talking
from charters.merging import mark
from charters.models import ClauseComment
from common.ids import uuid7
from tests.charters.quiet import quiet_charter, team_and_outsider
from tests.charters.talks import seen

HTMX = {"HX-Request": "true"}


@pytest.fixture
def team(db):
    return team_and_outsider()


@pytest.fixture
def version(team):
    return quiet_charter("draft", team)


@pytest.fixture
def purpose(version):
    return version.items.get(kind="purpose")


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
