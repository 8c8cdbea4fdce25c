"""Tomas looks at the roles: Jo carries too much, a deliverable moves to Aylin, Aylin accepts, Tomas endorses."""

import pytest
from django.urls import reverse

from charters import merging
from charters.actions import adding, items, moving
from charters.models import RoleAssignment
from common.ids import uuid7
from teams.models import Event, Membership
from tests.factories import charter_at, team_with

CAST = {"mira": "lead", "jo": "member", "aylin": "member", "tomas": "manager"}


@pytest.fixture
def version(db):
    """A draft with six deliverables; Jo keeps releases (24 h) and is the harbour liaison too (22 h), with 32 h a week."""
    team = team_with(CAST)
    version = charter_at("draft", team)
    version.people = {name: getattr(team, name) for name in CAST}
    Membership.objects.filter(person=team.jo).update(hours=32)
    role = {item.values["title"]: item for item in version.items.filter(kind="role")}
    version.keeper, version.liaison = role["Release keeper"], role["Harbour liaison"]
    linked = {"name": "Jo", "person": str(team.jo.pk), "hours": 22}
    items.save(version, uuid7(), linked, "", by=team.mira, kind="assignment", parent=version.liaison.key)
    titles = [f"Line {number} live" for number in range(4)]
    adding.add_many(version, "deliverable", titles, by=team.mira, token=uuid7())
    version.lines = list(version.items.filter(values__title__in=titles).order_by("position"))
    for place, line in enumerate(version.lines):
        holder = version.keeper if place < 3 else version.liaison
        due = {"text": "2027-05-01", "on": "2027-05-01", "precision": "day"}
        change(version, line, {f"letters_{holder.key}": "A/R", "due": due})
    return moving.send_to_review(version, by=team.mira) and version


def change(version, item, fields):
    """Mira writes fields of a clause as it stands now."""
    item.refresh_from_db()
    theirs = merging.flat(item.values)
    stamp = merging.stamp(item.revision, {name: theirs.get(name) for name in fields})
    saved = items.save(version, item.key, fields, stamp, by=version.people["mira"])
    assert saved.conflicts == []


def card_of(page, role):
    return page.content.decode().split(f'id="role-{role.key}"')[1].split("</article>")[0]


def test_role_review(new_client, version, run_tasks, mailbox):
    mira, jo, aylin, tomas = (new_client(version.people[name]) for name in CAST)
    review_url = reverse("charters:review", args=[version.charter_id])
    verdict_url = reverse("charters:review_role", args=[version.charter_id, version.keeper.key])
    run_tasks()
    assert "Please review the roles of Harbour App charter" in [
        mail["Subject"] for mail in mailbox.to("tomas@example.org")
    ]

    # Tomas opens the sheet: Jo answers for most deliverables and has more hours than there are.
    card = card_of(tomas.get(review_url), version.keeper)
    assert "Jo is A on 5 of 6 deliverables." in card
    assert "46 h of 32 h in all" in card
    tomas.post(verdict_url, {"verdict": "changes_requested", "note": "Line 0 should be Aylin's."})

    # He cannot change the text himself.
    item_url = reverse("charters:item", args=[version.charter_id, version.lines[0].key])
    assert tomas.post(item_url, {"title": "Mine"}).status_code == 403

    # Jo and Mira hear of it; Jo replies; Tomas hears of that.
    run_tasks()
    for name in ("jo", "mira"):
        assert "Changes asked for: Release keeper" in [mail["Subject"] for mail in mailbox.to(f"{name}@example.org")]
    review = version.role_reviews.get()
    jo.post(reverse("charters:reply_to_review", args=[review.pk]), {"text": "Gladly; she knows that pier."})
    run_tasks()
    assert "Jo replied about Release keeper" in [mail["Subject"] for mail in mailbox.to("tomas@example.org")]

    # The deliverable moves, and Jo's hours with it; Aylin is asked and accepts.
    moved, keeper, liaison = version.lines[0], version.keeper, version.liaison
    letters = {f"letters_{keeper.key}": "C", f"letters_{liaison.key}": "A/R"}
    change(version, moved, letters)
    held = version.items.get(kind="assignment", parent=liaison.key, person=version.people["jo"])
    items.remove(version, held.key, by=version.people["mira"])
    asked = RoleAssignment.objects.get(person=version.people["aylin"], role_key=liaison.key)
    aylin.post(reverse("charters:answer_role", args=[asked.pk]), {"answer": "accept"})

    # The sheet says that the words have changed; Tomas endorses; everybody sees both verdicts.
    card = card_of(tomas.get(review_url), version.keeper)
    assert "The words of the role have changed since" in card
    assert "Jo: 46 h" not in card
    for role in version.items.filter(kind="role"):
        tomas.post(
            reverse("charters:review_role", args=[version.charter_id, role.key]),
            {"verdict": "endorsed", "note": "Good."},
        )
    for browser in (mira, jo, aylin):
        page = browser.get(review_url)
        card = card_of(page, version.keeper)
        assert "All roles are endorsed." in page.content.decode()
        assert [
            text in card for text in ("Line 0 should be Aylin&#x27;s.", "Gladly; she knows that pier.", "Good.")
        ] == [True] * 3
    verbs = ["role.changes_requested", "role.replied", "role.accepted", "role.endorsed"]
    told = (
        Event.objects.filter(about_id=version.charter_id, verb__in=verbs)
        .order_by("at", "id")
        .values_list("verb", flat=True)
    )
    assert list(dict.fromkeys(told)) == verbs
