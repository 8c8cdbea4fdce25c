"""Two windows of one respondent at the same moment: nothing is lost, nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from common.permissions import Refused, Stale
from feedback.actions import answering
from feedback.models import FeedbackInvitation, FeedbackResponse
from tests.factories import team_with
from tests.feedback.requests import CLIENT, invitation_of, sent_by

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def jon():
    team = team_with()
    return invitation_of(sent_by(team.bo, team), CLIENT[1])


def at_once(jon, *deeds):
    """Each deed in a thread of its own, with the invitation read anew; gives what they were refused by, or None."""
    start = Barrier(len(deeds))

    def run(deed):
        invitation = FeedbackInvitation.objects.select_related("request").get(pk=jon.pk)
        start.wait()
        try:
            deed(invitation)
        except (Refused, Stale) as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_drafts_at_once_keep_one_and_tell_the_other(jon):
    drafts = [{"advice": {"cards": [words]}} for words in ("From the first", "From the second")]
    told = at_once(jon, *[lambda one, draft=draft: answering.save_draft(one, draft, revision=0) for draft in drafts])
    assert sorted(told, key=bool) == [None, Stale]
    assert FeedbackResponse.objects.get().draft == drafts[told.index(None)]


def test_the_same_answers_sent_at_once_are_sent_once(jon):
    answers = {"understood": {"score": 4}}
    answering.save_draft(jon, {"understood": {"score": "4"}}, revision=0)
    told = at_once(jon, *[lambda one: answering.submit(one, answers, revision=1)] * 3)
    response = FeedbackResponse.objects.get()
    assert (told, response.answers, response.draft, response.revision) == ([None] * 3, answers, None, 2)


def test_sending_and_locking_at_once_leaves_what_was_sent_first(jon):
    answering.submit(jon, {"understood": {"score": 4}})
    told = at_once(
        jon, answering.lock_answers, lambda one: answering.submit(one, {"understood": {"score": 1}}, revision=1)
    )
    kept = FeedbackResponse.objects.get().answers["understood"]["score"]
    assert (told, kept) in [([None, Refused], 4), ([None, None], 1)]
    assert FeedbackInvitation.objects.get(pk=jon.pk).is_locked
