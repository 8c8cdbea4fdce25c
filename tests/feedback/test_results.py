"""What a result shows, in every way in which it can be read: page, JSON, CSV, PDF, admin, search and mail."""

import io
import json
import re
from datetime import timedelta
from itertools import zip_longest

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from common.permissions import Refused, Stale
from feedback.actions import results
from feedback.competencies import BY_KEY
from feedback.models import FeedbackRequest, Insight, LearningItem, NextStep, ResultNote
from tests.factories import person, team_with
from tests.feedback.requests import CLIENT, add, answer, draft_by, group_of, send
from tests.feedback.results import CARD, answered_by, asked_by, close

pytestmark = pytest.mark.django_db
CAST = {
    "ann": "lead", "bo": "member", "cy": "member", "di": "member", "ed": "member", "fi": "member", "gu": "member",
    "mo": "manager", "ob": "observer",
}  # fmt: skip
FILES = ("json", "csv", "pdf")


@pytest.fixture
def team(db):
    return team_with(CAST)


@pytest.fixture
def shown(team):
    """Of bo: three of four teammates and the client."""
    ask = answered_by(asked_by(team.bo, team, [team.ann, team.cy, team.di, team.ed]), team.ann, team.cy, team.di)
    answer(ask, CLIENT[1], useful_moment={"cards": ["The call on Monday"]}, advice={"cards": ["=1+1"]})
    return close(ask)


def door(ask, extension=""):
    return (
        reverse("feedback:export", args=[ask.pk, extension])
        if extension
        else reverse("feedback:results", args=[ask.pk])
    )


def page_of(client, ask):
    response = client.get(door(ask))
    assert response.status_code == 200
    return response.content.decode()


def file_of(client, ask, extension):
    response = client.get(door(ask, extension))
    assert response.status_code == 200
    return text_of(response.content, extension)


def text_of(content, extension):
    if extension == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode()


# Scenario 3


def test_two_of_four_are_as_none_of_four_in_every_way(new_client):
    """The same page, byte by byte, and the same files; only the name of who asks differs."""
    team = team_with(CAST | dict.fromkeys(("xanthe", "xerxes", "xiomara"), "member"))
    told = []
    for count, subject in enumerate((team.xanthe, team.xerxes, team.xiomara)):
        others = (team.ann, team.ed, team.fi, team.gu)
        ask = close(answered_by(asked_by(subject, team, others, client=False), *others[:count]))
        assert ask.state == "withheld"
        client = new_client(subject)
        told.append([neutral(page_of(client, ask), ask), *(neutral(file_of(client, ask, one), ask) for one in FILES)])
    for one in told[1:]:
        assert [line for mine, other in zip(told[0], one, strict=True) for line in differing(mine, other)] == []
    page, *files = told[0]
    assert "Fewer than 3 replies: nothing is shown, so that nobody can be found out." in page
    assert all(CARD.format("")[:20] not in one for one in told[0])
    assert json.loads(files[0])["result"]["people"] == []
    assert "fewer than 3 replies" in files[1]
    assert "Fewer than 3 replies" in files[2]


def differing(mine, other):
    return [pair for pair in zip_longest(mine.splitlines(), other.splitlines()) if pair[0] != pair[1]]


def neutral(text, ask):
    """Without what belongs to who asks: their name, address and keys, and the tokens of one page."""
    text = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|data-person=")[^"]+', r"\1", text)
    for one in (str(ask.pk), str(ask.subject), ask.subject.email, str(ask.subject)[0] + "</span>"):
        text = text.replace(one, "")
    return re.sub(r"(initials[^>]*>)[A-Z]{1,2}<", r"\1<", text)


def test_three_of_four_are_bands_and_shuffled_cards(shown, team, new_client):
    page = page_of(new_client(team.bo), shown)
    for giver in (team.ann, team.cy, team.di):
        assert page.count(CARD.format(giver)) == 1
    assert 'class="scale-band"' in page
    assert 'class="scale-column"' not in page
    for extension in FILES:
        text = file_of(new_client(team.bo), shown, extension)
        assert 'histogram": [' not in text and "gave 4" not in text
        assert all(CARD.format(giver) in text for giver in (team.ann, team.cy, team.di))


def test_what_was_said_by_name_is_read_also_where_the_rest_is_withheld(team, new_client):
    ask = answered_by(asked_by(team.bo, team, [team.ann, team.cy, team.di]), team.ann)
    answer(ask, CLIENT[1], useful_moment={"cards": ["The call on Monday"]})
    page = page_of(new_client(team.bo), close(ask))
    assert "Fewer than 3 replies" in page
    assert "The call on Monday" in page.split('id="named-title"')[1]
    assert "Warned us" not in page


