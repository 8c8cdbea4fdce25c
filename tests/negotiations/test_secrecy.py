"""Secrets of one side are planted, then everything that anybody is told is read: by the other side, by the team around, by those of
the same side who may not see limits, and in mails, notices, logs and the database itself.
"""

import re
from uuid import uuid4

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from common.fields import EncryptedTextField
from negotiations.models import PrepSheet
from notices.models import Mail, Notice
from teams.models import Event
from tests.negotiations import doors
from tests.negotiations.planted import (
    GLASS,
    LIMIT,
    WORD,
    Planted,
    all_doors,
    encrypted,
    models_of_a_sheet,
    rows_of,
)
from tests.negotiations.reading_pages import UUID, without_keys
from tests.plugins.mailbox import text_of
from tests.stored_rows import cells
from tests.test_leaks import log_of_the_site, read, signed_in, stored

SIDE_A = ("owner", "editor", "viewer", "approver")
WITHOUT_LIMITS = ("viewer", "approver")
# Roles that are refused in the same way are not all walked through where every byte is compared.
SOME = ("other side", "lead", "anonymous")
ELSE = ("other side", "lead", "manager", "observer", "administrator", "outsider", "anonymous")

# What differs between two readings of the same page, and is no secret.
PASSING = (
    (re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w{64}'), r"\1"),
    (re.compile(r"csrftoken=\w+|expires=[^;]+;|sessionid=\w+"), ""),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), "uuid4"),
    (re.compile(r'(name="key" value=")[0-9a-f-]{36}'), r"\1"),
    (re.compile(r"id_[0-9a-f]{8}_"), "id_"),
    (re.compile(r"\d\d?:\d\d(:\d\d(\.\d+)?)?( ?[ap]\.?m\.?)?"), "time"),
    (re.compile(r"\d+([.,]\d+)? (ms|seconds?|s)\b"), "span"),
    (re.compile(r"/(CreationDate|ModDate|ID)[^\n]*"), ""),
)
# A whole number of its own: identifiers and hashes hold any seven digits by chance.
NUMBER = re.compile(r"(?<![0-9A-Za-z])\d+(?![0-9A-Za-z])")
# A page groups digits: 7,100,003.
GROUPED = re.compile(r"(?<=\d)[,.’'\u00a0\u202f\u2009 ](?=\d{3})")


def settled(said: str) -> str:
    for pattern, word in PASSING:
        said = pattern.sub(word, said)
    return said


def digits(said: str) -> set[str]:
    """All whole numbers of seven digits or more that stand in a text, however they are grouped."""
    return set(re.findall(r"\d{7,}", GROUPED.sub("", without_keys(said))))


def get(client, url) -> str:
    answer = client.get(url)
    assert answer.status_code < 500, url
    return read(answer)


def test_every_door_of_negotiations_is_walked_through():
    assert {row.name for row in doors.ROWS} == all_doors()


@pytest.mark.django_db
def test_a_secret_stands_in_every_field_of_side_a():
    """The test below is as good as what is planted."""
    world = Planted()
    bare = {
        f"{model.__name__}.{field.name}"
        for model in models_of_a_sheet()
        for field in encrypted(model)
        if type(field) is EncryptedTextField and not any(is_planted(row, field) for row in rows_of(model, world.sheet))
    }
    assert bare == set()
    assert [model.__name__ for model in models_of_a_sheet() if not rows_of(model, world.sheet).exists()] == []


def is_planted(row, field) -> bool:
    return any(secret in str(getattr(row, field.name)) for secret in (WORD, LIMIT))


@pytest.mark.django_db
def test_pages_and_files_tell_nobody_what_is_not_theirs():
    world = Planted()
    seen = {who: {} for who in world.people}
    with log_of_the_site() as log:
        for who, user in world.people.items():
            client = signed_in(user)
            for door, url in world.addresses(who):
                seen[who][door, url] = get(client, url)
        admin_said = " ".join(get(signed_in(world.people["administrator"]), url) for url in admin_pages())
    numbers = {str(one) for one in world.numbers}
    limits = {str(one) for one in world.limit_numbers}

    told = {
        (who, door)
        for who in ELSE
        for (door, _url), said in seen[who].items()
        if WORD in said or LIMIT in said or digits(said) & (numbers | limits)
    }
    assert told == {("administrator", "negotiations:opened")}  # titles, since an emergency was declared
    told = {
        (who, door)
        for who in WITHOUT_LIMITS
        for (door, _url), said in seen[who].items()
        if LIMIT in said or digits(said) & limits
    }
    assert told == set()
    assert LIMIT not in admin_said + log.getvalue()
    assert WORD not in admin_said + log.getvalue()
    # The secrets are there to be found.
    for who in ("owner", "editor"):
        whole = " ".join(seen[who].values())
        assert WORD in whole
        assert LIMIT in whole
        assert digits(whole) & limits
    assert WORD in " ".join(seen["viewer"].values())


