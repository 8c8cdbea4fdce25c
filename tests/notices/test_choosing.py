"""How people choose to be told: on a page of their account, and by the link in a mail."""

import email.policy
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from common.permissions import Refused
from notices import actions, outbox
from notices.models import Mail, Notice, Preference, Topic, Way
from notices.unsubscribing import token_for
from tests.factories import person
from tests.filling import fill, form_of
from tests.plugins.mailbox import text_of

CHOOSE = reverse("notices:choose")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def ann(db):
    return person("ann")


def chosen(owner):
    return dict(Preference.objects.filter(person=owner).values_list("topic", "way"))


def tell(owner, kind="charter.activated", text="In force."):
    outbox.tell([owner], key=text, kind=kind, text=text, url="/", template="teams/notices/joined.txt", context={})


def link_in(message) -> str:
    """The link of the footer, which is the one of the header."""
    [link] = re.findall(r"\S+/unsubscribe/\S+", text_of(message))
    assert message["List-Unsubscribe"].strip() == f"<{link}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith("http://localhost:8000/")
    return urlsplit(link).path


# The page


def test_the_page_begins_with_what_holds_and_keeps_what_is_chosen(ann, new_client):
    client = new_client(ann)
    held = form_of(client, CHOOSE, "talk").values
    assert {name: value for name, value in held.items() if name != "csrfmiddlewaretoken"} == {
        "signing": ["at_once"], "roles": ["at_once"], "deadlines": ["at_once"], "talk": ["at_once"],
        "reviews": ["daily"], "negotiations": ["at_once"], "feedback": ["at_once"], "private": ["at_once"], "team": ["daily"], "day": ["on"],
    }  # fmt: skip
    fill(client, CHOOSE, talk="off", team="at_once")
    defaults = dict.fromkeys(("signing", "roles", "deadlines", "negotiations", "feedback", "private"), "at_once") | {
        "reviews": "daily",
        "day": "daily",
    }
    assert chosen(ann) == defaults | {"talk": "off", "team": "at_once"}
    fill(client, CHOOSE, day=[])
    assert chosen(ann) == defaults | {"talk": "off", "team": "at_once", "day": "off"}


def test_an_odd_choice_changes_nothing(ann, new_client):
    answer = new_client(ann).post(CHOOSE, dict.fromkeys(Topic.values, "never"))
    assert (answer.status_code, chosen(ann)) == (422, {})


def test_nobody_chooses_for_somebody_else(ann):
    bo = person("bo")
    for verb in (lambda: actions.choose(ann, {"talk": "off"}, by=bo), lambda: actions.stop(ann, "talk", by=bo), lambda: actions.resume(ann, "talk", by=bo)):  # fmt: skip
        with pytest.raises(Refused):
            verb()
    assert chosen(ann) == {}


# The link


def test_each_mail_that_may_be_switched_off_says_how(ann, mailbox):
    tell(ann)
    tell(ann, kind="invitation.sent", text="Join.")
    actions.send_due()
    may, may_not = mailbox.to(ann)
    assert link_in(may) == reverse("notices:stop", args=[token_for(ann, Topic.SIGNING)])
    assert "as you chose for “Writing and signing”" in " ".join(text_of(may).split())
    assert "http://localhost:8000/notices/choose/" in text_of(may)
    assert (may_not["List-Unsubscribe"], may_not["List-Unsubscribe-Post"]) == (None, None)
    assert "unsubscribe" not in text_of(may_not)


def test_the_day_s_mail_is_switched_off_as_a_whole(ann, mailbox, settings):
    outbox.remind([ann], key="r", kind="reminder.deadline", text="Due.", url="/")
    Notice.objects.update(mail_at="2027-03-01T08:00Z")
    actions.gather(Notice.objects.get().mail_at)
    actions.send_due()
    link = link_in(mailbox.to(ann)[0])
    Client().post(link, ONE_CLICK)
    assert chosen(ann) == {"day": "off"}


def test_one_click_needs_no_cookie_and_no_token_of_a_form(ann):
    link = reverse("notices:stop", args=[token_for(ann, Topic.TALK)])
    strict = Client(enforce_csrf_checks=True)
    first, second = strict.post(link, ONE_CLICK), strict.post(link, ONE_CLICK)
    multipart = strict.post(link, "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n", content_type="multipart/form-data; boundary=x")  # fmt: skip
    assert chosen(ann) == {"talk": "off"}
    assert {(one.status_code, one.content) for one in (first, second, multipart)} == {(200, b"Done.")}
    assert first.cookies.keys() == set()


@pytest.mark.parametrize("token", ["x", "0" * 32 + "-talk.forged", "é", "a" * 500, "..", "%00"])
def test_a_token_we_never_gave_away_gets_the_same_answer_and_does_nothing(ann, token):
    link = reverse("notices:stop", args=[token])
    answer = Client(enforce_csrf_checks=True).post(link, ONE_CLICK)
    assert (answer.status_code, answer.content) == (200, b"Done.")
    assert Preference.objects.count() == 0
    assert Client().get(link).status_code == 404