def test_two_partners_cannot_be_got_as_total_minus_teammates(team, new_client):
    draft = draft_by(team.bo, team)
    add(group_of(draft), team.ann, team.cy, team.di)
    add(group_of(draft, "partner"), team.ed, team.fi)
    ask = send(draft)
    for who in (team.ann, team.cy, team.di, team.ed, team.fi):
        answer(ask, who)
    client = new_client(team.bo)
    ask = close(ask)
    data = json.loads(file_of(client, ask, "json"))["result"]
    assert [(one["cell"], one["n"]) for one in data["people"]] == [("all", 5)]
    kept_deal = next(one for one in data["questions"] if one["key"] == "kept_deal")
    assert kept_deal["cells"] == []
    assert all(cell["cell"] == "all" for one in data["questions"] for cell in one["cells"])
    page = page_of(client, ask)
    assert re.findall(r"<dt>(.*?)</dt><dd>(\d+)</dd>", page) == [("All together", "5")]
    assert "Too few replies to show." in page


def test_administrators_search_and_mails_tell_nothing(team, new_client, mailbox, run_tasks):
    """With one answer that must not be shown, and with three that may be shown to bo alone."""
    root = person("root", is_staff=True, is_superuser=True)
    hidden = close(answered_by(asked_by(team.bo, team, [team.ann, team.cy, team.di], client=False), team.ann))
    shown = close(answered_by(asked_by(team.cy, team, [team.ann, team.bo, team.di]), team.ann, team.bo, team.di))
    run_tasks()
    read = [str(message) + message.get_body(("plain",)).get_content() for message in mailbox]
    for who in (root, team.bo, team.cy, team.ann, team.mo):
        client = new_client(who)
        read += [client.get(reverse("dashboard:search"), {"q": "Warned"}).content.decode()]
        read += [client.get(reverse("notices:inbox")).content.decode()]
    client = new_client(root)
    for ask in (hidden, shown):
        assert client.get(door(ask)).status_code == 404
    for model in ("mail", "notice"):
        read += [client.get(reverse(f"admin:notices_{model}_changelist")).content.decode()]
        listed = read[-1].split('id="changelist"')[1]
        assert re.search(r"\b0 (mails|notices)", listed)
        assert "feedback" not in listed
    assert [text for text in read if "Warned us" in text] == []


# Who reads it, and when


def test_before_it_is_released_nobody_reads_anything(team, new_client):
    ask = answered_by(asked_by(team.bo, team, [team.ann, team.cy, team.di]), team.ann, team.cy, team.di)
    client = new_client(team.bo)
    page = page_of(client, ask)
    assert "People are still writing" in page
    assert "Warned" not in page
    assert [client.get(door(ask, one)).status_code for one in FILES] == [404, 404, 404]


def test_it_is_read_by_its_subject_and_by_those_it_was_shared_with(team, new_client):
    readers = {}
    for subject, share in ((team.bo, "subject"), (team.cy, "keepers")):
        draft = draft_by(subject, team)
        add(group_of(draft), team.ann, team.di, team.ed)
        ask = close(answered_by(send(draft, share=share), team.ann, team.di, team.ed))
        who = (team.bo, team.cy, team.ann, team.mo, team.ob)
        readers[share] = [new_client(one).get(door(ask)).status_code for one in who]
        assert [new_client(one).get(door(ask, "json")).status_code for one in who] == readers[share]
    assert readers == {"subject": [200, 404, 404, 404, 404], "keepers": [404, 200, 200, 200, 404]}


def test_its_subject_sees_who_else_has_read_it(team, new_client):
    draft = draft_by(team.bo, team)
    add(group_of(draft), team.ann, team.cy, team.di)
    ask = close(answered_by(send(draft, share="keepers"), team.ann, team.cy, team.di))
    assert "Who has read it" not in page_of(new_client(team.bo), ask)
    page_of(new_client(team.mo), ask)
    new_client(team.mo).get(door(ask, "csv"))
    new_client(team.cy).get(door(ask))
    assert list(ask.readings.values_list("reader", "form").order_by("at")) == [
        (team.mo.pk, "page"),
        (team.mo.pk, "csv"),
    ]
    told = page_of(new_client(team.bo), ask).partition("Who has read it")[2].partition("</section>")[0]
    assert told.count("<li>") == 1 and "<bdi>Mo</bdi>" in told
    assert "Who has read it" not in page_of(new_client(team.mo), ask)


