"""Scenario 11: a mediation from asking to leaving, through the pages, as its three people and those outside live it."""

import re

import pytest
from django.urls import reverse

from accounts import own_data
from conflicts.actions import ending
from conflicts.models import CaseEvent, ConflictCase, Mediation, MediationAssignment, Mediator, RoomMessage
from notices.models import Mail, Notice
from tests.conflicts.disagreements import exchanging
from tests.conflicts.mediations import caucus, joint
from tests.factories import person, team_with
from tests.filling import fill

SECRET = "I am afraid to lose the pier to somebody else"
NOTE = "Sam needs to hear first that the pier stays"
TIES = "Kim and I built the tide table together"


@pytest.fixture
def sam():
    return person("sam")


@pytest.fixture
def kim():
    return person("kim")


@pytest.fixture
def team(sam, kim):
    return team_with({"ann": "lead", "mo": "manager", "sam": "member", "kim": "member"})


@pytest.fixture
def case(team, sam, kim):
    return exchanging(sam, kim, about="Late builds", team=team)


def door(name, *parts):
    return reverse(f"conflicts:{name}", args=[getattr(part, "pk", part) for part in parts])


def press(client, name, *parts, **fields):
    return client.post(door(name, *parts), fields, follow=True)


def status(client, name, *parts):
    return client.get(door(name, *parts)).status_code


def assignment_of(who) -> MediationAssignment:
    return MediationAssignment.objects.get(person=who)


def test_a_mediation_from_asking_to_leaving(new_client, case, team, sam, kim):
    ola, pat = person("ola"), person("pat")
    Mediator.objects.create(person=pat, about="Harbour office, ten years")
    Mediator.objects.create(person=ola)
    as_sam, as_kim, as_ola, as_pat = (new_client(who) for who in (sam, kim, ola, pat))
    mediation = door("mediation", case)

    # Sam asks, Kim agrees.
    press(as_sam, "request_mediation", case)
    assert Mediation.objects.get().state == "requested"
    assert "Would you like somebody neutral to help?" in as_kim.get(mediation).content.decode()
    press(as_kim, "consent_to_mediation", case)
    assert Mediation.objects.get().state == "choosing"

    # The manager cannot: she reads that nothing waits for her, and those who asked that she stepped aside.
    fill(as_sam, mediation, name="Mo", address="mo@example.org")
    proposal = MediationAssignment.objects.get()
    refused = new_client(team.mo).get(door("door_of_mediator", proposal))
    assert (refused.status_code, re.findall(r"\bSam\b", refused.content.decode())) == (404, [])
    assert "Stepped aside" in as_sam.get(mediation).content.decode()

    # Ola tells of her work with Kim, having seen their names and nothing else.
    fill(as_sam, mediation, name="Ola", address="ola@example.org")
    proposal = MediationAssignment.objects.get(address="ola@example.org")
    asked = as_ola.get(door("door_of_mediator", proposal), follow=True)
    told = asked.content.decode()
    assert [word in told for word in ("Sam", "Kim", "Late builds", "Harbour App", "exchanging")] == [True, True] + 3 * [
        False
    ]
    assert str(case.pk) not in told
    fill(as_ola, door("asked_to_mediate", proposal), ties="yes", words=TIES)
    assert TIES in as_sam.get(mediation).content.decode()
    press(as_kim, "accept_mediator", case, assignment_of(ola))
    assert status(as_ola, "mediate", case) == 404

    # Sam objects: Ola's next click is a 404, and all she hears is that it is over.
    press(as_sam, "object_to_mediator", case, assignment_of(ola), reason="Kim’s friend")
    assert status(as_ola, "asked_to_mediate", assignment_of(ola)) == 404
    assert status(as_ola, "mediate", case) == 404
    over = as_ola.get(door("door_of_mediator", assignment_of(ola))).content.decode()
    assert ["This is over" in over, re.findall(r"\bSam\b|friend", over)] == [True, []]

    # Pat of the pool is accepted by both, and only then sees what they shared.
    press(as_kim, "propose_mediator", case, person=pat.pk)
    fill(as_pat, door("asked_to_mediate", assignment_of(pat)), ties="no")
    press(as_sam, "accept_mediator", case, assignment_of(pat))
    assert status(as_pat, "mediating_cards", case) == 404
    press(as_kim, "accept_mediator", case, assignment_of(pat))
    assert (Mediation.objects.get().state, assignment_of(pat).state) == ("active", "active")
    assert "The plan came late" in as_pat.get(door("mediating_cards", case)).content.decode()

    # Sam's private talk reaches Pat, and Kim by no way.
    before = as_kim.get(mediation).content
    told = list(Notice.objects.filter(person=kim).values_list("pk", flat=True))
    own = caucus(assignment_of(pat), sam)
    fill(as_sam, door("room", case, own), text=SECRET)
    assert SECRET in as_pat.get(door("mediating_room", case, own)).content.decode()
    notes = door("mediating_notes", case)
    fill(as_pat, notes, text=NOTE)
    assert NOTE in as_pat.get(notes).content.decode()
    assert status(as_kim, "room", case, own) == 404
    assert without_tokens(as_kim.get(mediation).content) == without_tokens(before)
    for name in ("list", "mediation", "show"):
        seen = as_kim.get(door(name, *([] if name == "list" else [case]))).content.decode()
        assert SECRET not in seen, name
    assert list(Notice.objects.filter(person=kim).values_list("pk", flat=True)) == told
    assert SECRET not in str(own_data.gathered(kim))
    assert not any(SECRET in str((one.text, one.url)) for one in Notice.objects.all())
    assert not any(SECRET in str((one.context, one.sealed, one.template)) for one in Mail.objects.all())
    assert set(RoomMessage.objects.values_list("room__kind", "author__name")) == {("caucus", "Sam"), ("notes", "Pat")}

    # Kim leaves: over for all, without blame; notes are gone, Pat reads nothing.
    press(as_kim, "leave_mediation", case)
    assert (Mediation.objects.get().state, assignment_of(pat).state) == ("ended", "ended")
    page = as_sam.get(mediation).content.decode()
    assert "The mediation is over" in page
    last = CaseEvent.objects.first()
    assert (last.verb, last.actor) == ("mediation.ended", None)
    assert list(RoomMessage.objects.values_list("room__kind", flat=True)) == ["caucus"]
    assert [status(as_pat, name, case) for name in ("mediate", "mediating_cards", "mediating_notes")] == [404] * 3
    assert (status(as_sam, "room", case, own), status(as_kim, "room", case, joint(assignment_of(pat)))) == (200, 200)
    assert ConflictCase.objects.get().state == "exchanging"

    # At close of the case what was private goes too.
    ending.close_case(case, by=sam)
    assert not RoomMessage.objects.exists()
    kept = MediationAssignment.objects.values_list("person__name", "disclosure__words", "objection__reason")
    assert set(kept) == {("Ola", "", ""), ("Pat", "", None)}


def without_tokens(content: bytes) -> str:
    lines = content.decode().splitlines()
    return "\n".join(line for line in lines if "csrf" not in line.lower() and "opening" not in line)