def admin_pages():
    yield "/admin/"
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        for row in model._default_manager.all()[:20]:
            yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history"))


@pytest.mark.django_db
def test_pages_of_who_may_not_see_limits_are_the_same_whatever_the_limits_are():
    """No number, order, word or length on them follows from a limit, nor whether there is one."""
    world = Planted()
    readings = []
    for nth in (1, 2, None):
        world.set_limits(nth)
        readings.append(
            {
                (who, door, url): settled(get(client, url))
                for who in WITHOUT_LIMITS
                for client in [signed_in(world.people[who])]
                for door, url in world.addresses(who)
            }
        )
    first, second, none = readings
    assert sorted({key[:2] for key in first if first[key] != second[key]}) == []
    assert sorted({key[:2] for key in first if first[key] != none[key]}) == []


@pytest.mark.django_db
def test_pages_of_everybody_else_are_the_same_whatever_stands_on_the_sheet():
    world = Planted()
    before = everything(world)
    for model in reversed(models_of_a_sheet()[1:]):
        if model.__name__ not in {"Seat", "SheetEvent"}:
            rows_of(model, world.sheet).delete()
    PrepSheet.objects.filter(pk=world.sheet.pk).update(title="Gone", state="archived", counterpart="")
    after = {key: settled(get(signed_in(world.people[key[0]]), key[2])) for key in before}
    assert sorted({key[:2] for key in before if before[key] != after[key]}) == []


def everything(world):
    return {
        (who, door, url): settled(get(client, url))
        for who in SOME
        for client in [signed_in(world.people[who])]
        for door, url in world.addresses(who)
    }


@pytest.mark.django_db
def test_what_is_hidden_looks_like_what_is_missing():
    """Status, headers and every byte of the page."""
    world = Planted()
    hidden = str(world.sheet.pk)
    differing = set()
    for who in SOME:
        client = signed_in(world.people[who])
        for door, url in world.addresses(who):
            if hidden in url and door not in GLASS and not door.endswith(" of B"):
                there, missing = client.get(url), client.get(url.replace(hidden, str(uuid4())))
                if (there.status_code, body(there)) != (missing.status_code, body(missing)):
                    differing.add((who, door))
    assert differing == set()


def body(answer) -> str:
    return settled(UUID.sub("uuid", read(answer)))


@pytest.mark.django_db
def test_deeds_of_people_without_a_seat_change_nothing():
    world = Planted()
    known = {name: make() for name, make in doors.parts(world).items()}
    before = rows_on(world.sheet)
    answers = set()
    for who in (*SOME, "administrator"):
        client = Client()
        if world.people[who]:
            client.force_login(world.people[who])
        for row in doors.ROWS:
            if "sheet" in row.parts.split() and row.name not in GLASS:
                url = reverse(row.name, args=[known.get(part, part) for part in row.parts.split()])
                answers.add((client.post(url, dict(row.fields)).status_code, world.people[who] is None))
    assert answers <= {(404, False), (405, False), (302, True), (405, True)}
    assert (404, False) in answers
    assert rows_on(world.sheet) == before


def rows_on(sheet) -> dict:
    return {model.__name__: list(rows_of(model, sheet).order_by("pk").values()) for model in models_of_a_sheet()}


@pytest.mark.django_db
def test_notices_mails_and_the_history_of_the_team_tell_nothing(mailbox, run_tasks):
    world = Planted()
    run_tasks()
    notices = " ".join(Notice.objects.values_list("text", flat=True))
    mails = " ".join(mail.as_string() + text_of(mail) for mail in mailbox)
    events = str(list(Event.objects.filter(team=world.team).values_list("verb", "data")))
    contexts = str(list(Mail.objects.values_list("context", flat=True)))
    assert "asks you to prepare the other side" in notices
    assert [told for told in (notices, mails, events, contexts) if WORD in told or LIMIT in told] == []
    assert [
        verb for verb in Event.objects.values_list("verb", flat=True) if not verb.startswith(("team.", "member."))
    ] == []
    side_a = {world.people[who].email for who in SIDE_A}
    titles = {"Night berth", "Shares an agenda", "Asks for the other side"}
    others = [mail.as_string() + text_of(mail) for mail in mailbox if not side_a & set(mail.recipients)]
    assert [title for title in titles if title in " ".join(others)] == []


@pytest.mark.django_db(transaction=True)
def test_the_database_holds_neither_words_nor_numbers_of_a_sheet_in_clear(run_tasks):
    world = Planted()
    run_tasks()
    kept = stored().decode(errors="replace") + " ".join(cells())
    assert "Harbour App" in kept
    assert [secret for secret in (WORD, LIMIT) if secret in kept] == []
    assert NUMBER.findall(kept) != []
    assert set(NUMBER.findall(kept)) & {str(one) for one in world.numbers + world.limit_numbers} == set()
