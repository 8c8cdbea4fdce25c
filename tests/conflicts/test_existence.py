"""With a disagreement and without one, everything that anybody outside it is told is the same, byte for byte.

The same world is read twice, in the same moment: before there is any disagreement, and when bo and cy have one in which
something of every kind was said, in which they called a neutral, agreed, and were told of all of it by mail.
"""

import contextlib
import re
from itertools import product
from uuid import uuid4

import pytest
import time_machine
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from conflicts import clock
from conflicts.models import MediationAssignment, Option, ResolutionAgreement
from notices.models import Notice
from tests.authorization_table import ROWS
from tests.conflicts import conflict_doors, rich
from tests.negotiations.test_secrecy import settled
from tests.stored_rows import rows
from tests.test_leaks import read
from tests.world import World

# Everybody who is not in it: those of whom every page is read, and those of whom what tells of everything is.
OUTSIDE = ("lead", "administrator")
FURTHER = ("manager", "observer", "outsider", "anonymous")
TELLING = ("conflicts:", "dashboard:", "notices:", "teams:", "accounts:")
SEARCHED = [*rich.SHARED.values(), *rich.SIGNED.values(), "Kestrel", "disagreement"]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Reader:
    """One browser of each person; whatever a page does is undone."""

    def __init__(self, world):
        self.clients = {who: Client() for who in (*OUTSIDE, *FURTHER)}
        for who, client in self.clients.items():
            if world.people[who]:
                client.force_login(world.people[who])

    def get(self, who, url):
        with transaction.atomic():
            answer = self.clients[who].get(url)
            said = answer.status_code, settled(read(answer))
            transaction.set_rollback(True)
        return said


@pytest.fixture
def world(monkeypatch, mailbox, run_tasks):
    """Without a disagreement; the two who will be asked to mediate have their accounts."""
    monkeypatch.setattr(conflict_doors, "plant", lambda world: None)
    with time_machine.travel(timezone.now(), tick=False):
        found = World()
        rich.somebody("pat"), rich.somebody("ola")
        run_tasks()
        yield found


def addresses(world) -> list[tuple[str, str]]:
    """(who, url): all doors of the site but those of a disagreement, by those who stand nearest; the rest by some."""
    own = [row for row in ROWS if row.method == "get" and not in_a_case(row)]
    searches = {reverse("dashboard:search") + f"?q={word}" for word in SEARCHED}
    every = {world.url(row) for row in own} | searches
    few = {world.url(row) for row in own if row.name.startswith(TELLING)} | searches
    shown = [*product(OUTSIDE, sorted(every)), *product(FURTHER, sorted(few))]
    return [*shown, *(("administrator", url) for url in admin_pages())]


def in_a_case(row) -> bool:
    return row.name.startswith("conflicts:") and bool(row.parts)


def admin_pages():
    """Of all that administrators see: lists, searches, and of each row its page, its history, and what deleting would take."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_changelist") + "?q=bo"
        for row in model._default_manager.all()[:15]:
            yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete"))


def disagree(world):
    case = rich.rich(world.team, team=world.team)
    rich.agreed(case, world.team)
    clock.tick(timezone.now())
    return case


@pytest.mark.slow
@pytest.mark.django_db
def test_nobody_outside_learns_that_there_is_one(world, mailbox, run_tasks):
    reader, pages = Reader(world), addresses(world)
    before = {page: reader.get(*page) for page in pages}
    mailed, stored, told = len(mailbox), set(rows()), set(Notice.objects.values_list("pk", flat=True))

    case = disagree(world)
    run_tasks()

    after = {page: reader.get(*page) for page in pages}
    assert sorted(page for page in pages if named(after[page]) != named(before[page])) == []
    assert [page for page in pages if str(case.pk) in after[page][1]] == []
    inside = {world.team.bo.email, world.team.cy.email, "pat@example.org", "ola@example.org"}
    assert {address for mail in list(mailbox)[mailed:] for address in mail.recipients} == inside
    assert set(Notice.objects.exclude(pk__in=told).values_list("person__email", flat=True)) == inside
    elsewhere = {table for table, _row in set(rows()) - stored if not table.startswith("conflicts_")}
    assert elsewhere == {"notices_mail", "notices_notice", connection_tasks()}


def named(said: tuple[int, str]) -> tuple[int, str]:
    """Forms bring a new identifier each time they are shown."""
    return said[0], UUID.sub("uuid", said[1])


def connection_tasks() -> str:
    """Where the worker notes that it sent mails; not which."""
    return next(name for name in connection.introspection.table_names() if name.endswith("dbtaskresult"))


def doors_of(case):
    """Every door of a disagreement, with what stands in it: its own parts, or such as are not of the right kind."""
    models = (Option, ResolutionAgreement, MediationAssignment)
    inner = [model.objects.filter(case=case).last().pk for model in models]
    for row in {row.name: row for row in ROWS if in_a_case(row)}.values():
        others = row.parts.split()[1:]
        chosen = [(case.pk, *[one] * len(others)) for one in inner] if others else [(case.pk,), (inner[-1],)]
        for parts in chosen:
            yield row.name, address_of(row, parts)


def address_of(row, parts) -> str:
    """Where a door wants a word or a number instead of an identifier, it gets one."""
    for last in (parts[-1], "pdf", "1"):
        with contextlib.suppress(NoReverseMatch):
            return reverse(row.name, args=[*parts[:-1], last])
    raise NoReverseMatch(row.name)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_there_is_looks_like_what_there_is_not(world):
    """Asked by everybody outside, by every door: the page of something that does not exist, to the last byte."""
    case = disagree(world)
    reader, differing, asked = Reader(world), set(), set()
    for who, (name, url) in product(("lead", "administrator"), doors_of(case)):
        status, there = reader.get(who, url)
        _, missing = reader.get(who, UUID.sub(lambda _: str(uuid4()), url))
        asked.add(name)
        if status != 404 or UUID.sub("", there) != UUID.sub("", missing):
            differing.add((who, name, status))
    assert {row.name for row in ROWS if in_a_case(row)} - asked == set()
    assert {one for one in differing if one[2] != 405} == set()
