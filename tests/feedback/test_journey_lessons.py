"""Scenario 7: a project closes, each looks back alone, three things are shared; one becomes a clause of the next charter and helps."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from charters.actions import charter_reviewing
from charters.models import CharterVersion
from feedback.actions import looking_back
from feedback.models import Insight
from notices.models import Notice
from tests.factories import STEPS, charter_at
from tests.filling import fill, form_of
from tests.plugins.client import Page

WARN, PIER, TALK = "Warn of delay by Wednesday", "Try each release on the pier", "Ask the harbour master each month"
SECRET = "Plover-keeps-it"


@pytest.fixture
def version(db):
    return charter_at("active", title="Spring release")


def page_of(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def write(client, charter, kind, text):
    """A line under one of the questions; the address of its own page, as the browser that has no script would find it."""
    fill(client, reverse("feedback:add_reflection", args=[charter.pk, kind]), text=text)
    items = client.get(reverse("feedback:reflect", args=[charter.pk])).context["reflection"].items.all()
    return next(item for item in items if item.text == text)


def share(client, charter, item):
    """By the button that stands beside the line."""
    address = reverse("feedback:share_reflection", args=[charter.pk, item.pk])
    assert f'action="{address}"' in page_of(client, reverse("feedback:reflect", args=[charter.pk]))
    client.post(address)


def noted(text) -> Insight:
    """The words are encrypted: the database cannot look for them."""
    return next(one for one in Insight.objects.all() if one.text == text)


def bring_into_force(version):
    for step in STEPS:
        step(version)
        team = version.team
        version.refresh_from_db()
        version.team = version.charter.team = team


def test_from_looking_back_to_a_clause_that_helped(version, new_client):
    team, charter = version.team, version.charter
    ann, bo, cy, mo = (new_client(one) for one in (team.ann, team.bo, team.cy, team.mo))

    # Ann closes the project. Everybody who worked in it is asked once to look back; the closed charter leads there, too.
    fill(ann, reverse("charters:close_charter", args=[charter.pk]), outcome="reached", words="It runs on every line.")
    looking_back.tick(timezone.now())
    asked = Notice.objects.filter(kind="reflection.asked").values_list("person__name", "url")
    reflect = reverse("feedback:reflect", args=[charter.pk])
    assert sorted(asked) == [(name, reflect) for name in ("Ann", "Bo", "Cy", "Mo")]
    part = reverse("feedback:lessons", args=[charter.pk])
    assert f'hx-get="{part}"' in page_of(bo, reverse("charters:show", args=[charter.pk]))
    assert f'href="{reflect}"' in page_of(bo, part)

    # Each looks back alone; Bo keeps one line, and three are shared.
    write(bo, charter, "why", SECRET)
    for client, kind, text in ((bo, "differently", WARN), (cy, "repeat", PIER), (mo, "next", TALK)):
        share(client, charter, write(client, charter, kind, text))
    bo.post(reverse("feedback:finish_reflection", args=[charter.pk]))
    debrief = reverse("feedback:debrief", args=[charter.pk])
    seen = [page_of(one, debrief) for one in (ann, cy, new_client(team.ob))]
    assert [[word in page for word in (WARN, PIER, TALK, SECRET)] for page in seen] == [[True, True, True, False]] * 3

    # From each shared line an insight is made and shared; Bo notes one more, for himself alone.
    for client, text, section in ((bo, WARN, "deliverable"), (cy, PIER, "working_agreement"), (mo, TALK, "meeting")):
        item = next(one for one in client.get(debrief).context["questions"] for one in one["items"] if one.text == text)
        fill(client, reverse("feedback:write_insight") + "?" + urlencode({"item": item.pk}), section=section)
        client.post(reverse("feedback:share_insight", args=[noted(text).pk]))
    fill(bo, reverse("feedback:write_insight"), text=SECRET)

    # The next charter is written: its writers find the three; Bo also his own.
    draft = charter_at("draft", team, title="Winter timetable")
    listed = reverse("feedback:open_insights", args=[draft.charter_id])
    assert f'hx-get="{listed}"' in page_of(ann, reverse("charters:draft", args=[draft.charter_id]))
    found = {
        name: [entry["insight"].text for entry in one.get(listed).context["open"]]
        for name, one in (("ann", ann), ("bo", bo))
    }
    assert found == {"ann": [TALK, PIER, WARN], "bo": [SECRET, TALK, PIER, WARN]}

    # One is adopted into the deadlines, one is changed first, one is left with a reason.
    warn, pier, talk = map(noted, (WARN, PIER, TALK))
    ann.post(reverse("feedback:adopt_insight", args=[draft.charter_id, warn.pk]))
    prefix = pier.pk.hex[-12:]
    fill(
        ann,
        listed,
        **{
            f"a{prefix}-text": "We try each release on the pier, in the rain.",
            f"a{prefix}-section": "working_agreement",
        },
    )
    fill(ann, listed, **{f"l{talk.pk.hex[-12:]}-reason": "Mo does it already."})
    draft.refresh_from_db()
    assert [item.clause().heading for item in draft.items.filter(kind="deliverable").for_content()][-1] == WARN
    assert ann.get(listed).context["open"] == []

    # The clause needs a day and an owner before it can be signed, as any other; then it leads back to the insight.
    item = draft.items.get(kind="deliverable", values__title=WARN)
    form = form_of(ann, reverse("charters:item", args=[draft.charter_id, item.key]), "title", "due")
    filled = {
        "due": "2040-03-01", "owner": "Product lead", "acceptance_criteria": "Nobody heard of a delay later than on Wednesday.",
        **dict(zip((one for one in form.names if one.startswith("letters_")), "ARC", strict=False)),
    }  # fmt: skip
    ann.post(form.action, form.values | filled)
    draft.team = draft.charter.team = team
    bring_into_force(draft)
    assert CharterVersion.objects.get(pk=draft.pk).state == "active"
    place = f"{reverse('charters:show', args=[draft.charter_id])}?clause={item.key}#clause-{item.key}"
    lessons = page_of(cy, reverse("feedback:lessons", args=[draft.charter_id]))
    assert (place in lessons, reverse("feedback:chain", args=[warn.pk]) in lessons) == (True, True)
    assert f'id="clause-{item.key}"' in page_of(cy, place)

    # The team looks again; a writer says that it helped.
    review = charter_reviewing.open_charter_review(draft.charter, by=team.ann)
    marks = reverse("feedback:mark_insights", args=[review.pk])
    assert f'hx-get="{marks}"' in page_of(cy, reverse("charters:charter_review", args=[review.pk]))
    carry = warn.carries.get()
    assert [line.carry.insight.text for line in cy.get(marks).context["lines"]] == [WARN, PIER]
    cy.post(reverse("feedback:mark_insight", args=[carry.pk]), {"outcome": "helped"})
    warn.refresh_from_db()
    assert warn.state == "confirmed"

    # Both ways: from the insight to the line, the clause and the mark; from the old charter to where its lessons went.
    chain = page_of(ann, reverse("feedback:chain", args=[warn.pk]))
    assert [word in chain for word in ("A reflection of Bo", "Winter timetable", place, "helped", "marked by Cy")] == [
        True
    ] * 5
    came_of_it = page_of(ann, part)
    assert (place in came_of_it, SECRET in came_of_it) == (True, False)

    # What Bo kept stands nowhere but on his own pages.
    addresses = [
        part,
        debrief,
        marks,
        reverse("feedback:insights"),
        "/",
        "/search/?q=keeps",
        reverse("notices:inbox"),
    ]
    for client in (ann, cy, mo, new_client(team.ob)):
        assert [SECRET in page_of(client, address) for address in addresses] == [False] * len(addresses)
    assert [SECRET in page_of(bo, address) for address in (reflect, reverse("feedback:insights"))] == [True, True]
    assert Page(page_of(bo, reflect)).faults == []
