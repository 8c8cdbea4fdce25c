"""Scenario 6: declining and thinking again, "not me", never again, and "somebody presses me"."""

import re
from uuid import uuid4

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from feedback.actions import answering, stopping
from feedback.digests import digest_of
from feedback.models import Concern, DoNotContact, FeedbackResponse, PersonalLink
from feedback.notify.reminding import reminded
from notices.models import Mail
from tests.factories import team_with
from tests.feedback.links import answers_of, draft_of, link_of, send, state_of, write
from tests.feedback.requests import CLIENT, add, draft_by, group_of, invitation_of, sent_by
from tests.feedback.requests import send as send_request
from tests.filling import form_of

JON = CLIENT[1]
REASON = "did-not-work-closely-4711"
# Tokens against forgery, and keys by which a form is sent once.
SECRETS = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f-]{36}")


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def ask(team):
    return sent_by(team.bo, team)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def waiting_mails(address) -> list[str]:
    return sorted(Mail.objects.filter(to=address, template__startswith="feedback/").values_list("template", flat=True))


def press(client, link, page, **values):
    """The second step: what the page that says what will happen sends."""
    form = form_of(client, f"{link}{page}/", *values)
    assert ("sure", "yes") in form.buttons
    return client.post(form.action, form.values | values | {"sure": "yes"})


# Declining


def test_who_declines_can_think_again_and_answer(client, ask, team):
    link = link_of(ask, team.ann)
    write(client, link, promises__score="4")
    press(client, link, "decline", reason=REASON)
    assert (state_of(ask, team.ann), invitation_of(ask, team.ann).reason) == ("declined", REASON)
    assert "You declined, and that is fine" in text(client.get(link))

    client.post(f"{link}undo-decline/")
    assert (state_of(ask, team.ann), invitation_of(ask, team.ann).reason) == ("sent", "")
    assert draft_of(ask, team.ann) == {"promises": {"score": "4"}}
    send(client, link)
    assert (state_of(ask, team.ann), answers_of(ask, team.ann)) == ("submitted", {"promises": {"score": 4}})


def test_what_was_sent_before_declining_counts_again_when_it_is_undone(client, ask):
    link = link_of(ask, JON)
    send(client, link, understood__score="4")
    press(client, link, "decline", reason="")
    assert state_of(ask, JON) == "declined"
    client.post(f"{link}undo-decline/")
    assert (state_of(ask, JON), answers_of(ask, JON)) == ("submitted", {"understood": {"score": 4}})


def test_a_double_click_declines_once_and_keeps_the_reason(client, ask):
    link = link_of(ask, JON)
    for reason in (REASON, ""):
        client.post(f"{link}decline/", {"sure": "yes", "reason": reason})
    assert invitation_of(ask, JON).reason == REASON


def test_a_reason_that_is_too_long_is_kept_on_the_page(client, ask):
    answer = client.post(f"{link_of(ask, JON)}decline/", {"sure": "yes", "reason": "y" * 1001})
    assert (answer.status_code, "y" * 1001 in text(answer), state_of(ask, JON)) == (422, True, "sent")


def test_the_reason_of_a_confidential_answer_is_read_by_nobody(new_client, ask, team):
    answering.decline(invitation_of(ask, team.cy), REASON)
    pages = [
        new_client(who).get(reverse(f"feedback:{page}", args=args))
        for who in (team.bo, team.ann)
        for page, args in (("show", [ask.pk]), ("list", []), ("asks", []))
    ]
    assert [page for page in pages if REASON in page.content.decode()] == []
    assert "Nobody is shown the reason" in text(new_client().get(f"{link_of(ask, team.ann)}decline/"))
    assert "can read the reason" in text(new_client().get(f"{link_of(ask, JON)}decline/"))


def test_who_declined_is_not_reminded(ask, run_tasks, mailbox):
    answering.decline(invitation_of(ask, JON))
    reminded(ask, ask.invitations.all(), "half")
    run_tasks()
    assert mailbox.to(JON) == []


# Reminders


