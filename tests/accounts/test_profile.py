"""The profile: a name others read, hours one lives in."""

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import User
from common.permissions import Refused
from tests.factories import person

PROFILE = reverse("accounts:profile")


@pytest.fixture
def ann(db):
    return person("ann")


def test_saying_who_one_is(ann, new_client):
    client = new_client(ann)
    assert client.post(PROFILE, {"name": "Ann Lindqvist", "time_zone": "Pacific/Kiritimati"}).url == PROFILE
    ann.refresh_from_db()
    assert (ann.name, ann.time_zone) == ("Ann Lindqvist", "Pacific/Kiritimati")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": "", "time_zone": "UTC"}, "This field is required."),
        ({"name": "A" * 201, "time_zone": "UTC"}, "Ensure this value has at most 200 characters"),
        ({"name": "Ann\r\nBcc: all@example.org", "time_zone": "UTC"}, "A name is one line of text."),
        ({"name": "Ann", "time_zone": "Mars/Olympus"}, "is not a time zone"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field(fields, error, ann, new_client):
    page = new_client(ann).post(PROFILE, fields)
    assert error in page.content.decode()
    ann.refresh_from_db()
    assert (ann.name, ann.time_zone) == ("Ann", "UTC")


@pytest.mark.parametrize("name", ["<b>Ann</b>", "آن", "🦀 Ann", "O’Neill & Söhne"])
def test_any_script_is_a_name(name, ann, new_client):
    client = new_client(ann)
    client.post(PROFILE, {"name": name, "time_zone": "UTC"})
    assert User.objects.get().name == name
    assert "<b>Ann</b>" not in client.get(PROFILE).content.decode()


def test_nobody_words_the_profile_of_another(ann):
    with pytest.raises(Refused, match="Everyone words their own profile"):
        actions.edit_profile(ann, "X", "UTC", by=person("bo"))


def test_the_hours_shown_are_those_of_the_reader(ann, new_client):
    actions.edit_profile(ann, "Ann", "Asia/Kathmandu", by=ann)
    page = new_client(ann).get(PROFILE).content.decode()
    assert '<option value="Asia/Kathmandu" selected>Kathmandu</option>' in page


def test_only_an_administrator_shuts_out_and_never_themself(ann):
    admin, bo = person("admin", is_staff=True), person("bo")
    with pytest.raises(Refused):
        actions.shut_out(ann, by=bo)
    with pytest.raises(Refused, match="You cannot shut yourself out"):
        actions.shut_out(admin, by=admin)
    assert actions.shut_out(ann, by=admin).is_active is False
    with pytest.raises(Refused):
        actions.let_in(ann, by=bo)
    assert actions.let_in(ann, by=admin).is_active is True