def test_those_it_was_shared_with_read_along_and_change_nothing(team, new_client):
    draft = draft_by(team.bo, team)
    add(group_of(draft), team.ann, team.cy, team.di)
    ask = close(answered_by(send(draft, share="keepers"), team.ann, team.cy, team.di))
    place = "keep_doing/teammate/cards/0"
    results.tag_card(ask, place, "hidden", by=team.bo)
    client = new_client(team.mo)
    page = page_of(client, ask)
    assert page.count("Warned us") == 3
    assert "put away" not in page and "next-steps" not in page
    assert client.post(reverse("feedback:tag_card", args=[ask.pk]), {"place": place}).status_code == 404
    with pytest.raises(Refused):
        results.tag_card(ask, place, "", by=team.mo)


# The page


def test_it_is_read_in_its_order_and_has_no_total(shown, team, new_client):
    answered = page_of(new_client(team.bo), shown)
    titles = re.findall(r'<h2 id="[a-z]+-title">(.*?)</h2>', answered)
    assert titles == ["They took the time", "In their words", "You beside the others", "With a name", "Your next steps"]
    read = re.sub(r"[A-Za-z0-9]{64}", "", answered)  # without tokens, whose letters may be a word
    for word in ("percentile", "Percentile", "overall", "Overall", "average", "rank"):
        assert word not in read


def test_strengths_stand_before_what_to_grow_in(team, new_client):
    ask = asked_by(team.bo, team, [team.ann, team.cy, team.di])
    for who in (team.ann, team.cy, team.di):
        answer(ask, who, listening={"score": 5}, time={"score": 2}, fairness={"score": 1})
    page = page_of(new_client(team.bo), close(ask))
    titles = re.findall(r'<h2 id="[a-z]+-title">(.*?)</h2>', page)
    assert titles[:3] == ["They took the time", "Strengths", "To grow"]
    strengths, growth = page.split('id="growth-title"')[0], page.split('id="growth-title"')[1].split("</section>")[0]
    assert re.findall(r"<h3>(.*?)</h3>", strengths) == [BY_KEY["listening"].label]
    assert re.findall(r"<h3>(.*?)</h3>", growth) == [BY_KEY["fairness"].label, BY_KEY["time"].label]


def test_a_gap_is_named_and_wide_views_are_said(team, new_client):
    draft = draft_by(team.bo, team)
    givers = [team.ann, team.cy, team.di, team.ed, team.fi]
    add(group_of(draft), *givers)
    ask = send(draft)
    for who, score in zip(givers, (1, 1, 3, 5, 5), strict=True):
        answer(ask, who, listening={"score": score})
    page = page_of(new_client(team.bo), close(ask))
    assert page.count("views differ</span>") == 1
    assert 'class="scale-column"' in page
    assert "median 3, in the middle, given 1: 2, 2: 0, 3: 1, 4: 0, 5: 2, 5 replies, views differ" in page


def test_named_answers_stand_apart_with_who_gave_them(shown, team, new_client):
    page = page_of(new_client(team.bo), shown)
    apart = page.split('id="named-title"')[1]
    assert CLIENT[0] in apart and "The call on Monday" in apart
    assert CLIENT[0] not in page.split('id="named-title"')[0]


def test_words_are_text_and_no_formula(team, new_client):
    ask = asked_by(team.bo, team, [team.ann, team.cy, team.di])
    for who in (team.ann, team.cy, team.di):
        answer(ask, who, keep_doing={"cards": ["<script>alert(1)</script>", "=HYPERLINK(1)", "שלום 👋"]})
    ask = close(ask)
    client = new_client(team.bo)
    assert "&lt;script&gt;" in page_of(client, ask)
    assert file_of(client, ask, "csv")[0] == "\ufeff"
    assert "'=HYPERLINK(1)" in file_of(client, ask, "csv")
    assert ",=HYPERLINK" not in file_of(client, ask, "csv")
    assert file_of(client, ask, "pdf")


def test_the_same_snapshot_stands_in_every_file(shown, team, new_client):
    client = new_client(team.bo)
    assert json.loads(file_of(client, shown, "json"))["result"] == shown.snapshot.data
    assert client.get(door(shown, "pdf")).content == client.get(door(shown, "pdf")).content
    assert client.get(door(shown, "xml")).status_code == 404


# What one makes of it


def test_a_card_is_advice_or_put_away_for_oneself(shown, team, new_client):
    client = new_client(team.bo)
    tags = reverse("feedback:tag_card", args=[shown.pk])
    place = "keep_doing/teammate/cards/1"
    assert client.post(tags, {"place": place, "tag": "hidden"}).status_code == 302
    assert ResultNote.objects.get().tags == {place: "hidden"}
    assert "1 card put away" in page_of(client, shown)
    client.post(tags, {"place": place, "tag": ""})
    assert ResultNote.objects.get().tags == {}
    assert client.post(tags, {"place": "keep_doing/teammate/cards/99", "tag": "advice"}).status_code == 400
    assert json.loads(file_of(client, shown, "json"))["result"] == shown.snapshot.data


