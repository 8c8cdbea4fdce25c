"""Every door of the site × every kind of person, against a table. A door without a row fails.

Answers: y the door opens (also: a form with errors), n refused with a reason (403), - as if it did not exist (404),
L asked to sign in, x not by this method (405).
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.authorization_table import ROWS
from tests.world import PEOPLE, World

ANSWERS = {403: "n", 404: "-", 405: "x"}


def doors(resolver=None, prefix=""):
    """The full name of every URL but the admin's, which are asked as one below."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + pattern.name
        elif pattern.namespace != "admin":
            yield from doors(pattern, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))


def answer(response) -> str:
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "L"
    assert response.status_code < 500, response.content
    return ANSWERS.get(response.status_code, "y")


def ask(user, method: str, url: str, fields: dict) -> str:
    """One request, and everything it did undone."""
    client = Client()
    if user is not None:
        client.force_login(user)
    with transaction.atomic():
        found = answer(getattr(client, method)(url, fields))
        transaction.set_rollback(True)
    return found


def test_every_door_has_a_row():
    assert set(doors()) == {row.name for row in ROWS}


@pytest.mark.django_db
def test_every_door_answers_every_person_as_the_table_says():
    world = World()
    found = {
        row: " ".join(ask(world.people[who], row.method, world.url(row), world.fill(row)) for who in PEOPLE)
        for row in ROWS
    }
    assert found == {row: row.answers for row in ROWS}


@pytest.mark.django_db
def test_the_admin_is_for_administrators():
    world = World()
    pages = [
        "index",
        "accounts_user_changelist",
        "teams_team_changelist",
        "charters_chartertemplate_changelist",
        "notices_mail_changelist",
    ]
    for page in pages:
        url = reverse(f"admin:{page}")
        seen = {who: Client() for who in PEOPLE}
        for who, client in seen.items():
            if world.people[who]:
                client.force_login(world.people[who])
        opened = {who for who, client in seen.items() if client.get(url, follow=True).request["PATH_INFO"] == url}
        assert opened == {"administrator"}, page