def test_the_token_of_somebody_gone_gets_the_same_answer(ann, client):
    link = reverse("notices:stop", args=[token_for(ann, Topic.TALK)])
    ann.is_active = False
    ann.save()
    assert Client().post(link, ONE_CLICK).content == b"Done."
    assert client.get(link).status_code == 404
    assert chosen(ann) == {}


def test_looking_stops_nothing_a_program_that_follows_links_included(ann, client):
    link = reverse("notices:stop", args=[token_for(ann, Topic.TALK)])
    page = client.get(link).content.decode()
    assert "Mails about “Talk about clauses”." in page
    client.head(link)
    assert chosen(ann) == {}
    assert ann.email not in page
    assert re.findall(rf"\b{ann.name}\b", page) == []


def test_a_person_stops_by_a_button_and_brings_it_back_as_it_was(ann, client):
    actions.choose(ann, {Topic.TALK: Way.DAILY}, by=ann)
    link = reverse("notices:stop", args=[token_for(ann, Topic.TALK)])
    stopped = client.post(link, {"stop": "1"}, follow=True).content.decode()
    assert chosen(ann) == {"talk": "off"}
    assert "These mails have stopped" in stopped
    again = client.post(link, {"resume": "1"}, follow=True).content.decode()
    assert chosen(ann) == {"talk": "daily"}
    assert "Stop these mails?" in again
    client.post(link, {"stop": "1"})
    client.post(link, {"stop": "1"})
    client.post(link, {"resume": "1"})
    assert chosen(ann) == {"talk": "daily"}


@pytest.mark.parametrize("topic", [*Topic, Preference.DAY])
def test_what_nobody_chose_comes_back_to_what_is_usual(ann, client, topic):
    link = reverse("notices:stop", args=[token_for(ann, topic)])
    client.post(link, {"stop": "1"})
    client.post(link, {"resume": "1"})
    assert chosen(ann) == {topic: "daily" if topic in ("reviews", "team", "day") else "at_once"}


@pytest.mark.parametrize("fields", [{"stop": "1"}, {"resume": "1"}, {"List-Unsubscribe": "Two-Clicks"}, {}])
def test_the_button_is_guarded_as_every_form(ann, fields):
    link = reverse("notices:stop", args=[token_for(ann, Topic.TALK)])
    assert Client(enforce_csrf_checks=True).post(link, fields).status_code == 403
    assert chosen(ann) == {}


def test_a_link_switches_one_topic_of_one_person(ann, client):
    bo = person("bo")
    client.post(reverse("notices:stop", args=[token_for(ann, Topic.TALK)]), ONE_CLICK)
    assert (chosen(ann), chosen(bo)) == ({"talk": "off"}, {})


def test_what_was_on_its_way_is_stopped_too(ann, mailbox):
    tell(ann)
    tell(ann, kind="comment_replied", text="Another topic.")
    actions.stop(ann, Topic.SIGNING, by=ann)
    assert actions.send_due() == 1
    assert [mail.topic for mail in Mail.objects.filter(state="withdrawn")] == ["signing"]


def test_what_waited_for_the_morning_is_stopped_too_gathered_or_not(ann, mailbox):
    for kind, text in (("reminder.deadline", "Due."), ("reminder.review", "Look again.")):
        outbox.remind([ann], key=text, kind=kind, text=text, url="/")
    Notice.objects.update(mail_at="2027-03-01T08:00Z")
    actions.gather(Notice.objects.first().mail_at)
    outbox.remind([ann], key="Late.", kind="reminder.overdue", text="Late.", url="/")
    actions.stop(ann, Topic.DEADLINES, by=ann)
    assert actions.send_due() == 1
    assert mailbox.subjects == ["Look again."]
    assert Notice.objects.filter(mail_at__isnull=False).count() == 0


def test_the_token_is_in_no_log(ann, client, caplog, capsys):
    token = token_for(ann, Topic.TALK)
    client.get(reverse("notices:stop", args=[token]))
    client.get(reverse("notices:stop", args=[token[:-1]]))
    client.post(reverse("notices:stop", args=[token]), ONE_CLICK)
    assert token[-20:] not in capsys.readouterr().err


def test_the_headers_are_what_mail_programs_read(ann, mailbox):
    """One line each, unfolded: a program that reads them as RFC 2369 and RFC 8058 say finds one https or http address."""
    tell(ann)
    actions.send_due()
    raw = mailbox.to(ann)[0].as_bytes(policy=email.policy.SMTP.clone(max_line_length=0)).decode()
    assert re.search(r"^List-Unsubscribe: ?\s*<http://\S+>\r$", raw, re.MULTILINE)
    assert re.search(r"^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$", raw, re.MULTILINE)
