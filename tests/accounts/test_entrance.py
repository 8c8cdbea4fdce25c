"""Sign-up, confirmation, sign-in, reset: how people come in, and what strangers can find out (nothing)."""

import re
from collections import Counter
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from accounts.models import User
from notices.actions import send_due
from notices.models import Mail
from tests.factories import person, team_with
from tests.plugins.mailbox import text_of

SIGNUP, LOGIN, RESET = (reverse(f"account_{name}") for name in ("signup", "login", "reset_password"))
PASSWORD = "correct horse battery"
LINK = re.compile(r"http://localhost:8000(/account/\S+)")


def post_of(mailbox, address):
    send_due()
    return mailbox.to(address)[-1]


def link_in(message):
    return LINK.search(text_of(message)).group(1)


def sign_up(client, email="oz@example.org", name="Oz", **more):
    return client.post(SIGNUP, {"email": email, "name": name, "password1": PASSWORD, **more})


def sign_in(client, email="oz@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_from_sign_up_to_the_first_sign_in(db, client, mailbox):
    assert sign_up(client).url == reverse("account_email_verification_sent")
    assert not is_signed_in(client)
    assert sign_in(client).url == reverse("account_email_verification_sent")
    assert not is_signed_in(client)

    message = post_of(mailbox, "oz@example.org")
    assert message["Subject"] == "Confirm your e-mail address"
    link = link_in(message)
    client.get(link)
    assert not EmailAddress.objects.get().verified, "looking confirms nothing"
    client.post(link)
    assert EmailAddress.objects.get().verified
    sign_in(client)
    assert is_signed_in(client)
    assert User.objects.get().name == "Oz"


def test_where_one_was_going_survives_sign_up_mail_and_sign_in_on_another_device(db, new_client, mailbox):
    team = team_with()
    destination = reverse("teams:history", args=[team.slug])
    sign_up(new_client(), next=destination)
    link = link_in(post_of(mailbox, "oz@example.org"))
    assert link.endswith("?" + urlencode({"next": destination}))

    phone = new_client()
    page = phone.get(link).content.decode()
    assert f'name="next" value="{destination}"' in page
    assert phone.post(link, {"next": destination}).url == destination
    onward = phone.get(destination).url
    assert onward == f"{LOGIN}?{urlencode({'next': destination}, safe='/')}"
    assert sign_in(phone, next=destination).url == destination


def test_a_destination_elsewhere_is_not_followed(db, new_client, mailbox):
    sign_up(new_client(), next="https://evil.example/")
    assert "evil.example" not in text_of(post_of(mailbox, "oz@example.org"))
    person("ann")
    assert sign_in(new_client(), "ann@example.org", next="https://evil.example/").url == "/"


def test_an_invited_stranger_signs_up_confirms_and_joins(db, new_client, mailbox):
    team = team_with()
    new_client(team.ann).post(
        reverse("teams:invite", args=[team.slug]), {"addresses": "oz@example.org", "role": "member"}
    )
    send_due()
    invitation = re.search(r"/teams/invitation/\S+", text_of(mailbox.to("oz@example.org")[0])).group()

    client = new_client()
    assert f"{SIGNUP}?{urlencode({'next': invitation})}" in client.get(invitation).content.decode()
    assert client.post(invitation).url == f"{LOGIN}?next={invitation}"
    sign_up(client, next=invitation)
    confirmation = link_in(post_of(mailbox, "oz@example.org"))
    assert client.post(confirmation, {"next": invitation}).url == invitation
    assert sign_in(client, next=invitation).url == invitation
    assert client.post(invitation).url == reverse("teams:show", args=[team.slug])
    assert team.memberships.filter(person__email="oz@example.org", role="member").exists()


def test_links_lead_to_the_configured_address_whatever_the_request_says(db, client, mailbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    ann = person("ann")
    client.post(
        SIGNUP, {"email": "oz@example.org", "name": "Oz", "password1": PASSWORD}, headers={"host": "evil.example"}
    )
    client.post(RESET, {"email": ann.email}, headers={"host": "evil.example"})
    client.post(RESET, {"email": "nobody@example.org"}, headers={"host": "evil.example"})
    send_due()
    assert len(mailbox) == 3
    for message in mailbox:
        assert "evil.example" not in message.as_string()
        assert "http://localhost:8000/account/" in text_of(message)


def without_tokens(page):
    return re.sub(r'"X-CSRFToken": "\w+"|value="\w{64}"|[\w.]+@example\.org', "", page.content.decode())


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        (SIGNUP, {"name": "Somebody", "password1": PASSWORD}),
        (RESET, {}),
    ],
    ids=["sign-up", "reset"],
)
def test_known_and_unknown_addresses_get_the_same_answer_and_a_mail_each(url, fields, db, new_client, mailbox):
    person("known")
    person("shut", is_active=False)
    answers = []
    for name in ("known", "unknown", "shut"):
        client = new_client()
        first = client.post(url, {"email": f"{name}@example.org", **fields})
        answers.append((first.status_code, first.url, without_tokens(client.get(first.url))))
    assert answers[0] == answers[1] == answers[2]
    send_due()
    assert Counter(message["To"] for message in mailbox) == {
        "known@example.org": 1,
        "unknown@example.org": 1,
        "shut@example.org": 1,
    }


