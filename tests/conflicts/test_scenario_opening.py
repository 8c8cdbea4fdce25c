"""A disagreement as two people begin it: from a private draft to what both share. (Scenario 10, first half.)"""

import pytest

from conflicts.models import CaseEvent, CaseParty, ConflictCase, Point
from notices.models import Mail, Notice
from tests.conflicts.disagreements import find
from tests.factories import team_with
from tests.filling import Forms

pytestmark = pytest.mark.django_db


def begin(client, about="Late builds", **fields):
    page = client.get("/disagreements/start/").content.decode()
    key = next(form for form in Forms(page).forms if "about" in form.names).values["key"][0]
    answer = client.post("/disagreements/start/", {"about": about, "key": key} | fields)
    assert answer.status_code == 302
    return ConflictCase.objects.get(pk=key), answer["Location"]


def card(case, client, **answers):
    page = client.get(f"/disagreements/{case.pk}/").content.decode()
    if 'id="card-form"' not in page:
        page = client.get(f"/disagreements/{case.pk}/cards/").content.decode()
    form = next(one for one in Forms(page).forms if one.action.endswith("/card/"))
    sent = {name: value[-1] for name, value in form.values.items() if name != "csrfmiddlewaretoken"}
    return client.post(form.action, sent | answers, headers={"HX-Request": "true"})


def test_two_people_from_a_private_draft_to_common_ground(new_client, mailbox, run_tasks):
    team = team_with()
    bo, cy = new_client(team.bo), new_client(team.cy)
    case, path = begin(bo, place=f"team:{team.pk}")
    assert case.team == team

    # "You always" gets a note, which stops nothing.
    answer = card(case, bo, seen="You always hand over the build late", need="A day to test")
    assert answer.status_code == 200
    assert "You always" in answer.content.decode()
    assert "You may leave it as it is." in answer.content.decode()
    answer = card(case, bo, seen="On Tuesday the build came at six", need="A day to test", for_mediator="I am tired")
    assert "You may leave it as it is." not in answer.content.decode()

    # An interest, whom to ask, and that nothing speaks against it.
    added = bo.get(f"{path}interests/new/").content.decode()
    form = next(one for one in Forms(added).forms if "/interests/" in one.action)
    bo.post(form.action, {"text": "A day to test", "why": "To stand by it", "revision": 0})
    bo.post(f"{path}people/", {"people": [str(team.cy.pk)]})
    assert "Answer whether this belongs here." in bo.get(path).content.decode()
    bo.post(f"{path}belongs-here/", {"reasons": "none", "from": "draft"})

    # Nobody has heard of anything.
    assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)
    assert cy.get(path).status_code == 404
    assert "Late builds" not in cy.get("/disagreements/").content.decode()

    preview = bo.get(f"{path}open/").content.decode()
    assert "On Tuesday the build came at six" in preview
    assert "I am tired" not in preview
    seen = next(one for one in Forms(preview).forms if "seen" in one.names).values["seen"]
    assert bo.post(f"{path}open/", {"seen": seen}).status_code == 302
    assert list(Notice.objects.values_list("person", "text")) == [(team.cy.pk, "Something private waits for you.")]

    # Cy reads it, and takes part.
    asked = cy.get(path).content.decode()
    assert "On Tuesday the build came at six" in asked
    assert "I am tired" not in asked
    assert "You are asked" in cy.get("/disagreements/").content.decode()
    assert cy.post(f"{path}join/")["Location"] == f"{path}cards/"
    assert find(case).state == "exchanging"

    # What Cy writes is theirs alone until it is shared.
    card(case, cy, seen="The plan came late", need="To know the plan")
    added = cy.get(f"{path}interests/new/").content.decode()
    form = next(one for one in Forms(added).forms if "/interests/" in one.action)
    cy.post(form.action, {"text": "No work at night", "why": "", "revision": 0})
    before = bo.get(f"{path}cards/").content.decode()
    assert "The plan came late" not in before
    assert "No work at night" not in before
    cy.post(f"{path}card/share/")
    after = bo.get(f"{path}cards/").content.decode()
    assert "The plan came late" in after
    assert "No work at night" in after

    # Bo says that it matters to him too: it is common ground.
    assert "Common ground" not in after
    bo.post(f"{path}interests/{Point.objects.get(party__person=team.cy).pk}/mark/", {"kind": "shares", "revision": 1})
    assert "Common ground" in cy.get(f"{path}cards/").content.decode()
    assert "Look for options together" in bo.get(path).content.decode()

    # For everybody else it does not exist.
    for other in (team.ann, team.mo, team.ob):
        client = new_client(other)
        assert client.get(path).status_code == 404
        assert client.get(f"{path}cards/").status_code == 404
        assert "Late builds" not in client.get("/disagreements/").content.decode()
    told = " ".join(CaseEvent.objects.values_list("verb", flat=True))
    assert "build" not in told
    assert CaseParty.objects.filter(case=case, state="joined").count() == 2
