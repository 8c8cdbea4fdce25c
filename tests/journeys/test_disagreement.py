"""Scenario 10, second half: options rated blind, terms signed by both, a changed word, and a look after 14 days.

How it begins, from a private draft to common ground, is in tests/conflicts/test_scenario_opening.py.
"""

import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from conflicts import clock
from conflicts.models import ConflictCase, FollowUp, Option, ResolutionAgreement
from tests.conflicts.disagreements import party, with_options
from tests.factories import team_with
from tests.filling import fill, form_of
from tests.plugins.mailbox import words_of

pytestmark = pytest.mark.django_db
MATTER = "Late builds at the pier"
FIRST, SECOND = "The plan stands by Monday noon", "Nobody builds on a Friday"
CAST = {"ann": "lead", "mo": "manager", "sam": "member", "kim": "member"}


def door(name, *parts):
    return reverse(f"conflicts:{name}", args=[getattr(part, "pk", part) for part in parts])


def text(client, *where) -> str:
    return " ".join(client.get(door(*where)).content.decode().split())


def rate(client, case, **values):
    """`values`: {the text of an option: 0-3}; handed in after a second look."""
    keys = {one.text: one.pk for one in Option.objects.filter(case=case)}
    given = {f"value-{keys[words]}": [str(value)] for words, value in values.items()}
    form = form_of(client, door("options", case), *given)
    looked = client.post(form.action, form.values | given | {"then": "hand_in"})
    form = form_of(client, looked["Location"], "seen")
    client.post(form.action or looked["Location"], form.values)


def sign(client, case, who):
    fill(client, door("agreement", case), typed_name=str(who))


def option_of(case, words) -> Option:
    return next(one for one in Option.objects.filter(case=case) if one.text == words)


def state(case) -> str:
    return ConflictCase.objects.get(pk=case.pk).state


def test_from_options_to_what_holds(new_client, mailbox, run_tasks):
    team = team_with(CAST)
    case = with_options(team.sam, team.kim, about=MATTER, team=team)
    sam, kim = new_client(team.sam), new_client(team.kim)

    fill(sam, door("options", case), lines=f"{FIRST}\n{SECOND}")
    sam.post(door("begin_rating", case))
    rate(sam, case, **{FIRST: 3, SECOND: 3})
    assert "very good for me" not in text(kim, "options", case).partition("How you see them")[2]
    rate(kim, case, **{FIRST: 2, SECOND: 0})
    for client in (sam, kim):
        seen = text(client, "options", case)
        assert "1 option is good for all of you." in seen
        assert 0 < seen.index(FIRST) < seen.index("Not for everybody") < seen.rindex(SECOND)

    sam.post(door("begin_agreement", case), {"option": [str(option_of(case, FIRST).pk)]})
    agreement = ResolutionAgreement.objects.get()
    [term] = agreement.terms.all()
    assert term.text == FIRST
    fill(kim, door("term", case, term), owner=str(party(case, team.kim).pk), due_words="every week")
    sam.post(door("offer", case, agreement))
    sign(sam, case, team.sam)
    assert state(case) == "agreeing"

    # One word changes: Sam's name stands under it no more.
    kim.post(door("change_text", case, agreement))
    fill(kim, door("term", case, term), text=FIRST.replace("noon", "evening"))
    kim.post(door("offer", case, agreement))
    sign(kim, case, team.kim)
    assert state(case) == "agreeing"
    assert list(agreement.signatures.filter(voided_at=None).values_list("party__person__name", flat=True)) == ["Kim"]
    sign(sam, case, team.sam)
    assert state(case) == "signed"

    # After 14 days one of them sees it kept only partly.
    look = FollowUp.objects.get(after_days=14)
    with time_machine.travel(f"{look.due_on} 15:00+00:00", tick=False):
        clock.tick(timezone.now())
        sam, kim = new_client(team.sam), new_client(team.kim)
        term = agreement.terms.get()
        fill(sam, door("follow_up", case, look), **{f"outcome_{term.pk}": "kept", "easier": "easier"})
        fill(kim, door("follow_up", case, look), **{f"outcome_{term.pk}": "partly", "easier": "same", "reopens": "on"})
        run_tasks()
    assert state(case) == "options"

    # Nobody else has heard of anything.
    for other in (team.ann, team.mo):
        client = new_client(other)
        for address in ("/", "/notices/", "/disagreements/", f"/teams/{team.slug}/", "/search/?q=builds"):
            page = client.get(address).content.decode()
            assert MATTER not in page and str(case.pk) not in page, address
    assert {one["To"] for one in mailbox} == {team.sam.email, team.kim.email}
    assert {one["Subject"] for one in mailbox} == {"Something waits for you"}
    words = " ".join(map(words_of, mailbox))
    assert re.findall(r"(?i)disagree|mediat|build|conflict|plan", words) == []
