"""The administrator's window: it shows who and whether, never what; its buttons are the verbs."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from notices import outbox
from notices.actions import send_due
from notices.models import Mail, Notice
from teams import actions
from teams.models import Invitation
from tests.factories import person, team_with


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def root(team, new_client):
    return new_client(person("root", is_staff=True))


def push(client, model, action, *rows):
    app, name = model._meta.app_label, model._meta.model_name
    return client.post(
        reverse(f"admin:{app}_{name}_changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    ).content.decode()


@pytest.mark.parametrize("model", [User, Invitation, Mail, Notice], ids=lambda model: model._meta.model_name)
def test_a_window_shows_and_neither_adds_nor_deletes(model, team, root):
    actions.invite(team, ["bo@work.example"], "member", by=team.ann)
    outbox.tell([team.bo], key="k", kind="x", text="A private title", url="/", template="teams/notices/left.txt")
    app, name = model._meta.app_label, model._meta.model_name
    assert root.get(reverse(f"admin:{app}_{name}_changelist")).status_code == 200
    row = model.objects.first()
    assert root.get(reverse(f"admin:{app}_{name}_change", args=[row.pk])).status_code == 200
    for door in (reverse(f"admin:{app}_{name}_add"), reverse(f"admin:{app}_{name}_delete", args=[row.pk])):
        assert root.get(door).status_code == 403
    assert root.post(reverse(f"admin:{app}_{name}_change", args=[row.pk]), {"name": "x"}).status_code == 403


def test_texts_of_mails_and_notices_are_nowhere_in_it(team, root):
    outbox.tell(
        [team.bo], key="k", kind="x", text="A private title", url="/private/", template="teams/notices/left.txt"
    )
    outbox.seal("bo@example.org", subject="Private subject", body="https://secret.example")
    mails = [reverse("admin:notices_mail_change", args=[mail.pk]) for mail in Mail.objects.all()]
    notices = [reverse("admin:notices_notice_change", args=[notice.pk]) for notice in Notice.objects.all()]
    lists = [reverse("admin:notices_mail_changelist"), reverse("admin:notices_notice_changelist")]
    for page in [*mails, *notices, *lists]:
        said = root.get(page).content.decode().lower()
        assert "private" not in said
        assert "secret.example" not in said


def test_secrets_of_second_factors_and_sessions_have_no_window():
    shown = {f"{model._meta.app_label}.{model.__name__}" for model in admin.site._registry}
    assert not shown & {"mfa.Authenticator", "usersessions.UserSession", "account.EmailConfirmation", "auth.Group"}


def test_invitations_are_sent_again_and_withdrawn_by_the_verbs(team, root, mailbox):
    [invitation] = actions.invite(team, ["dee@example.org"], "member", by=team.ann)
    assert "Sent again: 1" in push(root, Invitation, "resend", invitation)
    assert send_due() == 1
    assert mailbox.subjects == ["Ann invites you to the team Harbour App"]
    assert "Withdrawn: 1" in push(root, Invitation, "withdraw", invitation)
    assert Invitation.objects.get().state == Invitation.State.WITHDRAWN
    assert "This invitation is no longer waiting." in push(root, Invitation, "resend", invitation)


def test_people_are_shut_out_and_let_in_again(team, root):
    push(root, User, "shut_out", team.bo)
    assert not User.objects.get(pk=team.bo.pk).is_active
    push(root, User, "let_in", team.bo)
    assert User.objects.get(pk=team.bo.pk).is_active
    assert "You cannot shut yourself out." in push(root, User, "shut_out", User.objects.get(email="root@example.org"))


@pytest.mark.parametrize("who", ["ann", "mo", "bo"])
def test_only_administrators_look_through_it(who, team, new_client):
    client = new_client(getattr(team, who))
    assert client.get(reverse("admin:accounts_user_changelist"), follow=True).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_of_a_team_stays(number, team, root, django_assert_max_num_queries):
    for n in range(number):
        team.memberships.create(person=person(f"p{n}"))
    with django_assert_max_num_queries(12):
        page = root.get(reverse("admin:teams_team_change", args=[team.pk])).content.decode()
    assert f"P{number - 1}" in page
