"""After close nothing in the whole database, its order, its ciphertexts or the logs leads from a person to an answer, or tells
whether they gave one. Named answers keep their name."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection, models

from feedback import clock
from feedback.models import FeedbackInvitation, FeedbackResponse, PersonalLink
from feedback.models.base import UntimedRow
from notices.models import Mail, Notice
from tests.factories import team_with
from tests.feedback.requests import CLIENT, answer, invitation_of
from tests.feedback.results import asked_by, close, over
from tests.stored_rows import as_they_lie, rows, start_anew

pytestmark = pytest.mark.django_db
CAST = {"ann": "lead", "bo": "member", "cy": "member", "di": "member", "ed": "member", "fi": "member"}
# What each giver wrote, in words that tell nothing of them.
WORDS = {"cy": "zanzibar", "di": "quokka", "ann": "marzipan"}


def say(request, who, word):
    answer(
        request, who, keep_doing={"cards": [f"The {word} worked"]}, advice={"cards": [f"More {word}", f"Less {word}"]}
    )


@pytest.fixture
def team(db):
    return team_with(CAST)


@pytest.fixture
def ask(team, run_tasks, mailbox, caplog):
    """All were asked and reminded; cy answered at once, ann and di after the reminder, di locked, ed declined, fi did nothing."""
    caplog.set_level(logging.DEBUG)
    request = asked_by(team.bo, team, [team.ann, team.cy, team.di, team.ed, team.fi])
    run_tasks()
    say(request, team.cy, WORDS["cy"])
    half = request.closes_at - timedelta(days=6)
    with time_machine.travel(half, tick=False):
        clock.tick(half)
        run_tasks()
    say(request, team.ann, WORDS["ann"])
    say(request, team.di, WORDS["di"])
    FeedbackInvitation.objects.filter(pk=invitation_of(request, team.di).pk).update(is_locked=True)
    FeedbackInvitation.objects.filter(pk=invitation_of(request, team.ed).pk).update(state="declined", reason="Too busy")
    answer(request, CLIENT[1], useful_moment={"cards": ["The lighthouse call"]})
    assert PersonalLink.objects.count() > 6
    caplog.clear()
    with time_machine.travel(over(request), tick=False):
        request = close(request)
    request.keys = dict(request.invitations.exclude(person=None).values_list("person", "pk"))
    return request


def signs(ask, person) -> set:
    """All by which somebody is known: in plain, and as databases write identifiers."""
    keys = [str(person.pk), str(ask.keys[person.pk])]
    return {person.email, *keys, *(key.replace("-", "") for key in keys)}


def test_no_row_holds_words_and_their_giver(ask, team):
    everything = list(rows())
    for giver, word in WORDS.items():
        known = signs(ask, getattr(team, giver)) | {f"{giver.title()} "}
        with_word = [(table, row) for table, row in everything if word in row]
        assert {table for table, _ in with_word} == {"feedback_pooledanswer", "feedback_resultsnapshot"}
        assert [table for table, row in with_word if any(sign in row for sign in known)] == []


def test_what_was_said_by_name_keeps_its_name(ask):
    [told] = ask.snapshot.data["named"]
    assert (told["who"], told["answers"]["useful_moment"]) == (CLIENT[0], {"cards": ["The lighthouse call"]})
    assert FeedbackResponse.objects.get().invitation.address == CLIENT[1]


def test_nobody_in_the_database_is_different_for_having_answered(ask, team):
    """Member by member: as many rows of each table speak of one as of the other."""
    everything = list(rows())

    def speaks_of(person):
        known = signs(ask, person)
        found = [table for table, row in everything if any(sign in row for sign in known)]
        return {table: found.count(table) for table in found}

    assert speaks_of(team.cy) == speaks_of(team.di) == speaks_of(team.ed) == speaks_of(team.fi)
    assert "feedback_feedbackinvitation" in speaks_of(team.cy)


def test_all_invitations_look_alike(ask):
    known = {"id", "person_id", "address", "normal_address", "name"}
    confidential = ask.invitations.filter(group__mode="confidential").values()
    assert len(confidential) == 5
    alike = [{name: value for name, value in row.items() if name not in known} for row in confidential]
    assert all(row == alike[0] for row in alike)
    assert (alike[0]["state"], alike[0]["reason"], alike[0]["is_locked"]) == ("ended", "", False)
    assert alike[0]["sent_on"] == ask.sent_on


@pytest.fixture
def new_table(db):
    start_anew(FeedbackInvitation)


@pytest.mark.usefixtures("new_table")
def test_the_order_of_rows_on_disk_is_that_of_random_identifiers(ask):
    """A table of PostgreSQL keeps changed rows in the order of their changes, which was that of the answers."""
    found = as_they_lie(FeedbackInvitation.objects.filter(group=ask.groups.get(key="teammate")))
    assert len(found) == 5
    assert found == sorted(found)


def test_no_mail_notice_or_link_of_the_request_is_left(ask, team):
    told = f"feedback:{ask.pk}:closed"
    assert list(Mail.objects.filter(key__startswith="feedback:").values_list("key", flat=True)) == [
        f"{told}:{team.bo.pk}"
    ]
    assert list(Notice.objects.filter(key__startswith="feedback:").values_list("key", flat=True)) == [told]
    assert PersonalLink.objects.count() == 0


def test_ciphertexts_hold_no_moment_but_that_of_closing(ask):
    """A token says in clear when it was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM feedback_pooledanswer UNION ALL SELECT data FROM feedback_resultsnapshot")
        tokens = [row[0] for row in cursor.fetchall()]
    moments = {datetime.fromtimestamp(extract(token), UTC).replace(second=0) for token in tokens}
    assert len(tokens) > 3 * 13
    assert moments == {over(ask).replace(second=0, microsecond=0)}


def extract(token) -> int:
    return Fernet(settings.ENCRYPTION_KEYS[0]).extract_timestamp(token)


def test_untimed_rows_have_no_moment():
    timed = [
        f"{model.__name__}.{field.name}"
        for model in UntimedRow.__subclasses__()
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField | models.TimeField) or getattr(field, "auto_now", False)
    ]
    assert timed == []


def test_logs_of_closing_name_nobody(ask, team, caplog):
    known = set().union(*(signs(ask, getattr(team, who)) for who in CAST if who != "bo"))
    assert [sign for sign in known | set(WORDS.values()) if sign in caplog.text] == []
