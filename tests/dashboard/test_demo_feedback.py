"""What the demo has of feedback: a result worth reading, and a request that waits for somebody without an account."""

import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from dashboard.demo.feedback import ADVICE, CLIENT, LESSONS, PRIVATE
from dashboard.management.commands.start import Command
from feedback.models import FeedbackRequest, Insight

pytestmark = pytest.mark.slow


@pytest.fixture
def harbour(db):
    """The people of the demo, by the first half of their addresses."""
    call_command("demo", stdout=io.StringIO())
    return {one.email.split("@")[0]: one for one in User.objects.all()}


def said_at_the_start() -> str:
    start = Command(stdout=io.StringIO())
    start.introduce_the_demo("http://127.0.0.1:9000")
    return start.stdout.getvalue()


def test_the_demo_has_results_to_read_and_one_request_that_waits(harbour, new_client):
    asked = FeedbackRequest.objects.order_by("sent_on").values_list("subject__email", "state")
    assert sorted(asked) == [
        ("jo@harbour.example", "collecting"), ("mira@harbour.example", "released"), ("mira@harbour.example", "released"),
    ]  # fmt: skip
    newest = FeedbackRequest.objects.filter(state="released").latest("released_on", "closed_on")
    told = new_client(harbour["mira"]).get(reverse("feedback:results", args=[newest.pk])).context["told"]
    assert {one.key for one in told.strengths} == {"promises", "role", "preparation"}
    assert [one.key for one in told.growth] == ["disagreement"]
    assert {card.text for card in told.cards} >= set(ADVICE)
    assert [one.who for one in told.named] == [CLIENT[0]]

    [link] = re.findall(r"http://127\.0\.0\.1:9000(/feedback/answer/[^/]{43}/)\n", said_at_the_start())
    page = new_client().get(link).content.decode()
    assert [word for word in (CLIENT[0], CLIENT[1], str(harbour["jo"])) if word not in page] == []

    assert set(Insight.objects.shared().values_list("text", flat=True)) >= {text for _, _, text, _ in LESSONS}
    pilot = newest.charter
    debrief = new_client(harbour["sam"]).get(reverse("feedback:debrief", args=[pilot.pk])).content.decode()
    assert (LESSONS[0][2] in debrief, PRIVATE[0] in debrief) == (True, False)
