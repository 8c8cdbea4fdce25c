"""Secrets are planted, then everything that anybody is told is read: pages, files, mails, notices, events, logs, the database itself."""

import io
import logging
import re
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from charters.actions import drafting, moving, preparing, signing, talking
from charters.kinds import KINDS, LINE_TYPES
from charters.models import Preparation
from notices.models import Mail, Notice
from teams.actions import inviting
from teams.models import Event
from tests import harbour
from tests.authorization_table import ROWS
from tests.factories import person, team_with
from tests.filling import form_of
from tests.plugins.mailbox import text_of
from tests.world import World

PREPARED, PRIVATE, FOREIGN, TEAM, TYPED = (
    "Plover-thinks",
    "Dunlin-keeps-for-himself",
    "Turnstone-elsewhere",
    "Knot-group",
    "Sanderling-mistyped",
)
PASSWORD = "correct horse battery"


class Planted(World):
    """A World with secrets in it: the member has prepared a young charter alone, cy kept it private when another opened."""

    def __init__(self):
        super().__init__()
        team = self.team
        self.young = drafting.start(team, "Young charter", "signatures", None, by=team.ann)
        self.opened = drafting.start(team, "Opened charter", "signatures", None, by=team.ann)
        preparing.prepare(self.young, words(PREPARED), revision=0, by=team.bo)
        preparing.prepare(self.opened, words(PRIVATE) | {"keep_private": True}, revision=0, by=team.cy)
        self.opened = preparing.open_draft(self.opened, by=team.ann)
        self.foreign = elsewhere()
        self.eve = self.foreign["draft"].created_by
        self.places = {
            "young": self.young,
            "opened": self.opened,
            "foreign": self.foreign["signing"],
            "foreign draft": self.foreign["draft"],
        }

    def addresses(self):
        """Every page there is: of World, of the charters with secrets, and of the other team."""
        for row in ROWS:
            if row.method == "get":
                yield "own", row.name, self.url(row)
        for place, version in self.places.items():
            for name, parts in {(row.name, row.parts) for row in ROWS if row.method == "get" and row.parts}:
                try:
                    yield place, name, reverse(name, args=[part_of(version, part) for part in parts.split()])
                except (NoReverseMatch, KeyError):
                    continue


def words(secret: str) -> dict:
    return {name: f"{secret} {name}" for name in Preparation.FIELDS}


def part_of(version, part: str):
    """Of addresses that only need a charter; KeyError for others."""
    plain = {"json": "json", "md": "md", "pdf": "pdf", "goal": "goal"}
    known = {"charter": version.charter_id, "version": version.pk, "slug": version.team.slug}
    if part in {"key", "role"}:
        item = version.items.filter(kind={"key": "purpose", "role": "role"}[part]).first()
        return item.key if item else version.pk
    return known[part] if part in known else plain[part]


def elsewhere() -> dict:
    """Another team whose every word begins with FOREIGN."""
    team = team_with({"eve": "lead", "fay": "member"}, name=f"{TEAM} team")
    person("zed")
    inviting.invite(team, ["zed@example.org"], "member", f"{FOREIGN} come along", by=team.eve)
    versions = {state: begun(team, f"{FOREIGN} {state}") for state in ("draft", "signing")}
    said = talking.ask(
        versions["draft"], versions["draft"].items.get(kind="purpose").key, f"{FOREIGN} why?", by=team.fay
    )
    talking.reply(said, f"{FOREIGN} because", by=team.eve)
    version = versions["signing"]
    moving.send_to_review(version, by=team.eve)
    moving.ask_signatures(version, by=team.eve, unendorsed_reason=f"{FOREIGN} nobody manages us")
    version.refresh_from_db()
    signing.sign(version, typed_name="Eve", seen=version.content_hash, by=team.eve)
    return versions


def begun(team, title):
    clauses = [foreign(one) for one in harbour.content([team.eve, team.fay]).clauses]
    version = drafting.start(team, title, "signatures", None, clauses, by=team.eve)
    preparing.prepare(version, words(FOREIGN), revision=0, by=team.fay)
    return preparing.open_draft(version, by=team.eve)


def foreign(clause):
    fields = KINDS[clause.kind].by_name
    said = {
        name: f"{FOREIGN} {value}" for name, value in clause.values.items() if value and fields[name].type in LINE_TYPES
    }
    return replace(clause, values=clause.values | said)


def read(answer) -> str:
    """All that an answer says, a printed file too."""
    body = answer.getvalue()
    if answer["Content-Type"] == "application/pdf":
        body = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).encode()
    return f"{answer.headers} {body.decode()}"


def signed_in(user) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@contextmanager
def log_of_the_site():
    """What the site would write down, line by line, as it formats it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(
        next(
            one.formatter
            for one in logging.getLogger().handlers
            if isinstance(one.formatter, structlog.stdlib.ProcessorFormatter)
        )
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


def admin_pages():
    """Every list, each first row's page with its history, and a search, of everything that administrators see."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_changelist") + "?q=" + FOREIGN.split("-")[0][:3]
        for row in model._default_manager.all()[:20]:
            yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history"))


