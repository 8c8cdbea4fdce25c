"""Questions and suggestions about a charter in force, and the time that the team agreed on to answer them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from charters import clock
from charters.actions import amending, items, moving, signing, talking
from charters.merging import mark
from charters.models import CharterVersion, ClauseComment
from charters.permissions import can_comment, can_object, can_reopen_comment, can_reply, can_take_over
from common.permissions import Refused
from notices.models import Mail, Notice
from teams.models import Event
from tests.charters.reviews import key_of
from tests.factories import charter_at, person, signers, team_with
from tests.filling import fill

# A Tuesday; the team of tests.harbour has agreed on four hours for normal matters.
ASKED = datetime(2027, 3, 2, 9, tzinfo=UTC)
PEOPLE = ("ann", "bo", "cy", "mo", "ob", "oz")
NOT_OBSERVER = "Observers read along; they do not comment."


@pytest.fixture
def version(db):
    team = team_with()
    team.oz = person("oz")
    version = charter_at("active", team)
    version.charter.next_review_on = None
    version.charter.save()
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return version


@pytest.fixture
def chat(version):
    return version.items.get(values__channel="Chat")


@pytest.fixture
def asked(version, chat, time_machine):
    time_machine.move_to(ASKED)
    return talking.ask(version, chat.key, "Who decides releases?", by=version.team.bo)


def amended(version):
    """The next version is in force, with another purpose."""
    draft = amending.begin(version.charter, by=version.team.ann)
    purpose = draft.items.get(kind="purpose")
    items.replace(draft, purpose.key, "text", purpose.values["text"], "We ship.", by=version.team.ann)
    draft = moving.send_to_review(draft, by=version.team.ann)
    draft = moving.ask_signatures(draft, by=version.team.ann, unendorsed_reason="Mo is away.")
    for who in signers(version.team):
        signing.sign(draft, typed_name=str(who), seen=draft.content_hash, by=who)
    version.refresh_from_db()
    assert version.state == "superseded"
    return draft


def told(kind="comment_nudged"):
    return sorted(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def answers(rule, team, thing):
    given = {who: rule(getattr(team, who), thing) for who in PEOPLE}
    return {who: answer if answer is True else answer.reason for who, answer in given.items()}


def only(reason, *who):
    return dict.fromkeys(PEOPLE, reason) | dict.fromkeys(who, True)


# Rules


def test_everybody_but_observers_asks_about_what_is_in_force(version):
    speaking = only(NOT_OBSERVER, "ann", "bo", "cy", "mo")
    assert answers(can_comment, version.team, version) == speaking
    written = "Only a text that is still written is objected to. Ask, or suggest other words."
    assert answers(can_object, version.team, version) == speaking | dict.fromkeys(("ann", "bo", "cy", "mo"), written)


@pytest.mark.parametrize("state", ["active", "superseded"])
def test_talk_about_what_is_or_was_in_force_goes_on(state, version, chat):
    said = talking.suggest(version, chat.key, "respond_within", "8 hours", by=version.team.mo)
    said.version.state = state
    assert answers(can_reply, version.team, said) == only(NOT_OBSERVER, "ann", "bo", "cy", "mo")
    writers = only("Only the lead and the members write the charter.", "ann", "bo", "cy")
    assert answers(can_take_over, version.team, said) == writers


def test_an_objection_is_neither_raised_nor_raised_again_once_the_text_is_in_force(version, chat):
    with pytest.raises(Refused, match="still written"):
        talking.object_to(version, chat.key, "No.", by=version.team.bo)
    settled = ClauseComment(version=version, team=version.team, kind="objection", state="resolved")
    assert can_reopen_comment(version.team.bo, settled).reason.startswith("Only a text that is still written")


# The clock of the answer


def test_a_question_keeps_the_agreed_time_in_the_askers_zone(version, chat, time_machine):
    time_machine.move_to(datetime(2027, 3, 5, 21, tzinfo=UTC), tick=False)
    version.team.bo.time_zone = "America/New_York"
    there = talking.ask(version, chat.key, "Why?", by=version.team.bo)
    here = talking.ask(version, chat.key, "Why?", by=version.team.cy)
    assert [(one.answer_within, one.answer_by) for one in (there, here)] == [
        ("4 hours", datetime(2027, 3, 6, 1, tzinfo=UTC)),
        ("4 hours", datetime(2027, 3, 8, 1, tzinfo=UTC)),
    ]


def test_in_a_draft_the_clock_runs_too_and_a_suggestion_has_none(version):
    draft = charter_at("draft", version.team, title="Other")
    purpose = draft.items.get(kind="purpose")
    assert talking.ask(draft, purpose.key, "Why?", by=version.team.bo).answer_within == "4 hours"
    suggested = talking.suggest(draft, purpose.key, "text", "Shorter.", by=version.team.bo)
    assert (suggested.answer_by, suggested.answer_within) == (None, "")


def test_where_nothing_is_agreed_it_is_two_working_days(version, time_machine):
    time_machine.move_to(ASKED)
    version.items.filter(kind="communication_agreement").delete()
    purpose = version.items.get(kind="purpose")
    found = talking.ask(version, purpose.key, "Why?", by=version.team.bo)
    assert (found.answer_within, found.answer_by.date()) == ("", (ASKED + timedelta(days=2)).date())


def test_when_it_is_over_the_lead_is_nudged_once_at_once_and_by_mail(version, asked, time_machine):
    for hours, names in ((3.9, []), (4.1, ["Ann"]), (4.2, ["Ann"]), (100, ["Ann"])):
        time_machine.move_to(ASKED + timedelta(hours=hours))
        clock.tick(timezone.now())
        clock.tick(timezone.now())
        assert told() == names
    mail = Mail.objects.get(template="charters/notices/comment_nudged.txt")
    assert (mail.to, mail.context["said"], mail.context["within"]) == (
        "ann@example.org",
        "Who decides releases?",
        "4 hours",
    )
    assert list(Event.objects.filter(verb="comment.nudged").values_list("actor", "subject_id")) == [(None, asked.pk)]


def test_two_workers_nudge_nobody_twice(version, asked, time_machine):
    """Both have read the question before either has said a word."""
    time_machine.move_to(ASKED + timedelta(hours=5))
    first, second = (ClauseComment.objects.unanswered(timezone.now()).get() for _ in range(2))
    assert [talking.nudge(first), talking.nudge(second)] == [True, False]
    assert (told(), Event.objects.filter(verb="comment.nudged").count()) == (["Ann"], 1)


def reply_of(who):
    return lambda version, asked: talking.reply(asked, "The release keeper.", by=getattr(version.team, who))


def settled(version, asked):
    talking.resolve_comment(asked, by=version.team.cy)


def frozen(version, asked):
    CharterVersion.objects.filter(pk=version.pk).update(state="expired")


@pytest.mark.parametrize(
    ("what", "names"),
    [(reply_of("cy"), []), (reply_of("mo"), []), (reply_of("bo"), ["Ann"]), (settled, []), (frozen, [])],
    ids=["a member answered", "a manager answered", "only the asker wrote", "settled", "over"],
)
def test_who_was_answered_waits_no_more(what, names, version, asked, time_machine):
    what(version, asked)
    time_machine.move_to(ASKED + timedelta(hours=5))
    clock.tick(timezone.now())
    assert told() == names


def test_a_lead_who_asks_is_not_nudged_about_it(version, chat, time_machine):
    time_machine.move_to(ASKED)
    talking.ask(version, chat.key, "Is this right?", by=version.team.ann)
    time_machine.move_to(ASKED + timedelta(hours=5))
    clock.tick(timezone.now())
    assert told() == []


def test_what_was_asked_about_the_version_before_is_still_asked(version, asked, time_machine, new_client):
    team, draft = version.team, amended(version)
    draft.refresh_from_db()
    time_machine.move_to(ASKED + timedelta(hours=5))
    clock.tick(timezone.now())
    assert told() == ["Ann"]
    assert ClauseComment.objects.open_by_clause(draft) == {asked.item_key: 1}
    asked = ClauseComment.objects.get(pk=asked.pk)
    talking.reply(asked, "The release keeper.", by=team.ann)
    talking.resolve_comment(asked, by=team.bo)
    assert ClauseComment.objects.open_by_clause(draft) == {}


# Pages


def place(name, version, *parts, force=True):
    return reverse(f"charters:{name}", args=[version.charter_id, *parts]) + ("?in=force" if force else "")


def text(response):
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def test_each_clause_in_force_leads_to_asking_about_it_and_shows_what_is_open(version, asked, new_client):
    page = text(new_client(version.team.cy).get(place("show", version, force=False)))
    link = f'href="{place("talk", version, asked.item_key)}">Ask about this <span class="count">1<'
    assert (page.count("Ask about this"), link in page) == (version.items.exclude(kind__in=PARTS).count(), True)
    watched = text(new_client(version.team.ob).get(place("show", version, force=False)))
    assert (watched.count("Ask about this"), watched.count("Open talk")) == (0, 1)
    draft = charter_at("draft", version.team, title="Other")
    assert "Ask about this" not in text(new_client(version.team.cy).get(place("show", draft, force=False)))


PARTS = ("accountability", "not_accountable_for", "assignment")


def test_asking_by_the_page_says_until_when_an_answer_is_agreed(version, chat, new_client, time_machine):
    time_machine.move_to(ASKED)
    draft = amending.begin(version.charter, by=version.team.ann)
    answer = fill(new_client(version.team.bo), place("talk", version, chat.key), text="Who decides releases?")
    assert answer.redirect_chain == [(place("talk", version, chat.key), 302)]
    assert "answer agreed within <bdi>4 hours</bdi>: by Tuesday, 2 March, 13:00" in text(answer)
    assert ClauseComment.objects.get().version == version
    assert "Object" not in text(answer)
    beside = new_client(version.team.bo).get(place("talk", version, chat.key, force=False))
    assert "Object" in text(beside)
    assert draft.comments.count() == 0


def test_open_points_of_what_is_in_force_stand_apart_from_those_of_the_amendment(version, asked, new_client):
    draft = amending.begin(version.charter, by=version.team.ann)
    talking.ask(draft, asked.item_key, "And when?", by=version.team.cy)
    cy = new_client(version.team.cy)
    pages = [text(cy.get(place("open_points", version, force=force))) for force in (True, False)]
    assert [("Who decides releases?" in page, "And when?" in page) for page in pages] == [(True, False), (False, True)]


def test_home_of_the_lead_waits_with_the_question(version, asked, new_client):
    home = {who: text(new_client(getattr(version.team, who)).get("/")) for who in ("ann", "bo", "cy", "mo")}
    link = f'href="{place("talk", version, asked.item_key)}"'
    assert {who: link in page for who, page in home.items()} == {"ann": True, "bo": False, "cy": False, "mo": False}


def test_an_answer_becomes_other_words_and_the_words_an_amendment(version, asked, new_client):
    said = talking.reply(asked, "The release keeper, within 8 hours", by=version.team.ann)
    cy, key = new_client(version.team.cy), asked.item_key
    page = text(cy.get(place("talk", version, key)))
    words = f"?suggest=&amp;words={said.pk}&amp;in=force"
    assert page.count(words) == 2  # the link, and the same for htmx
    form = place("talk", version, key) + f"&suggest=respond_within&words={said.pk}"
    assert "The release keeper, within 8 hours</textarea>" in text(cy.get(form))

    fill(cy, form, new_text="8 hours")
    suggestion = ClauseComment.objects.get(kind="suggestion")
    assert (suggestion.version, suggestion.old_text, suggestion.new_text) == (version, "4 hours", "8 hours")

    ann = new_client(version.team.ann)
    taken = fill(ann, place("talk", version, key), seen=mark("4 hours", talking.MARK))
    assert taken.redirect_chain == [(place("draft", version, force=False) + f"#clause-{key}", 302)]
    draft = version.charter.versions.get(state="draft")
    assert draft.items.get(key=key).values["respond_within"] == "8 hours"
    assert version.items.get(key=key).values["respond_within"] == "4 hours"
    event = Event.objects.get(verb="charter.clause_changed")
    assert (event.data["version"], event.data["suggested_by"]) == (str(draft.pk), "Cy")
    suggestion.refresh_from_db()
    assert suggestion.state == "accepted"


def test_words_that_the_amendment_has_changed_meanwhile_are_shown_and_not_overwritten(version, chat, new_client):
    suggestion = talking.suggest(version, chat.key, "respond_within", "8 hours", by=version.team.cy)
    draft = amending.begin(version.charter, by=version.team.ann)
    items.replace(draft, chat.key, "respond_within", "4 hours", "6 hours", by=version.team.ann)
    url = reverse("charters:take_over", args=[suggestion.pk])
    answer = new_client(version.team.ann).post(url, {"seen": mark("4 hours", talking.MARK)})
    assert (answer.status_code, "6 hours" in answer.content.decode()) == (409, True)
    assert draft.items.get(key=chat.key).values["respond_within"] == "6 hours"
    new_client(version.team.ann).post(url, {"seen": mark("6 hours", talking.MARK)})
    assert draft.items.get(key=chat.key).values["respond_within"] == "8 hours"


def test_words_of_another_clause_are_not_offered(version, asked, new_client):
    other = key_of(version, "Phone")
    form = place("talk", version, other) + f"&suggest=respond_within&words={asked.pk}"
    assert "Who decides" not in text(new_client(version.team.cy).get(form))
