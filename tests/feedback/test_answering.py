"""Answering: looking, a draft, looking it through, sending, changing, the receipt; by a link, signed in, about oneself."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from feedback.actions import asking
from feedback.models import FeedbackRequest, FeedbackResponse, QuestionnaireVersion
from notices.models import Mail, Notice
from teams.models import Event
from tests.factories import team_with
from tests.feedback.links import answers_of, draft_of, link_of, named, send, state_of, write
from tests.feedback.requests import CLIENT, add, draft_by, group_of, invitation_of, sent_by, version_for
from tests.feedback.requests import send as send_request
from tests.filling import form_of

JON = CLIENT[1]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def ask(team):
    return sent_by(team.bo, team)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# What is told


def test_the_first_page_tells_all_that_matters_before_a_word_is_written(client, ask, team):
    page = text(client.get(link_of(ask, team.cy)))
    told = [
        "<bdi>Bo</bdi> asks how it went", "Delay notices, spring release", "<bdi>only Bo</bdi>",
        "Your answers are confidential.", "4 teammates are asked; your answers are shown only if at least 3 answer",
        "1 client is asked", "its backups hold which answers are yours", "everybody knows what you said",
        "about 10 minutes", "(UTC)", "<bdi>Cy</bdi>", "cy@example.org", "I would rather not", "This is not me",
        "Never ask me again", "Somebody presses me",
    ]  # fmt: skip
    assert [words for words in told if words not in page] == []


def test_a_client_alone_is_told_that_the_name_is_read(client, ask):
    page = text(client.get(link_of(ask, JON)))
    assert "Your answers are read with your name." in page
    assert "An answer of one person cannot be made confidential" in page
    assert "Your answers are confidential" not in page


def test_a_shared_result_names_its_readers(client, team):
    ask = draft_by(team.bo, team)
    add(group_of(ask, "client", "named"), CLIENT)
    send_request(ask, share="keepers")
    assert "Bo, and the lead and the managers of the team “Harbour App”" in text(client.get(link_of(ask, JON)))


# A draft, and sending


def test_a_draft_is_kept_and_counts_for_nothing(client, new_client, ask):
    link = link_of(ask, JON)
    write(client, link, understood__score="4", advice__cards=["Start earlier"])

    assert (draft_of(ask, JON), answers_of(ask, JON), state_of(ask, JON)) == (
        {"understood": {"score": "4"}, "advice": {"cards": ["Start earlier"]}}, None, "sent",
    )  # fmt: skip
    again = form_of(new_client(), f"{link_of(ask, JON)}write/", "revision")
    assert (again.values["understood.score"], again.values["advice.cards"]) == (["4"], ["Start earlier"])


def test_sending_takes_a_look_and_a_second_step(client, ask):
    link = link_of(ask, JON)
    looked = write(client, link, "review", understood__score="4", advice__cards=["Start earlier", "", "And louder"])
    page = text(client.get(looked.url))
    assert [words in page for words in ("Start earlier", "And louder", "Agree", "Read by: only Bo.")] == [True] * 4
    assert answers_of(ask, JON) is None

    form = form_of(client, looked.url, "revision")
    assert client.post(form.action, form.values).url == link
    assert answers_of(ask, JON) == {"understood": {"score": 4}, "advice": {"cards": ["Start earlier", "And louder"]}}
    assert state_of(ask, JON) == "submitted"


def test_the_receipt_shows_nothing_that_was_written(client, ask):
    link = link_of(ask, JON)
    send(client, link, advice__cards=["zanzibar-4711"])
    page = text(client.get(link))
    assert "Thank you, it is sent" in page
    assert "zanzibar" not in page


def test_what_was_sent_can_be_changed_until_it_closes(client, ask):
    link = link_of(ask, JON)
    send(client, link, understood__score="4")
    write(client, link, understood__score="2")
    assert answers_of(ask, JON) == {"understood": {"score": 4}}
    send(client, link, understood__score="2")
    assert answers_of(ask, JON) == {"understood": {"score": 2}}


def test_sending_twice_sends_once(client, ask):
    link = link_of(ask, JON)
    looked = write(client, link, "review", understood__score="4")
    form = form_of(client, looked.url, "revision")
    first, second = (client.post(form.action, form.values) for _ in range(2))
    assert (first.url, second.url) == (link, link)
    response = FeedbackResponse.objects.get()
    assert (response.answers, response.revision) == ({"understood": {"score": 4}}, 2)


def test_nothing_at_all_cannot_be_sent(client, ask):
    answer = write(client, link_of(ask, JON), "review")
    assert answer.status_code == 422
    assert "Please answer at least one question." in text(answer)


def test_a_locked_answer_is_a_receipt_whoever_holds_the_link(client, ask):
    link = link_of(ask, JON)
    send(client, link, advice__cards=["zanzibar-4711"])
    assert "Lock your answers?" in text(client.get(f"{link}lock/"))
    client.post(f"{link}lock/")

    other = link_of(ask, JON)
    pages = [text(client.get(f"{other}{page}", follow=True)) for page in ("", "write/", "review/", "lock/", "decline/")]
    assert ["Your answers are sent and locked" in page for page in pages] == [True] * 5
    assert [page for page in pages if "zanzibar" in page] == []
    client.post(f"{other}write/", {"understood.score": "1", "revision": "2"})
    assert (answers_of(ask, JON), draft_of(ask, JON)) == ({"advice": {"cards": ["zanzibar-4711"]}}, None)


# Bad input


def test_what_is_wrong_stands_at_its_place_and_every_word_is_kept(client, ask):
    long = "ä" * 20_000
    answer = write(client, link_of(ask, JON), "review", advice__cards=["Good", long], again__why="Because")
    page = text(answer)
    assert answer.status_code == 422
    assert "Please shorten this to 2000 characters; it has 20000." in page
    assert "Please choose an answer to go with your reason." in page
    assert [words in page for words in (long, "Good", "Because")] == [True] * 3
    assert draft_of(ask, JON)["advice"] == {"cards": ["Good", long]}


def test_a_required_question_must_be_answered(client, ask):
    version = QuestionnaireVersion.objects.get(questionnaire__slug="client")
    version.questions[0]["required"] = True
    version.save()
    answer = write(client, link_of(ask, JON), "review", advice__cards=["Good"])
    assert answer.status_code == 422
    assert "Please choose how far you agree" in text(answer)


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "Well done 🎉👩‍🚀", "שלום, עבודה טובה", "'); DROP TABLE x; --"]
)
def test_odd_signs_arrive_as_they_were_typed(client, ask, words):
    link = link_of(ask, JON)
    looked = write(client, link, "review", advice__cards=[words])
    page = client.get(looked.url).content.decode()
    assert "<script>alert" not in page
    form = form_of(client, looked.url, "revision")
    client.post(form.action, form.values)
    assert answers_of(ask, JON) == {"advice": {"cards": [words]}}


def test_more_than_anybody_writes_is_refused_with_all_words_kept(client, ask):
    answer = write(client, link_of(ask, JON), advice__cards=["x" * 400_001])
    assert answer.status_code == 422
    assert "x" * 400_001 in text(answer)
    assert draft_of(ask, JON) is None


@pytest.mark.parametrize("fields", [{"understood.score": "9"}, {"again.picked": "sideways"}, {"relation.picked": "x"}])
def test_what_no_form_offers_is_not_sent(client, ask, fields):
    link = link_of(ask, JON)
    form = form_of(client, f"{link}write/", "revision")
    answer = client.post(form.action, form.values | fields | {"then": "review", "advice.cards": ["Good"]})
    sent = answers_of(ask, JON)
    assert (answer.status_code, sent) == (422, None) if "relation.picked" not in fields else (302, None)


# Two windows


def test_two_windows_lose_nothing(client, ask):
    link = link_of(ask, JON)
    first = form_of(client, f"{link}write/", "revision")
    second = form_of(client, f"{link}write/", "revision")
    client.post(first.action, first.values | {"advice.cards": ["From the first"]})

    answer = client.post(second.action, second.values | {"advice.cards": ["From the second"]}, **HTMX)
    page = text(answer)
    assert answer.status_code == 409
    assert "From the first" in page
    assert "From the second" in page
    assert draft_of(ask, JON) == {"advice": {"cards": ["From the first"]}}

    chosen = second.values | {"advice.cards": ["From the second"], "keep": "mine", "over": "1"}
    assert client.post(second.action, chosen, **HTMX).status_code == 200
    assert draft_of(ask, JON) == {"advice": {"cards": ["From the second"]}}


def test_the_saved_words_can_be_taken_instead(client, ask):
    link = link_of(ask, JON)
    form = form_of(client, f"{link}write/", "revision")
    client.post(form.action, form.values | {"advice.cards": ["From the first"]})
    answer = client.post(form.action, form.values | {"advice.cards": ["From the second"], "keep": "theirs"}, **HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#answers")
    assert "From the first" in text(answer)


def test_without_script_both_versions_stand_on_the_page(client, ask):
    link = link_of(ask, JON)
    form = form_of(client, f"{link}write/", "revision")
    client.post(form.action, form.values | {"advice.cards": ["From the first"]})
    answer = client.post(form.action, form.values | {"advice.cards": ["From the second"]})
    assert (answer.status_code, "From the first" in text(answer), "From the second" in text(answer)) == (
        409,
        True,
        True,
    )


def test_what_changed_since_it_was_looked_through_is_not_sent(client, ask):
    link = link_of(ask, JON)
    looked = write(client, link, "review", advice__cards=["As I saw it"])
    form = form_of(client, looked.url, "revision")
    write(client, link, advice__cards=["Changed elsewhere"])
    answer = client.post(form.action, form.values)
    assert (answer.status_code, "Changed elsewhere" in text(answer)) == (409, True)
    assert answers_of(ask, JON) is None


# Help while writing


def test_saving_by_itself_gives_advice_and_keeps_none(client, ask, team):
    link = link_of(ask, team.cy)
    form = form_of(client, f"{link}write/", "revision")
    values = form.values | {"advice.cards": ["You always shout, as Ann saw in our Tuesday call"]}
    answer = client.post(form.action, values, **HTMX)
    page = text(answer)
    assert answer.status_code == 200
    assert [f'data-hint="{words}"' in page for words in ("You always", "Ann", "Tuesday call")] == [True] * 3
    assert draft_of(ask, team.cy) == {"advice": {"cards": ["You always shout, as Ann saw in our Tuesday call"]}}


def test_names_of_the_team_are_told_to_nobody_outside(client, team):
    ask = draft_by(team.bo, team)
    add(group_of(ask), team.ann, team.cy, team.mo)
    add(group_of(ask, "other"), ("Kim Dale", "kim@operator.example"))
    send_request(ask)
    link = link_of(ask, "kim@operator.example")
    form = form_of(client, f"{link}write/", "revision")
    answer = client.post(form.action, form.values | {"advice.cards": ["Ann never came, and Kim left"]}, **HTMX)
    found = [f'data-hint="{words}"' in text(answer) for words in ("never", "Kim", "Ann")]
    assert found == [True, True, False]


def test_another_card_is_there_without_script(client, ask):
    link = link_of(ask, JON)
    more = write(client, link, "more:advice", advice__cards=["One"])
    assert form_of(client, more.url.partition("#")[0], "revision").values["advice.cards"] == ["One", ""]


def test_every_kind_of_question_is_asked_and_sent(client, team):
    ask = draft_by(team.bo, team)
    add(group_of(ask, "other", "named"), CLIENT)
    send_request(ask)
    link = link_of(ask, JON)
    values = {
        "strengths.picked": ["promises", "quality"], "keep_more_try.keep": ["Lists"], "keep_more_try.more": ["", ""],
        "occasion.situation": ["At the pier", ""], "occasion.behaviour": ["Stayed", ""],
        "occasion.impact": ["We went", ""], "occasion.request": ["", ""],
    }  # fmt: skip
    form = form_of(client, f"{link}write/", "revision")
    looked = client.post(form.action, form.values | values | {"then": "review"})
    page = text(client.get(looked.url))
    assert [words in page for words in ("Situation: At the pier", "Keep doing: Lists")] == [True, True]
    sending = form_of(client, looked.url, "revision")
    client.post(sending.action, sending.values)
    assert answers_of(ask, JON) == {
        "strengths": {"picked": ["promises", "quality"]},
        "occasion": {
            "cards": [{"situation": "At the pier", "behaviour": "Stayed", "impact": "We went", "request": ""}]
        },
        "keep_more_try": {"keep": ["Lists"], "more": [], "differently": []},
    }


# The end


def test_words_of_the_last_minutes_are_taken_and_later_ones_are_not(client, ask, time_machine):
    link = link_of(ask, JON)
    time_machine.move_to(ask.closes_at + timedelta(minutes=14), tick=False)
    send(client, link, understood__score="4")
    assert answers_of(ask, JON) == {"understood": {"score": 4}}
    time_machine.move_to(ask.closes_at + timedelta(minutes=15), tick=False)
    assert client.post(f"{link}write/", {"understood.score": "1", "revision": "2"}).status_code == 404
    assert answers_of(ask, JON) == {"understood": {"score": 4}}


# Signed in


def test_who_is_signed_in_as_the_person_asked_answers_without_the_mail(new_client, ask, team):
    cy, door = new_client(team.cy), reverse("feedback:asked", args=[invitation_of(ask, team.cy).pk])
    send(cy, door, promises__score="4")
    assert answers_of(ask, team.cy) == {"promises": {"score": 4}}
    assert new_client(team.ann).get(door).status_code == 404


def test_an_address_that_was_confirmed_later_opens_the_same_door(new_client, ask, team):
    team.ob.emailaddress_set.create(email=JON, verified=False)
    door = reverse("feedback:asked", args=[invitation_of(ask, JON).pk])
    assert new_client(team.ob).get(door).status_code == 404
    team.ob.emailaddress_set.filter(email=JON).update(verified=True)
    assert new_client(team.ob).get(door).status_code == 200


def test_the_list_of_what_one_is_asked(new_client, ask, team, django_assert_num_queries):
    cy = new_client(team.cy)
    assert "Nobody has asked you yet" in text(new_client(team.bo).get(reverse("feedback:asks")))
    page = text(cy.get(reverse("feedback:asks")))
    assert reverse("feedback:asked", args=[invitation_of(ask, team.cy).pk]) in page
    FeedbackRequest.objects.update(state="closed")
    page = text(cy.get(reverse("feedback:asks")))
    assert ("Delay notices" in page, "/feedback/asked/0" in page, "Closed" in page) == (True, False, True)


def test_the_person_answers_about_themselves_while_others_do(new_client, team):
    ask = draft_by(team.bo, team)
    add(group_of(ask, "client", "named"), CLIENT)
    asking.include_self(ask, version_for(team.bo, "self"), by=team.bo)
    bo, door = new_client(team.bo), reverse("feedback:own_answers", args=[ask.pk])
    assert bo.get(door).status_code == 404
    send_request(ask)

    assert "First, your own view" in text(bo.get(door))
    send(bo, door, promises__score="3", glad_of__cards=["The pier"])
    assert answers_of(ask, team.bo) == {"promises": {"score": 3}, "glad_of": {"cards": ["The pier"]}}
    assert new_client(team.ann).get(door).status_code == 404
    FeedbackRequest.objects.update(state="released")
    assert bo.get(door).status_code == 404


# No trace


def test_answering_is_told_to_nobody(client, ask, team):
    def traces():
        return [model.objects.count() for model in (Event, Mail, Notice, Session)]

    before = traces()
    link = link_of(ask, team.cy)
    send(client, link, promises__score="4")
    client.post(f"{link}decline/", {"sure": "yes", "reason": ""})
    client.post(f"{link}undo-decline/")
    assert traces() == before


@pytest.mark.parametrize("tail", ["", "write/", "review/", "decline/"])
def test_a_page_takes_few_statements(client, ask, team, tail, django_assert_max_num_queries):
    link = link_of(ask, team.cy)
    write(client, link, **named({"promises__score": "4"}))
    with django_assert_max_num_queries(6):
        client.get(f"{link}{tail}")