@pytest.mark.slow
@pytest.mark.django_db
def test_pages_and_files_tell_nobody_what_is_not_theirs():
    world = Planted()
    secrets = {"prepared": PREPARED, "private": PRIVATE, "foreign": FOREIGN, "team": TEAM, "password": PASSWORD, "hash": "md5$",
               "key of the site": settings.SECRET_KEY, "key of secrets": settings.ENCRYPTION_KEYS[0]}  # fmt: skip
    readers = world.people | {"cy": world.team.cy}
    found = set()
    assert FOREIGN in read(signed_in(world.eve).get(reverse("charters:show", args=[world.foreign["draft"].charter_id])))
    with log_of_the_site() as log:
        for who, user in readers.items():
            client = signed_in(user)
            for place, name, url in world.addresses():
                said = read(client.get(url))
                found |= {(secret, who, place, name) for secret, text in secrets.items() if text in said}
        client = signed_in(world.people["administrator"])
        del secrets["team"]  # names of teams are theirs to see
        for url in ["/admin/", *admin_pages()]:
            found |= {
                (secret, "administrator", "admin", url)
                for secret, text in secrets.items()
                if text in read(client.get(url))
            }
    assert found == {
        ("prepared", "member", "young", "charters:prepare"),
        ("private", "cy", "opened", "charters:prepare"),
    }
    assert [text for text in (PREPARED, PRIVATE, FOREIGN, PASSWORD) if text in log.getvalue()] == []


@pytest.mark.django_db
def test_notices_and_mails_tell_nobody_what_is_not_theirs(mailbox, run_tasks):
    world = Planted()
    run_tasks()
    mine = [one.pk for one in (*world.people.values(), world.team.cy) if one]
    notices = " ".join(Notice.objects.filter(person__in=mine).values_list("text", flat=True))
    mails = " ".join(
        mail.as_string() + text_of(mail)
        for mail in mailbox
        if not {"eve@example.org", "fay@example.org", "zed@example.org"} & set(mail.recipients)
    )
    events = str(list(Event.objects.filter(team=world.team).values_list("verb", "data")))
    contexts = str(list(Mail.objects.values_list("context", flat=True)))
    assert len(mailbox) > 10
    for told in (notices, mails, events):
        assert [text for text in (PREPARED, PRIVATE, FOREIGN, TEAM, PASSWORD) if text in told] == []
    assert [text for text in (PREPARED, PRIVATE, PASSWORD) if text in contexts] == []


# Secrets of links, and what the database itself holds


def stored() -> bytes:
    """The database as a thief would find it: its files, or every table as it is copied out."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        return b"".join(Path(f"{name}{end}").read_bytes() for end in ("", "-wal"))
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    return b"".join(copied(table) for table in [*tables, "cache"])


def copied(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(bytes(part) for part in rows)


def key_in(mail, pattern: str) -> str:
    return re.search(pattern, text_of(mail)).group(1)


def calendar_of(person) -> str:
    """The secret of a link that somebody makes on the page."""
    browser = signed_in(person)
    page = browser.post("/charters/calendar/", form_of(browser, "/charters/calendar/", "key").values)
    secret = re.search(r"/charters/calendar/([\w-]{43})\.ics", page.content.decode()).group(1)
    assert browser.get(f"/charters/calendar/{secret}.ics").status_code == 200
    return secret


@pytest.mark.django_db(transaction=True)
def test_the_database_holds_what_is_prepared_encrypted_and_links_not_at_all(mailbox, run_tasks):
    team = team_with()
    version = drafting.start(team, "Widgeon charter", "signatures", None, by=team.ann)
    preparing.prepare(version, words(PREPARED), revision=0, by=team.bo)
    inviting.invite(team, ["new@example.org"], "member", by=team.ann)
    visitor = Client()
    with log_of_the_site() as log:
        for address, typed in (("bo@example.org", TYPED), ("bo@example.org", PASSWORD)):
            form = form_of(visitor, "/account/login/", "login", "password").values
            visitor.post("/account/login/", form | {"login": address, "password": typed})
        calendar = calendar_of(team.bo)
        visitor = Client()
        visitor.post(
            "/account/password/reset/",
            form_of(visitor, "/account/password/reset/", "email").values | {"email": "cy@example.org"},
        )
        signup = {"email": "dee@example.org", "name": "Dee", "password1": TYPED}
        visitor.post("/account/signup/", form_of(visitor, "/account/signup/", "name").values | signup)
        before = stored()
        run_tasks()
        token = key_in(mailbox.to("new@example.org")[0], r"/teams/invitation/([\w-]+)/")
        reset = key_in(mailbox.to("cy@example.org")[0], r"/account/password/reset/key/([\w-]+)/")
        confirm = key_in(mailbox.to("dee@example.org")[0], r"/account/confirm-email/([^/\s]+)/")
        for url in (
            f"/teams/invitation/{token}/",
            f"/account/password/reset/key/{reset}/",
            f"/account/confirm-email/{confirm}/",
            f"/account/password/reset/key/{reset}x/",
            f"/charters/calendar/{calendar}.ics",
            f"/charters/calendar/{calendar}.ics/",
        ):
            visitor.get(url, follow=True)
    after = stored()

    hidden = {
        "prepared": PREPARED,
        "password": PASSWORD,
        "mistyped": TYPED,
        "invitation": token,
        "reset": reset,
        "confirmation": confirm,
        "calendar": calendar,
    }
    assert b"Widgeon charter" in before
    assert b"Widgeon charter" in after
    assert [name for name, text in hidden.items() if text.encode() in before] == []
    assert [name for name, text in hidden.items() if text.encode() in after] == []
    assert [name for name, text in hidden.items() if text in log.getvalue()] == []
    assert "/teams/invitation/" in log.getvalue()
    assert "/charters/calendar/" in log.getvalue()
    others = [
        mail for mail in mailbox if not {"new@example.org", "cy@example.org", "dee@example.org"} & set(mail.recipients)
    ]
    assert [
        mail["Subject"] for mail in others if {token, reset, confirm} & set(re.findall(r"[\w:.-]+", text_of(mail)))
    ] == []