def test_signing_up_twice_before_confirming_makes_one_account(db, new_client):
    assert sign_up(new_client()).url == sign_up(new_client(), email="OZ@example.org").url
    assert User.objects.count() == 1


@pytest.fixture
def hashed(monkeypatch):
    """Every password that was hashed."""
    seen, encode = [], MD5PasswordHasher.encode

    def counting(self, password, salt):
        seen.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return seen


def test_a_wrong_password_says_and_costs_the_same_for_everybody(db, new_client, hashed):
    person("known")
    person("shut", is_active=False)
    User.objects.create_user("unusable@example.org", None, name="Unusable")
    pages, costs = [], []
    for name in ("known", "unknown", "shut", "unusable"):
        hashed.clear()
        answer = sign_in(new_client(), f"{name}@example.org", "wrong password")
        pages.append((answer.status_code, without_tokens(answer)))
        costs.append(len(hashed))
    assert len(set(pages)) == 1
    assert costs == [1, 1, 1, 1]


def test_too_many_wrong_passwords_are_stopped_before_hashing(db, new_client, hashed):
    person("ann")
    for _ in range(5):
        sign_in(new_client(), "ann@example.org", "wrong password")
    hashed.clear()
    client = new_client()
    page = sign_in(client, "ann@example.org").content.decode()
    assert "Too many failed login attempts. Try again later." in page
    assert (hashed, is_signed_in(client)) == ([], False)


def test_the_limit_is_shared_by_all_processes(settings):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_the_limits_of_sign_up_and_reset_act_on_the_address_of_the_browser(db, new_client):
    answers = [new_client().post(RESET, {"email": f"p{n}@example.org"}).status_code for n in range(21)]
    assert answers == [302] * 20 + [429]
    assert Mail.objects.count() == 20


def test_a_new_password_by_mail(db, new_client, mailbox):
    ann = person("ann")
    elsewhere = new_client(ann)
    client = new_client()
    client.post(RESET, {"email": ann.email})
    form = client.get(link_in(post_of(mailbox, ann.email)), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "another good one", "password2": "another good one"})
    assert elsewhere.get(reverse("teams:list")).status_code == 302, "other sessions end"
    sign_in(client, ann.email, "another good one")
    assert is_signed_in(client)
    send_due()
    assert "It was done at" in text_of(mailbox.to(ann)[-1])


def test_the_session_is_a_new_one_after_sign_in(db, client):
    person("ann")
    session = client.session
    session["theme"] = "dark"
    session.save()
    before = session.session_key
    client.cookies["session"] = before
    sign_in(client, "ann@example.org")
    assert client.session.session_key != before


def test_who_is_shut_out_is_out_at_the_next_request(db, new_client):
    ann = person("ann")
    client = new_client(ann)
    assert client.get(reverse("teams:list")).status_code == 200
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert client.get(reverse("teams:list")).url == f"{LOGIN}?next=/teams/"


def test_the_administrators_door_is_the_same_door(db, new_client):
    person("ann")
    User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
    visitor, ann, root = new_client(), new_client(), new_client()
    assert visitor.get("/admin/", follow=True).redirect_chain[-1][0].startswith(LOGIN)
    assert visitor.post("/admin/login/", {"username": "root@example.org", "password": PASSWORD}).status_code == 302
    assert not is_signed_in(visitor)
    sign_in(ann, "ann@example.org")
    assert ann.get("/admin/", follow=True).status_code == 403
    assert sign_in(root, "root@example.org", next="/admin/").url == "/admin/"
    assert root.get("/admin/").status_code == 200


@pytest.mark.parametrize("page", ["account_email", "account_change_password", "mfa_index", "usersessions_list"])
def test_the_pages_of_an_account_open(page, db, new_client):
    answer = new_client(person("ann")).get(reverse(page), follow=True)
    assert "ann@example.org" in answer.content.decode()


@pytest.mark.parametrize(("told", "kept"), [("Asia/Kolkata", "Asia/Kolkata"), ("Atlantis/Capital", "UTC"), ("", "UTC")])
def test_who_signs_up_is_written_to_in_the_zone_their_browser_tells(client, told, kept):
    fields = {"name": "Priya", "email": "priya@example.org", "password1": "a long and quiet river", "time_zone": told}
    client.post(SIGNUP, fields)

    assert User.objects.get(email="priya@example.org").time_zone == kept


def test_where_somebody_was_going_goes_along_to_signing_up(client, db):
    page = client.get("/account/login/", {"next": "/for-you/a&b/"}).content.decode()
    top = page.split("entrance-links")[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', top) == [
        f"/account/{way}/?next=/for-you/a%26b/" for way in ("login", "signup")
    ]
