"""What the demo has of disagreements: one that was settled and is looked at today, one in the middle; both in private."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from conflicts.models import ConflictCase, FollowUp, Mediator, SafeContact

pytestmark = pytest.mark.slow


@pytest.fixture
def harbour(db):
    """The people of the demo, by the first half of their addresses."""
    call_command("demo", stdout=io.StringIO())
    return {one.email.split("@")[0]: one for one in User.objects.all()}


def cases_of(person) -> dict:
    return {case.about: case.state for case in ConflictCase.objects.visible_to(person)}


def test_one_is_looked_at_today_one_is_in_the_middle_and_help_is_named(harbour, new_client):
    agreed, middle = {"Builds on Friday evenings": "follow_up"}, {"Numbers that change overnight": "options"}
    found = {who: cases_of(person) for who, person in harbour.items() if cases_of(person)}
    assert found == {"jo": agreed, "sam": agreed, "noor": middle, "aylin": middle}
    assert list(FollowUp.objects.values_list("after_days", "state")) == [(14, "open"), (60, "planned")]
    home = new_client(harbour["sam"]).get(reverse("dashboard:home")).content.decode()
    assert home.count("Something private waits for you") == 1
    assert "Builds on Friday evenings" not in home
    assert [str(one) for one in Mediator.objects.all()] == ["Priya Raman"]
    assert [str(one) for one in SafeContact.objects.all()] == ["Hanna Weiss"]