def step(**fields):
    due_on = timezone.localdate() + timedelta(days=30)
    return {"words": "Warn by Wednesday", "form": "goal", "question": "", "due_on": due_on.isoformat()} | fields


def choose(client, ask, purpose="keep", **fields):
    given = {f"{purpose}-{name}": value for name, value in step(**fields).items()}
    return client.post(reverse("feedback:choose_step", args=[ask.pk, purpose]), given)


def test_a_step_can_be_an_insight_that_knows_its_question(shown, team, new_client):
    assert choose(new_client(team.bo), shown, form="insight", question="time").status_code == 302
    insight = Insight.objects.get()
    assert (insight.text, insight.source, insight.request, insight.question_key, insight.author) == (
        "Warn by Wednesday", "result", shown, "time", team.bo,
    )  # fmt: skip
    assert (NextStep.objects.get().insight, insight.shared_at) == (insight, None)


def test_a_step_can_be_something_to_learn_for_a_competency(shown, team, new_client):
    choose(new_client(team.bo), shown, "change", form="learning", question="listening")
    item = LearningItem.objects.get()
    assert (item.title, item.competency, item.request, item.person) == (
        "Warn by Wednesday",
        "listening",
        shown,
        team.bo,
    )


def test_the_same_form_twice_chooses_once(shown, team, new_client):
    client = new_client(team.bo)
    for _ in range(2):
        assert choose(client, shown, form="insight").status_code == 302
    assert (NextStep.objects.count(), Insight.objects.count()) == (1, 1)
    assert choose(client, shown, words="Something else").status_code == 409
    with pytest.raises(Stale):
        results.choose_step(shown, results.Chosen("keep", "goal", "Else", timezone.localdate()), by=team.bo)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": " "}, "This cannot stay empty."),
        ({"words": "x" * 1_001}, "Keep it to 1000 characters; it has 1001."),
        ({"due_on": "2020-01-01"}, "This day is over. Choose today or a later one."),
        ({"due_on": "2999-01-01"}, "Choose a day within the next two years."),
        ({"due_on": "soon"}, "Write the day as year-month-day, like 2026-03-31."),
        ({"question": "nobody_asked"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_at_its_place_and_no_word_is_lost(shown, team, new_client, wrong, words):
    response = choose(new_client(team.bo), shown, **wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert step(**wrong)["words"].strip() in response.content.decode()
    assert NextStep.objects.count() == 0


def test_a_step_is_done_once_or_taken_back_before(shown, team, new_client):
    client = new_client(team.bo)
    choose(client, shown)
    [kept] = NextStep.objects.all()
    client.post(reverse("feedback:drop_step", args=[shown.pk, kept.pk]))
    assert NextStep.objects.count() == 0
    choose(client, shown)
    [kept] = NextStep.objects.all()
    client.post(reverse("feedback:finish_step", args=[shown.pk, kept.pk]))
    assert "Done on" in page_of(client, shown)
    assert client.post(reverse("feedback:drop_step", args=[shown.pk, kept.pk])).status_code == 403
    assert new_client(team.cy).post(reverse("feedback:finish_step", args=[shown.pk, kept.pk])).status_code == 404


def test_before_there_is_a_result_nothing_is_chosen(team, new_client):
    ask = asked_by(team.bo, team, [team.ann, team.cy, team.di])
    assert choose(new_client(team.bo), ask).status_code == 403
    assert FeedbackRequest.objects.get().state == "collecting"


def test_questions_call_the_person_by_their_name(shown, team, new_client):
    """In the JSON file they stand as they were asked."""
    client = new_client(team.bo)
    told = [page_of(client, shown), file_of(client, shown, "csv"), file_of(client, shown, "pdf")]
    assert [("What should Bo keep doing" in one, "this person" in one.lower()) for one in told] == [(True, False)] * 3
    draft = draft_by(team.bo, team)
    add(group_of(draft), team.ann)
    page = client.get(reverse("feedback:show", args=[draft.pk])).content.decode()
    assert ("What should Bo keep doing" in page, "this person" in page.lower()) == (True, False)


def test_those_it_was_shared_with_find_it_in_their_list(team, new_client):
    draft = draft_by(team.bo, team, about="The season")
    add(group_of(draft), team.cy, team.di, team.ed)
    ask = send(draft, share="keepers")
    listed = {
        who: new_client(getattr(team, who)).get(reverse("feedback:list")).context["shared"]
        for who in ("bo", "ann", "mo", "cy", "ob")
    }
    assert {who: list(rows) for who, rows in listed.items()} == {
        "bo": [],
        "ann": [ask],
        "mo": [ask],
        "cy": [],
        "ob": [],
    }
    page = new_client(team.ann).get(door(ask)).content.decode()
    assert "You hear of it by mail" not in page and "People are still writing" in page
