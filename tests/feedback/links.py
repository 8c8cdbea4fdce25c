"""Respondents at their pages: their links, and what they type."""

from contextlib import contextmanager
from urllib.parse import urlsplit

from django.db import connection

from feedback.actions import minting
from feedback.models import FeedbackResponse
from tests.feedback.requests import invitation_of
from tests.filling import form_of


def link_of(ask, who) -> str:
    """One more personal link to the request, as a mail to that person or address would hold it."""
    return urlsplit(minting.link_to(invitation_of(ask, who))).path


def link_in(message) -> str:
    """The path of the personal link in a mail."""
    text = message.get_body(("plain",)).get_content()
    [found] = [word for word in text.split() if "/feedback/answer/" in word]
    return urlsplit(found).path


def write(client, link, then="", **values):
    """Opens the questions, types `values` (`promises_score` is promises.score), and presses a button."""
    form = form_of(client, f"{link}write/", "revision")
    return client.post(form.action, form.values | named(values) | ({"then": then} if then else {}))


def named(values) -> dict:
    return {name.replace("__", "."): value for name, value in values.items()}


def send(client, link, **values):
    """Writes, looks it through, sends; gives the answer to the last step."""
    looked = write(client, link, "review", **values)
    assert looked.status_code == 302, looked.status_code
    form = form_of(client, looked.url, "revision")
    return client.post(form.action, form.values)


def answers_of(ask, who) -> dict | None:
    response = FeedbackResponse.objects.filter(invitation=invitation_of(ask, who)).first()
    return response.answers if response else None


def draft_of(ask, who) -> dict | None:
    response = FeedbackResponse.objects.filter(invitation=invitation_of(ask, who)).first()
    return response.draft if response else None


def state_of(ask, who) -> str:
    return invitation_of(ask, who).state


def everything() -> dict:
    """All rows of all tables, to prove that nothing changed."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - {"cache"})
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(repr(row) for row in cursor.fetchall())
        return found


@contextmanager
def nothing_changes():
    before = everything()
    yield
    assert everything() == before
