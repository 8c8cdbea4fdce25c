"""The administrator's emergency door: with a reason, for an hour, told at once, written on the sheet, and shut again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.permissions import Refused
from negotiations.actions import glass as actions
from negotiations.actions import sharing
from negotiations.models import BreakGlass, SheetEvent
from notices.models import Notice, Preference
from tests.factories import person, team_with
from tests.negotiations.cases import new_recruit
from tests.negotiations.sheets import seat, sheet_of, with_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def root():
    return person("root", is_staff=True, is_superuser=True)


@pytest.fixture
def sheet(team):
    sheet = with_problem(sheet_of(team, team.bo, "Berth at night"), new_recruit(own_reservation=5432), by=team.bo)
    seat(sheet, team.cy, "viewer")
    return sheet


def broken(client, email, team, reason="A court asks for it."):
    return client.post(
        reverse("admin:negotiations_breakglass_add"), {"email": email, "where": team.pk, "reason": reason}
    )


def test_opening_tells_everyone_at_the_sheet_at_once_whatever_they_chose(
    new_client, team, root, sheet, mailbox, run_tasks
):
    Preference.objects.create(person=team.bo, topic="negotiations", way="off")
    client = new_client(root)
    answer = broken(client, "BO@example.org", team)
    glass = BreakGlass.objects.get()
    run_tasks()
    assert answer["Location"] == reverse("negotiations:opened", args=[glass.pk])
    assert (glass.owner, glass.team, glass.by, glass.until - glass.at < timedelta(hours=1, seconds=1)) == (
        team.bo, team, root, True,
    )  # fmt: skip
    told = {notice.person.name: notice.text for notice in Notice.objects.filter(kind="sheet.glass_broken")}
    text = "Root, an administrator, opened the prep sheets of Bo for an hour. Reason: A court asks for it."
    assert told == {"Bo": text, "Cy": text}
    assert [len(mailbox.to(f"{who}@example.org")) for who in ("bo", "cy", "ann")] == [1, 1, 0]
    assert [(one.verb, one.actor, one.data["what"]) for one in SheetEvent.objects.filter(verb="glass.broken")] == [
        ("glass.broken", root, "A court asks for it.")
    ]


def test_each_look_is_written_down_and_none_is_after_the_hour(new_client, team, root, sheet):
    client = new_client(root)
    broken(client, "bo@example.org", team)
    glass = BreakGlass.objects.get()
    page, read = (
        reverse("negotiations:opened", args=[glass.pk]),
        reverse("negotiations:read_opened", args=[glass.pk, sheet.pk]),
    )
    assert [one.pk for one in client.get(page).context["sheets"]] == [sheet.pk]
    said = client.post(read).content.decode()
    client.post(read)
    assert [word for word in ("Berth at night", "5432", "Vacation", "30 days") if word in said] == [
        "Berth at night", "5432", "Vacation", "30 days",
    ]  # fmt: skip
    assert SheetEvent.objects.filter(sheet=sheet, verb="glass.read", actor=root).count() == 2
    assert client.get(read).status_code == 405
    BreakGlass.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert [client.get(page).status_code, client.post(read).status_code] == [404, 404]
    with pytest.raises(Refused):
        actions.read_opened(glass, sheet, by=root)
    assert SheetEvent.objects.filter(verb="glass.read").count() == 2


def test_nothing_else_opens(new_client, team, root, sheet):
    client = new_client(root)
    broken(client, "bo@example.org", team)
    glass = BreakGlass.objects.get()
    mine = sheet_of(team, team.ann)
    assert client.post(reverse("negotiations:read_opened", args=[glass.pk, mine.pk])).status_code == 404
    assert [client.get(reverse(f"negotiations:{name}", args=[sheet.pk])).status_code for name in ("show", "seats")] == [
        404,
        404,
    ]
    another = new_client(person("ada", is_staff=True, is_superuser=True))
    assert another.get(reverse("negotiations:opened", args=[glass.pk])).status_code == 404
    for who in (team.ann, team.bo, team.mo):
        assert new_client(who).get(reverse("negotiations:opened", args=[glass.pk])).status_code == 404
        assert broken(new_client(who), "bo@example.org", team).status_code == 302
        with pytest.raises(Refused):
            actions.break_glass(team.bo, team, "Curious.", by=who)
    root.is_staff = False
    root.save()
    assert client.get(reverse("negotiations:opened", args=[glass.pk])).status_code == 404
    assert BreakGlass.objects.count() == 1


def test_a_sheet_that_is_begun_later_stays_shut(new_client, team, root, sheet):
    client = new_client(root)
    broken(client, "bo@example.org", team)
    glass = BreakGlass.objects.get()
    later = sheet_of(team, team.bo, "Begun later")
    opened = client.get(reverse("negotiations:opened", args=[glass.pk])).content.decode()
    assert ("Berth at night" in opened, "Begun later" in opened) == (True, False)
    assert client.post(reverse("negotiations:read_opened", args=[glass.pk, later.pk])).status_code == 404


def test_it_is_closed_early(new_client, team, root, sheet):
    client = new_client(root)
    broken(client, "bo@example.org", team)
    glass = BreakGlass.objects.get()
    client.post(reverse("negotiations:close_glass", args=[glass.pk]))
    assert client.get(reverse("negotiations:opened", args=[glass.pk])).status_code == 404
    assert SheetEvent.objects.filter(sheet=sheet, verb="glass.closed").count() == 1


def test_somebody_without_sheets_looks_the_same(new_client, team, root, sheet):
    client = new_client(root)
    answers = [broken(client, f"{who}@example.org", team) for who in ("bo", "mo")]
    assert [answer.status_code for answer in answers] == [302, 302]
    mo = BreakGlass.objects.get(owner=team.mo)
    page = client.get(reverse("negotiations:opened", args=[mo.pk]))
    assert (page.status_code, list(page.context["sheets"])) == (200, [])
    assert Notice.objects.filter(person=team.mo, kind="sheet.glass_broken").count() == 1


def test_an_administrator_of_the_other_side_does_not_get_this_one(new_client, team, sheet):
    team.ann.is_staff = team.ann.is_superuser = True
    team.ann.save()
    asked = sharing.ask_side(sheet, team.ann, by=team.bo)
    sharing.accept_side(asked, title="Ann’s", by=team.ann)
    client = new_client(team.ann)
    broken(client, "bo@example.org", team)
    glass = BreakGlass.objects.get()
    assert list(client.get(reverse("negotiations:opened", args=[glass.pk])).context["sheets"]) == []
    assert client.post(reverse("negotiations:read_opened", args=[glass.pk, sheet.pk])).status_code == 404


def test_the_admin_has_the_log_and_nothing_of_sheets(new_client, team, root, sheet):
    client = new_client(root)
    broken(client, "bo@example.org", team)
    glass = BreakGlass.objects.get()
    pages = ["/admin/", *(reverse(f"admin:negotiations_breakglass_{name}") for name in ("changelist", "add"))]
    pages += [reverse(f"admin:negotiations_breakglass_{name}", args=[glass.pk]) for name in ("change", "history")]
    said = [client.get(page) for page in pages]
    assert {answer.status_code for answer in said} == {200}
    assert [page for page, answer in zip(pages, said, strict=True) if "Berth at night" in answer.content.decode()] == []
    assert client.post(reverse("admin:negotiations_breakglass_delete", args=[glass.pk])).status_code == 403
    wrong = broken(client, "nobody@example.org", team)
    assert wrong.context["adminform"].errors == {"email": ["Nobody here has this address."]}
