"""The second factor: a code from an app, recovery codes, who signs in with them. Passkeys: tests/browser."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from django.utils import timezone

from tests.factories import person

PASSWORD = "correct horse battery"
LOGIN = reverse("account_login")


@pytest.fixture
def ann(db):
    return person("ann")


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def enter(client):
    return client.post(LOGIN, {"login": "ann@example.org", "password": PASSWORD})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def activate(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    assert secret in page.content.decode()
    with time_machine.travel(timezone.now(), tick=False):  # a code holds for half a minute
        client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    return secret


def test_a_code_is_asked_for_after_the_password(ann, new_client):
    client = new_client()
    enter(client)
    secret = activate(client)
    assert Authenticator.objects.filter(user=ann, type="totp").exists()

    other = new_client()
    assert enter(other).url == reverse("mfa_authenticate")
    assert not is_signed_in(other)

    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        code = code_for(secret)
        other.post(reverse("mfa_authenticate"), {"code": f"{(int(code) + 1) % 1_000_000:06}"})
        assert not is_signed_in(other)
        other.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(other)


def recovery_codes(client):
    return client.get(reverse("mfa_download_recovery_codes")).content.decode().split()


def test_a_recovery_code_works_once(ann, new_client):
    client = new_client()
    enter(client)
    activate(client)
    code = recovery_codes(client)[0]
    answers = []
    for _ in range(2):
        other = new_client()
        enter(other)
        other.post(reverse("mfa_authenticate"), {"code": code})
        answers.append(is_signed_in(other))
    assert answers == [True, False]


def test_the_password_is_asked_again_before_a_factor_is_added(ann, new_client):
    answer = new_client(ann).get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
