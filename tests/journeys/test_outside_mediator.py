"""Somebody from outside, without an account, is asked to mediate: from the mail by which they hear of it to the end."""

import re

import pytest
from django.urls import reverse

from conflicts.actions import ending
from conflicts.models import CaseEvent, ConflictCase, Mediation, MediationAssignment, Room, RoomMessage
from tests.conflicts.disagreements import exchanging
from tests.conflicts.mediations import choosing_in
from tests.factories import team_with
from tests.filling import fill, form_of
from tests.plugins.mailbox import text_of, words_of
from tests.stored_rows import tables_with

pytestmark = pytest.mark.django_db
CAST = {"ann": "lead", "mo": "manager", "sam": "member", "kim": "member"}
MATTER, DEE, PASSWORD = "Late builds at the pier", "dee@out.example", "correct horse battery"
NAMELESS = re.compile(r"(?i)disagree|mediat|build|conflict|neutral|Kim")


def door(name, *parts):
    return reverse(f"conflicts:{name}", args=[getattr(part, "pk", part) for part in parts])


def text(client, *where) -> str:
    return " ".join(client.get(door(*where)).content.decode().split())


def link_in(message, pattern) -> str:
    return re.search(rf"http://localhost:8000({pattern})", text_of(message)).group(1)


def come_in(client, link, mailbox, run_tasks) -> None:
    """By the link of the mail: an account is made, the address confirmed, and the way leads on to what was asked."""
    login = client.get(link).url
    signup = re.search(r'href="(/account/signup/\?[^"]+)"', client.get(login).content.decode()).group(1)
    form = form_of(client, signup.replace("&amp;", "&"), "name", "email")
    client.post("/account/signup/", form.values | {"email": DEE, "name": "Dee Okafor", "password1": PASSWORD})
    run_tasks()
    confirm = link_in(mailbox.to(DEE)[-1], r"/account/\S+")
    assert client.post(confirm, form_of(client, confirm, "next").values).url == link
    form = form_of(client, client.get(link).url, "login")
    assert client.post("/account/login/", form.values | {"login": DEE, "password": PASSWORD}).url == link


def test_an_outside_mediator_leads_it_to_its_end(new_client, mailbox, run_tasks):
    team = team_with(CAST)
    case = choosing_in(exchanging(team.sam, team.kim, about=MATTER, team=team))
    sam, kim, dee = new_client(team.sam), new_client(team.kim), new_client()
    fill(sam, door("mediation", case), name="Dee", address="Dee@Out.example")
    assert "Asked at this address" in text(kim, "mediation", case)

    run_tasks()
    [mail] = mailbox.to(DEE)
    assert NAMELESS.findall(words_of(mail)) == []
    link = link_in(mail, r"/for-you/asked/\S+")
    come_in(dee, link, mailbox, run_tasks)

    # Who asks, and nothing of what it is about.
    assert link in dee.get("/").content.decode()
    asked = dee.get(link, follow=True)
    [(page, _status)] = asked.redirect_chain
    words = asked.content.decode()
    assert [word in words for word in ("Sam", "Kim", MATTER, str(case.pk))] == [True, True, False, False]
    fill(dee, page, ties="yes", words="I was on a course with Kim")
    assert dee.get(door("mediate", case)).status_code == 404
    shown = text(sam, "mediation", case)
    assert [word in shown for word in ("Dee Okafor", "I was on a course with Kim", DEE)] == [True, True, False]

    proposal = MediationAssignment.objects.get()
    for client in (sam, kim):
        client.post(door("accept_mediator", case, proposal))
    assert dee.get(link).url == door("mediate", case)
    assert "The plan came late" in text(dee, "mediating_cards", case)

    # They talk, all together and one alone.
    joint, alone = (Room.objects.get(**which) for which in ({"kind": "joint"}, {"party__person": team.kim}))
    fill(dee, door("mediating_room", case, joint), text="Welcome, both of you")
    fill(kim, door("room", case, alone), text="I am afraid to lose the pier")
    fill(dee, door("mediating_notes", case), text="Kim first")
    assert "Welcome, both of you" in text(sam, "room", case, joint)
    assert "I am afraid" in text(dee, "mediating_room", case, alone)
    assert sam.get(door("room", case, alone)).status_code == 404

    # It is done: they leave it, and Dee reads nothing more.
    kim.post(door("leave_mediation", case))
    assert (Mediation.objects.get().state, CaseEvent.objects.first().verb) == ("ended", "mediation.ended")
    assert "This is over" in dee.get(link).content.decode()
    assert {dee.get(door(name, case)).status_code for name in ("mediate", "mediating_cards", "show")} == {404}
    ending.close_case(ConflictCase.objects.get(), by=team.sam)
    assert set(RoomMessage.objects.values_list("text", flat=True)) == {"Welcome, both of you"}
    assert tables_with(DEE) == {"account_emailaddress", "accounts_user", "notices_mail"}

    for other in (team.ann, team.mo):
        client = new_client(other)
        for address in ("/", "/notices/", "/disagreements/", f"/teams/{team.slug}/", "/search/?q=Okafor"):
            page = client.get(address).content.decode()
            assert [word in page for word in (MATTER, str(case.pk), "Okafor</")] == [False] * 3, address
