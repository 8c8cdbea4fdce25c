"""Scenario 7 of negotiations: Chen and Dana sit on two sides in one team, and share an agenda; neither learns what the other wrote."""

import re

import pytest
from django.urls import reverse

from negotiations.actions import parts
from negotiations.models import AgendaIssue, Issue, OptionScore, PrepSheet, SideInvitation
from notices.models import Notice
from teams.models import Event
from tests.factories import person, team_with
from tests.filling import fill
from tests.negotiations.cases import issue
from tests.negotiations.cases import problem as problem_of
from tests.negotiations.sheets import with_problem

pytestmark = pytest.mark.django_db
CAST = {"ann": "lead", "chen": "member", "dana": "member", "eva": "member", "mo": "manager"}
BERTH = issue("Berth", (0, 0), (60, 0), (100, 0), names=["east", "middle", "west"])
PRICE = issue("Price", (90, 0), (40, 0), (0, 0), names=["300", "310", "320"])
PAGES = ("show", "numbers", "limits", "explore", "talks", "after", "seats", "sharing", "agenda", "history", "readiness")


@pytest.fixture
def team():
    return team_with(CAST)


def door(name, *parts):
    return reverse(f"negotiations:{name}", args=parts)


def text_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def found(words, text):
    """Those that stand there by themselves: a key or a token may hold the same letters and digits."""
    return [word for word in words if re.search(rf"(?<![\w-]){word}(?![\w-])", text)]


def prepared(new_client, team):
    """Chen begins, writes down what he wants and what he would do without, and lays out two issues."""
    chen = new_client(team.chen)
    fill(chen, door("start"), title="Heron talks", counterpart="Harbour master")
    sheet = PrepSheet.objects.get()
    fill(chen, door("show", sheet.pk), goal="Ibis berth from May", plan_b="Plover day berth")
    more = {"text": "Curlew nights", "party": "own", "why": "Stilt permit"}
    parts.write_part(sheet, Issue().pk, "interest", more, "0.", by=team.chen)
    with_problem(sheet, type(problem_of())((BERTH, PRICE), 137, None), by=team.chen)
    return chen, PrepSheet.objects.get()


def test_two_sides_in_one_team(new_client, team, mailbox, run_tasks):
    root, oz = person("root", is_staff=True, is_superuser=True), person("oz")
    chen, sheet = prepared(new_client, team)

    # Eva reads along without limits.
    chen.post(door("give_seat", sheet.pk), {"person": team.eva.pk, "role": "viewer", "limits": "usual"})
    eva = new_client(team.eva)
    read_by_eva = "".join(text_of(eva, door(name, sheet.pk)) for name in ("show", "numbers", "explore"))
    assert "Ibis berth from May" in read_by_eva
    assert found(("Plover", "137"), read_by_eva) == []
    read_by_chen = "".join(text_of(chen, door(name, sheet.pk)) for name in ("show", "numbers", "explore"))
    assert found(("Plover", "137"), read_by_chen) == ["Plover", "137"]

    # Dana is asked, says yes, and prepares on a sheet of her own.
    chen.post(door("ask_side", sheet.pk), {"person": team.dana.pk, "title": ""})
    dana = new_client(team.dana)
    asked = SideInvitation.objects.get()
    assert "Heron" not in text_of(dana, door("side", asked.pk))
    fill(dana, door("side", asked.pk), title="Gannet talks")
    other = PrepSheet.objects.exclude(pk=sheet.pk).get()
    assert other.negotiation_id == sheet.negotiation_id

    # Nobody else finds the sheet: not Dana, not the lead, not the manager, not an administrator, nobody from outside.
    for who in (team.dana, team.ann, team.mo, root, oz):
        client = new_client(who)
        assert {client.get(door(name, sheet.pk)).status_code for name in PAGES} == {404}, who
        assert {client.get(door("export", sheet.pk, kind)).status_code for kind in ("json", "md", "pdf")} == {404}
        around = "".join(text_of(client, url) for url in ("/", "/search/?q=Hero", "/notices/", door("list")))
        assert found(("Heron", "Ibis", "Plover", "Curlew"), around) == [], who
    assert {chen.get(door(name, other.pk)).status_code for name in PAGES} == {404}
    assert {dana.post(door(verb, sheet.pk)).status_code for verb in ("give_seat", "deepen", "archive")} == {404}

    # Chen cannot seat Dana, and hears no reason.
    refused = chen.post(door("give_seat", sheet.pk), {"person": team.dana.pk, "role": "viewer", "limits": "no"})
    assert refused.context["form"].errors == {"person": ["This person cannot have a seat here."]}

    # Both open the agenda; Chen puts one of his two issues there; Dana reads its names and gives them numbers of her own.
    chen.post(door("open_agenda", sheet.pk))
    assert dana.get(door("agenda", other.pk)).status_code == 404
    dana.post(door("open_agenda", other.pk))
    berth = next(one for one in Issue.objects.filter(sheet=sheet) if one.name == "Berth")
    chen.post(door("propose_topics", sheet.pk), {"issues": [berth.pk], "typed": ""})
    agenda = text_of(dana, door("agenda", other.pk))
    assert found(("Berth", "middle", "Price", "310", "137"), agenda) == ["Berth", "middle"]
    dana.post(door("take_topics", other.pk), {"topics": [AgendaIssue.objects.get().pk]})
    for score in OptionScore.objects.filter(sheet=other, party="own").select_related("option"):
        score.points = {"east": 100, "middle": 70, "west": 0}[score.option.name]
        score.save()

    # Both agree to a joint result: names alone, and gone for both when Chen withdraws.
    dana.post(door("agree_joint", other.pk))
    assert dana.get(door("sharing", other.pk)).context["joint"] is None
    chen.post(door("agree_joint", sheet.pk))
    results = [client.get(door("sharing", one.pk)).context["joint"] for client, one in ((chen, sheet), (dana, other))]
    assert results[0] == results[1]
    assert results[0] == []  # the price is not shared, so nothing surely reaches Chen's 137
    chen.post(door("withdraw_joint", sheet.pk))
    assert dana.get(door("sharing", other.pk)).context["joint"] is None

    # The team's history, notices and mails told nothing.
    run_tasks()
    said = "".join(Notice.objects.values_list("text", flat=True)) + "".join(mail.as_string() for mail in mailbox)
    said += str(list(Event.objects.values_list("verb", "data")))
    assert found(("Heron", "Gannet", "Ibis", "Plover", "Curlew"), said) == []

    # Chen goes; nobody inherits, and the sheet is sealed. Eva reads on; Dana's sheet is as it was.
    fill(chen, reverse("teams:leave", args=[team.slug]))
    assert {chen.get(door(name, sheet.pk)).status_code for name in PAGES} == {404}
    assert [new_client(who).get(door("show", sheet.pk)).status_code for who in (team.eva, team.ann)] == [200, 404]
    assert "Gannet talks" in text_of(dana, door("show", other.pk))
