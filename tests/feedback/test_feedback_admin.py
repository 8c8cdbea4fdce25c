"""The administrator's window on feedback: that something is there, and nothing of what people wrote, however one looks."""

import datetime
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from feedback.actions import contacts, learning, questionnaires, stopping
from feedback.digests import digest_of
from feedback.models import Concern, DoNotContact, FeedbackRequest, Insight, Questionnaire
from tests.factories import charter_at, person
from tests.feedback.requests import add, answer, draft_by, group_of, invitation_of, send, version_for

SENTINEL = "Lapwing"
JON = (f"{SENTINEL} Pier", f"{SENTINEL}@operator.example")


@pytest.fixture
def team(db):
    version = charter_at("active")
    version.team.charter = version.charter
    return version.team


@pytest.fixture
def ask(team):
    """A request of bo in which every word is the sentinel, and all have answered; and all else that bo writes."""
    request = draft_by(team.bo, about=f"{SENTINEL} release", charter=team.charter)
    add(group_of(request), team.ann, team.cy, team.mo)
    add(group_of(request, "client", "named"), JON)
    FeedbackRequest.objects.filter(pk=request.pk).update(note=f"{SENTINEL} thanks")
    send(request)
    for who in (team.ann, team.cy, team.mo):
        answer(request, who, advice={"cards": [f"{SENTINEL} should listen"]})
    questionnaires.copy_questionnaire(version_for(team.bo, "pulse"), f"{SENTINEL} form", by=team.bo)
    learning.start_learning({"title": f"{SENTINEL} course", "takeaway": SENTINEL}, by=team.bo)
    Insight.objects.create(author=team.bo, text=f"{SENTINEL} insight")
    contacts.add_contacts(team.charter, [JON], "client", by=team.bo)
    return request


@pytest.fixture
def root(team, new_client):
    return new_client(person("root", is_staff=True, is_superuser=True))


def windows():
    """Every model with a window, of feedback and of the others."""
    return [model for model in admin.site._registry if model._meta.app_label != "auth"]


def addresses(model):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"admin:{name}_changelist")
    for row in model.objects.all():
        yield reverse(f"admin:{name}_change", args=[row.pk])
        yield reverse(f"admin:{name}_history", args=[row.pk])


def test_four_things_of_feedback_have_a_window_and_no_other():
    shown = {model.__name__ for model in windows() if model in set(apps.get_app_config("feedback").get_models())}
    assert shown == {"FeedbackRequest", "Questionnaire", "Concern", "DoNotContact"}


def test_no_window_shows_a_word_of_what_people_wrote(ask, team, root):
    """The sentinel is in every word that bo and the people asked have written; in no window of the whole site it is."""
    stopping.stop_mails(invitation_of(ask, JON[1]))
    stopping.raise_concern(
        invitation_of(ask, team.cy), "He wants to see my answers.", "0199f000-0000-4000-8000-000000000001"
    )
    pages = {url: root.get(url, follow=True) for model in windows() for url in addresses(model)}
    assert {page.status_code for page in pages.values()} == {200}
    assert [url for url, page in pages.items() if SENTINEL.lower() in page.content.decode().lower()] == []
    assert reverse("admin:feedback_feedbackrequest_change", args=[ask.pk]) in pages


def test_a_request_is_shown_by_who_asks_and_its_days(ask, root):
    page = root.get(reverse("admin:feedback_feedbackrequest_change", args=[ask.pk])).content.decode()
    assert all(words in page for words in ("Bo", "collecting", "whenever you like"))
    fields = set(admin.site._registry[FeedbackRequest].fields)
    assert not fields & {"about", "note", "answered", "declined", "counted_on", "subject"}


def test_a_concern_is_read_by_day_and_words_and_not_by_who(ask, team, root):
    stopping.raise_concern(
        invitation_of(ask, team.cy), "He wants to see my answers.", "0199f000-0000-4000-8000-000000000001"
    )
    concern = Concern.objects.get()
    page = root.get(reverse("admin:feedback_concern_change", args=[concern.pk])).content.decode()
    assert "He wants to see my answers." in page
    assert '<div class="readonly">Bo</div>' in page
    assert not any(words in page for words in ("cy@example.org", str(ask.pk), str(invitation_of(ask, team.cy).pk)))
    assert re.findall(r"\bCy\b", page) == []


@pytest.mark.parametrize("typed", ["jon@operator.example", " Jon+news@Operator.example "])
def test_mails_go_through_again_to_who_asks_for_it(typed, root):
    """An administrator finds an address by typing it whole, and cannot read any."""
    for address in ("jon@operator.example", "dee@city.example"):
        DoNotContact.objects.create(digest=digest_of(address), since=datetime.date(2026, 5, 4))
    url = reverse("admin:feedback_donotcontact_changelist")
    page = root.get(url, {"q": typed})
    assert page.context["cl"].result_count == 1
    [found] = page.context["cl"].queryset
    root.post(url, {"action": "allow_mails", "_selected_action": [found.pk]})
    assert [one.digest for one in DoNotContact.objects.all()] == [digest_of("dee@city.example")]
    assert root.get(url, {"q": "@city.example"}).context["cl"].result_count == 0


@pytest.mark.parametrize(
    "model", [FeedbackRequest, Questionnaire, Concern, DoNotContact], ids=lambda model: model.__name__
)
def test_nothing_is_added_changed_or_deleted_there(model, ask, team, root):
    stopping.raise_concern(invitation_of(ask, team.cy), "Pressed", "0199f000-0000-4000-8000-000000000001")
    stopping.stop_mails(invitation_of(ask, JON[1]))
    name = f"feedback_{model._meta.model_name}"
    row = model.objects.first() if model is not Questionnaire else model.objects.of_site().first()
    for door in ("add", "delete", "change"):
        url = reverse(f"admin:{name}_{door}", args=[row.pk] if door != "add" else [])
        assert root.post(url, {"state": "released", "title": "x"}).status_code == 403


@pytest.mark.parametrize("who", ["ann", "mo", "bo"])
def test_only_administrators_look_through_it(who, team, new_client):
    client = new_client(getattr(team, who))
    assert client.get(reverse("admin:feedback_concern_changelist"), follow=True).status_code == 403
