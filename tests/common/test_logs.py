"""A log line never holds the secret of a link."""

import json
import logging

import pytest
from django.db import IntegrityError, transaction
from structlog.stdlib import ProcessorFormatter

from charters.models import Charter
from common.logs import hide_secrets
from teams.models import Team


def test_the_tokens_of_links_are_left_out():
    event = {
        "request": "GET /teams/invitation/s3cret-token/",
        "event": "Not Found: /account/password/reset/key/abc-def/",
        "code": 404,
        "path": "/charters/calendar/s3cret-token.ics",
    }

    assert hide_secrets(None, "", event) == {
        "request": "GET /teams/invitation/…/",
        "event": "Not Found: /account/password/reset/key/…/",
        "code": 404,
        "path": "/charters/calendar/…",
    }


def test_a_page_that_does_not_exist_is_logged_without_its_token(client, caplog):
    """In the words in which the site's own handler writes them."""
    client.get("/teams/invitation/s3cret-token-of-somebody/")
    [console] = [one for one in logging.getLogger().handlers if isinstance(one.formatter, ProcessorFormatter)]
    written = [json.loads(console.format(record)) for record in caplog.records]
    assert {line.get("request", line["event"]) for line in written} == {
        "GET /teams/invitation/…/", "Not Found: /teams/invitation/…/",
    }  # fmt: skip
    assert "s3cret-token-of-somebody" not in repr(written)


def test_no_line_tells_who_has_a_disagreement():
    """Neither which it is, nor that somebody looks at theirs."""
    for path in ("", "0198f0c2-7c1e-7b3a-9d5e-2f3b6a1c4d5e/story/", "start/"):
        event = {"request": f"GET /disagreements/{path}", "user_id": "7", "ip": "10.0.0.1", "code": 200}
        assert hide_secrets(None, "", event) == {"request": "GET /disagreements/…", "code": 200}
    for place in ("for-you", "mediating"):
        event = {"event": f"Not Found: /{place}/0198f0c2-7c1e-7b3a-9d5e-2f3b6a1c4d5e/", "user_id": "7"}
        assert hide_secrets(None, "", event) == {"event": f"Not Found: /{place}/…"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("DETAIL:  Failing row contains (1, my secret\nof two lines).", "DETAIL:  …"),
        (
            "psycopg.errors.CheckViolation: x\nDETAIL:  my secret\n\nThe above exception was",
            "psycopg.errors.CheckViolation: x\nDETAIL:  …\n\nThe above exception was",
        ),
        ("DETAIL:  my secret\nCONTEXT:  COPY", "DETAIL:  …\nCONTEXT:  COPY"),
        ("details: my words", "details: my words"),
    ],
)
def test_the_row_that_a_database_refuses_is_left_out(text, kept):
    assert hide_secrets(None, "", {"exception": text}) == {"exception": kept}


def test_a_row_refused_by_the_database_itself_is_logged_without_its_words(db):
    """On PostgreSQL the error quotes the row; on SQLite it does not."""
    team = Team.objects.create(name="Whimbrel words", slug="whimbrel")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Charter.objects.create(team=team, title="Whimbrel title", created_by_id=None)
    assert (
        "Whimbrel" not in hide_secrets(None, "", {"exception": f"{refused.value}\n\nDuring handling of"})["exception"]
    )