def test_a_reminder_goes_once_to_each_who_is_waited_for(ask, team, run_tasks, mailbox):
    run_tasks()
    answering.submit(invitation_of(ask, team.ann), {"promises": {"score": 4}})
    ask.invitations.filter(address=team.mo.email).update(is_confirmed=False)
    mailbox.messages.clear()
    for _again in range(2):
        reminded(ask, ask.invitations.all(), "half")
        run_tasks()
    assert sorted(message["To"] for message in mailbox) == [team.cy.email, JON, team.ob.email]


# Not me


def test_whoever_reads_a_mail_that_was_not_meant_for_them_ends_it(client, ask):
    link = link_of(ask, JON)
    write(client, link, understood__score="4")
    assert "This has ended" in text(press(client, link, "not-me"))
    assert state_of(ask, JON) == "revoked"
    assert FeedbackResponse.objects.count() == 0
    assert not PersonalLink.objects.filter(invitation=invitation_of(ask, JON)).exists()
    assert client.get(link).status_code == 404


# Never again


def test_never_again_holds_for_everybody_on_the_site(client, ask, team):
    assert "You will not be asked again" in text(press(client, link_of(ask, JON), "stop-mails"))
    assert state_of(ask, JON) == "bounced"
    [row] = DoNotContact.objects.all()
    assert (row.digest, row.since) == (digest_of(JON), timezone.localdate())

    other = draft_by(team.ann, team)
    add(group_of(other, "client", "named"), ("Jon", "JON+news@operator.example"), ("Kim", "kim@operator.example"))
    send_request(other)
    assert [one.state for one in other.invitations.order_by("address")] == ["bounced", "sent"]
    assert waiting_mails("JON+news@operator.example") == []


def test_a_mail_that_waits_is_not_sent_any_more(ask, run_tasks, mailbox):
    stopping.stop_mails(invitation_of(ask, JON))
    ask.invitations.filter(address=JON).update(state="sent")
    run_tasks()
    assert mailbox.to(JON) == []


def test_what_was_sent_stays_when_mails_are_stopped(client, ask):
    link = link_of(ask, JON)
    send(client, link, understood__score="4")
    press(client, link, "stop-mails")
    press(client, link, "stop-mails")
    assert (state_of(ask, JON), answers_of(ask, JON)) == ("submitted", {"understood": {"score": 4}})
    assert DoNotContact.objects.count() == 1


def test_the_person_who_asks_reads_no_reason_why_somebody_is_not_reached(new_client, ask, team):
    """The page is the same as for an address that does not exist."""
    bo, page = new_client(team.bo), reverse("feedback:show", args=[ask.pk])
    stopping.stop_mails(invitation_of(ask, JON))
    stopped = bo.get(page).content.decode()
    DoNotContact.objects.all().delete()
    assert SECRETS.sub("", stopped) == SECRETS.sub("", bo.get(page).content.decode())


# Pressed


def test_a_concern_tells_the_words_and_the_day_but_not_who(client, ask, team):
    link = link_of(ask, team.cy)
    told = press(client, link, "concern", words="Bo wants to see what I wrote.")
    assert "Thank you for saying so" in text(told)
    [concern] = Concern.objects.all()
    assert (concern.request_id, concern.words, concern.raised_on) == (
        ask.pk, "Bo wants to see what I wrote.", timezone.localdate(),
    )  # fmt: skip
    assert {field.name for field in Concern._meta.fields} == {"id", "request", "words", "raised_on"}


def test_a_concern_sent_twice_is_one_and_needs_no_words(client, ask):
    link, key = link_of(ask, JON), uuid4()
    for _again in range(2):
        client.post(f"{link}concern/", {"sure": "yes", "words": "", "key": key})
    assert Concern.objects.count() == 1


def test_the_person_who_asks_hears_nothing_of_a_concern(new_client, client, ask, team):
    press(client, link_of(ask, JON), "concern", words="zanzibar-4711")
    bo = new_client(team.bo)
    pages = [bo.get(reverse("feedback:show", args=[ask.pk])), bo.get("/notices/"), bo.get(reverse("feedback:list"))]
    assert [page for page in pages if "zanzibar" in page.content.decode()] == []


def test_about_oneself_there_is_nothing_to_decline(ask):
    assert FeedbackResponse not in admin.site._registry
    for page in ("decline", "not_me", "stop_mails", "concern"):
        with pytest.raises(Exception, match="not a valid view"):
            reverse(f"feedback:own_answers_{page}", args=[ask.pk])
