"""Scenario 8: Jo expects the pilot on 30 June instead of 26 June; A, C and I hear it that day; it closes with a reason."""

from datetime import date

import time_machine
from django.urls import reverse

from charters.actions import writing
from charters.due import parse
from charters.models import Deadline
from tests import harbour
from tests.factories import STEPS, charter_at, team_with
from tests.filling import Forms, fill
from tests.harbour import PILOT

TEAM = {"mira": "lead", "jo": "member", "aylin": "member", "noor": "observer", "tomas": "manager"}
HEADS_UP = "Heads-up from Jo: “Pilot on line 62” will probably be ready on 30 June 2027, not on 26 June 2027."


def in_force(team):
    """Of the pilot mira is A, jo R, aylin C and noor, who reads along for the operator, I; it is due on 26 June."""
    version = charter_at("draft", team)
    desk = harbour.clause("role", {"title": "Operator’s desk", "purpose": "Knows what passengers are told."})
    parts = [
        harbour.clause("accountability", {"text": "Reading along"}, desk.key),
        harbour.clause("assignment", {"name": "Noor"}, desk.key, str(team.noor.pk)),
    ]
    writing.add_clauses(version, [desk, *parts], by=team.mira)
    pilot = version.items.get(values__title=PILOT)
    letters = pilot.values["letters"] | {desk.key: "I"}
    writing.rewrite(pilot, pilot.values | {"due": parse("26 June 2027"), "letters": letters}, by=team.mira)
    for step in STEPS:
        step(version)
        version.refresh_from_db()
        version.team = version.charter.team = team
    return version


def test_a_day_at_risk_is_told_in_time_and_closed_with_a_reason(new_client, mailbox, run_tasks):
    team = team_with(TEAM)
    version = in_force(team)
    pilot = Deadline.objects.get(charter=version.charter_id, title=PILOT)
    page = reverse("charters:deadline", args=[version.charter_id, pilot.key])
    listed = reverse("charters:deadlines", args=[version.charter_id])
    run_tasks()
    mailbox.messages.clear()

    with time_machine.travel("2027-06-14 09:00+00:00", tick=False):
        jo = new_client(team.jo)
        fill(jo, page, on="2027-06-30", why="The second phone arrives late.")
        run_tasks()
        told = {who: [HEADS_UP in notices(new_client(getattr(team, who)))] for who in TEAM}
        assert told == {"mira": [True], "aylin": [True], "noor": [True], "jo": [False], "tomas": [False]}
        mails = [mail for mail in mailbox if mail["Subject"].startswith("Heads-up: Pilot on line 62")]
        assert sorted(mail["To"] for mail in mails) == [f"{who}@example.org" for who in ("aylin", "mira", "noor")]
        assert all("The second phone arrives late." in mail.get_content() for mail in mails)
        assert "probably 30 June" in new_client(team.mira).get("/").content.decode()
        document = new_client(team.noor).get(reverse("charters:show", args=[version.charter_id])).content.decode()
        assert "<td>At risk</td><td>30 June 2027</td>" in document

    with time_machine.travel("2027-06-27 09:00+00:00", tick=False):
        mira = new_client(team.mira)
        assert PILOT in sections(mira, listed)["overdue"]
        refused = mira.post(reverse("charters:not_done", args=[version.charter_id, pilot.key]), {"reason": ""})
        assert (refused.status_code, standing(pilot)) == (422, ("open", "", date(2027, 6, 26)))

        fill(new_client(team.jo), page, what="50 passengers rode with it all week.")
        assert "Is it done? “Pilot on line 62”" in mira.get("/").content.decode()
        accept = next(form for form in Forms(mira.get(page).content.decode()).forms if form.action.endswith("/accept/"))
        mira.post(accept.action, accept.values)
        run_tasks()

    assert standing(pilot) == ("done", "50 passengers rode with it all week.", date(2027, 6, 26))
    after = [mail["Subject"] for mail in mailbox.to(team.noor) if "Heads-up" not in mail["Subject"]]
    assert after == ["Jo handed over “Pilot on line 62”.", "Mira accepted “Pilot on line 62”."]
    assert PILOT not in home_deadlines(new_client(team.jo))
    told = new_client(team.tomas).get(page).content.decode()
    assert "50 passengers rode with it all week." in told
    version.refresh_from_db()
    assert "50 passengers rode" not in version.document


def notices(client) -> str:
    return client.get(reverse("notices:inbox")).content.decode()


def sections(client, url) -> dict:
    return {one.place: [row.deadline.title for row in one.rows] for one in client.get(url).context["sections"]}


def standing(deadline) -> tuple:
    deadline.refresh_from_db()
    return deadline.state, deadline.reason, deadline.due_on


def home_deadlines(client) -> list[str]:
    return [one.row.title for one in client.get("/").context["deadlines"]]
