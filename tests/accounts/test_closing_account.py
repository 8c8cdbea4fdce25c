"""Closing an account: what is the person's alone goes, what others share with them stays, as that of a former member."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import serializers
from django.urls import reverse

from accounts import actions
from accounts.models import User
from charters.actions import calendars
from charters.models import CalendarFeed, Signature
from common.permissions import Refused
from feedback.actions import answering, profile
from feedback.models import (
    CollaborationProfile,
    FeedbackInvitation,
    FeedbackRequest,
    FeedbackResponse,
    Insight,
    LearningItem,
    NextStep,
    PersonalLink,
    PooledAnswer,
    QuoteConsent,
    Reflection,
    ReflectionItem,
    ResultSnapshot,
    ShareLink,
)
from negotiations.models import PrepSheet
from notices.models import Mail, Notice
from teams import actions as teams
from teams.models import Invitation, Membership
from tests.factories import charter_at, person, team_with
from tests.feedback.profiles import two_projects
from tests.feedback.requests import CLIENT, add, answer, draft_by, group_of, invitation_of, send, sent_by
from tests.feedback.results import close
from tests.filling import fill
from tests.negotiations.sheets import seat, sheet_of

CLOSE = reverse("accounts:close")
PASSWORD = "correct horse battery"


def signed_in(new_client, who):
    client = new_client()
    client.post(reverse("account_login"), {"login": who.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def gone(who):
    return actions.close_account(who, by=who)


def test_closing_wants_the_password_and_the_address(new_client, db):
    bo = team_with().bo
    stranger = new_client(bo)
    assert stranger.get(CLOSE).url.startswith(reverse("account_reauthenticate"))
    assert stranger.post(CLOSE, {"address": bo.email}).url.startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=bo.pk, is_active=True).exists()

    client = signed_in(new_client, bo)
    page = client.post(CLOSE, {"address": "ann@example.org"})
    assert page.status_code == 422
    assert "This is not the address of this account." in page.content.decode()
    assert User.objects.filter(pk=bo.pk, is_active=True).exists()

    page = fill(client, CLOSE, address="BO@example.org")
    assert page.redirect_chain == [(reverse("accounts:closed"), 302)]
    assert "Your account is closed" in page.content.decode()


def test_nothing_leads_in_any_more(new_client, db):
    bo = team_with().bo
    client, other = signed_in(new_client, bo), signed_in(new_client, bo)
    Authenticator.objects.create(user=bo, type="totp", data={})
    assert UserSession.objects.filter(user=bo).count() == 2

    client.post(CLOSE, {"address": bo.email})
    bo.refresh_from_db()
    assert (bo.name, bo.is_active, bo.has_usable_password()) == ("Former member", False, False)
    assert bo.email.endswith("@closed.invalid")
    for model in (EmailAddress, Authenticator, UserSession):
        assert not model.objects.filter(user=bo).exists()
    assert not Session.objects.filter(session_key=other.cookies["session"].value).exists()
    assert other.get(reverse("accounts:profile")).status_code == 302
    assert "_auth_user_id" not in signed_in(new_client, User(email="bo@example.org")).session
    # The address is free again for a new beginning.
    assert actions.add_person("bo@example.org", "Bo").pk != bo.pk


def test_the_only_lead_of_others_hands_over_first(new_client, db):
    team = team_with()
    with pytest.raises(Refused, match="You are the only lead of Harbour App"):
        gone(team.ann)
    page = signed_in(new_client, team.ann).get(CLOSE).content.decode()
    assert "You are the only lead of Harbour App." in page
    assert 'name="address"' not in page
    teams.change_role(team.memberships.get(person=team.bo), "lead", by=team.ann)
    gone(team.ann)
    assert not Membership.objects.present().filter(person=team.ann).exists()


def test_the_last_of_a_team_may_go(db):
    ann = person("ann")
    team = teams.create_team("Alone", by=ann)
    gone(ann)
    assert not team.memberships.present().exists()


def test_the_only_administrator_stays(db):
    root = person("root", is_staff=True)
    with pytest.raises(Refused, match="You are the only administrator"):
        gone(root)
    person("toor", is_staff=True)
    gone(root)
    root.refresh_from_db()
    assert not root.is_staff


def test_nobody_closes_the_account_of_another(db):
    team = team_with()
    with pytest.raises(Refused, match="Everyone closes their own account"):
        actions.close_account(team.bo, by=team.ann)


def test_what_was_signed_stays_with_the_name_that_was_typed(new_client, db):
    version = charter_at("active")
    bo = version.team.bo
    gone(bo)
    signature = Signature.objects.get(version=version, person=bo)
    assert (signature.state, signature.typed_name) == ("signed", "Bo")
    page = new_client(version.team.ann).get(reverse("charters:show", args=[version.charter_id])).content.decode()
    assert "bo@example.org" not in page
    member = new_client(version.team.ann).get(reverse("teams:history", args=[version.team.slug])).content.decode()
    assert "Former member" in member


def test_others_hear_of_it_as_of_everybody_who_leaves(db):
    team = team_with()
    gone(team.bo)
    assert Notice.objects.filter(person=team.ann, kind="member.left").count() == 1


def test_invitations_notices_mails_and_links_go(db):
    team, other = team_with(), team_with({"kim": "lead"}, "Lighthouse")
    teams.invite(other, ["bo@example.org", "new@example.org"], "member", by=other.kim)
    calendars.make_feed(None, by=team.bo)
    assert Mail.objects.filter(to="bo@example.org").exists()
    gone(team.bo)
    assert list(Invitation.objects.order_by("email").values_list("email", "state")) == [
        ("bo@example.org", "withdrawn"), ("new@example.org", "sent"),
    ]  # fmt: skip
    assert not Mail.objects.filter(to="bo@example.org").exists()
    assert not Notice.objects.filter(person=team.bo).exists()
    assert not CalendarFeed.objects.filter(person=team.bo).exists()


def test_a_sheet_of_ones_own_goes_and_one_that_others_sit_at_stays(db):
    team = team_with()
    alone, shared = sheet_of(team, team.bo), sheet_of(team, team.bo, title="With Cy")
    seat(shared, team.cy, "editor", sees_limits=True)
    gone(team.bo)
    assert list(PrepSheet.objects.all()) == [shared]
    assert list(shared.seats.values_list("person", "role")) == [(team.cy.pk, "owner")]
    assert alone.negotiation_id != shared.negotiation_id


def test_requests_that_are_open_end_and_results_stay(db):
    bo, asks = two_projects()
    team = asks[1].team
    draft = draft_by(bo, team)
    running = draft_by(bo, team, about="Running")
    add(group_of(running, "client", "named"), CLIENT)
    send(running)
    answer(running, CLIENT[1], useful_moment={"cards": ["Kept nowhere"]})
    pooled, results = PooledAnswer.objects.count(), ResultSnapshot.objects.count()
    gone(bo)
    states = {one.about: one.state for one in FeedbackRequest.objects.all()}
    assert states == {"Work on Harbour App": "released", "Work on Lighthouse": "released", "Running": "cancelled"}
    assert not FeedbackRequest.objects.filter(pk=draft.pk).exists()
    assert (PooledAnswer.objects.count(), ResultSnapshot.objects.count()) == (pooled, results)
    assert not FeedbackResponse.objects.filter(invitation__request=running).exists()


def test_answers_that_were_sent_count_and_drafts_are_gone(db, run_tasks):
    """Of a request that still collects: bo answered, cy only began, and both close their accounts."""
    team = team_with()
    ask = sent_by(team.ann, team)
    run_tasks()
    for one in (team.bo, team.mo, team.ob):
        answer(ask, one, keep_doing={"cards": ["The lists"]})
    answering.save_draft(invitation_of(ask, team.cy), {"keep_doing": {"cards": ["Not yet"]}}, revision=0)
    teams.change_role(team.memberships.get(person=team.mo), "lead", by=team.ann)
    gone(team.bo)
    gone(team.cy)
    rows = FeedbackInvitation.objects.filter(request=ask, person__in=[team.bo, team.cy])
    assert sorted(rows.values_list("state", "name")) == [("ended", "Former member"), ("submitted", "Former member")]
    assert all(one.address.endswith("@closed.invalid") for one in rows)
    assert not PersonalLink.objects.filter(invitation__in=rows).exists()
    assert not FeedbackResponse.objects.filter(invitation__person=team.cy).exists()
    cards = [question for question in close(ask).snapshot.data["questions"] if question["key"] == "keep_doing"]
    assert cards[0]["cells"][0]["cards"]["cards"] == ["The lists"] * 3


def test_asks_under_any_confirmed_address_end(db):
    """jon was asked as a client, without anybody knowing of his account."""
    team = team_with()
    jon = actions.add_person(CLIENT[1], "Jon Pier")
    ask = sent_by(team.bo, team)
    gone(jon)
    [row] = ask.invitations.filter(group__key="client")
    assert (row.state, row.name, row.address.endswith("@closed.invalid")) == ("ended", "Former member", True)
    assert ask.invitations.filter(state="sent").count() == 4


@pytest.mark.parametrize("has_answered", [True, False])
def test_nobody_can_tell_by_it_whether_they_had_answered(has_answered, db, new_client):
    """Neither the person who asks nor the others who are asked: what they see changes alike."""
    team = team_with()
    ask = sent_by(team.bo, team)
    if has_answered:
        answer(ask, team.cy)
    gone(team.cy)
    other = new_client(team.mo).get(reverse("feedback:asked", args=[invitation_of(ask, team.mo).pk]))
    assert "4 teammates are asked" in other.content.decode()
    own = new_client(team.bo).get(reverse("feedback:show", args=[ask.pk])).content.decode()
    assert (own.count("Former member"), "Cannot be reached" in own) == (1, False)


def test_lessons_go_unless_they_were_shared(db):
    version = charter_at("active")
    bo, now = version.team.bo, version.activated_at
    reflection = Reflection.objects.create(team=version.team, charter=version.charter, person=bo)
    for text, shared_at in (("Mine", None), ("Ours", now)):
        ReflectionItem.objects.create(reflection=reflection, kind="why", text=text, shared_at=shared_at)
        Insight.objects.create(author=bo, team=version.team, text=text, shared_at=shared_at)
    LearningItem.objects.create(person=bo, title="A book")
    ask = sent_by(bo, version.team)
    NextStep.objects.create(request=ask, person=bo, purpose="keep", form="goal", words="On", due_on=now.date())
    gone(bo)
    assert [one.text for one in ReflectionItem.objects.all()] == ["Ours"]
    assert [(one.text, str(one.author)) for one in Insight.objects.all()] == [("Ours", "Former member")]
    assert not LearningItem.objects.exists()
    assert not NextStep.objects.exists()


def test_the_profile_and_all_quotes_go(db, new_client):
    team = team_with()
    bo = team.bo
    profile.write_profile(True, "Lists", "", by=bo, revision=1)
    _link, token = profile.make_share_link("Office", 30, by=bo)
    words = {"author_address": "x@example.org", "asked_on": "2026-05-04", "state": "agreed", "attribution": "named"}
    QuoteConsent.objects.create(subject=bo, author_name="Jon", words="Well", **words)
    QuoteConsent.objects.create(subject=team.ann, author=bo, author_name="Bo", words="Well", **words)
    url = reverse("feedback:see_profile", args=[token])
    assert new_client().get(url).status_code == 200
    gone(bo)
    assert new_client().get(url).status_code == 404
    for model in (CollaborationProfile, ShareLink, QuoteConsent):
        assert not model.objects.exists()


def test_the_address_stands_nowhere_any_more(db, run_tasks):
    """In no row of the whole database, also where words are kept encrypted."""
    version = charter_at("active")
    team = version.team
    ask = sent_by(team.ann, team, charter=version.charter)
    run_tasks()
    answer(ask, team.bo)
    close(ask)
    sent_by(team.bo, team)
    gone(team.bo)
    kept = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if "bo@example.org" in serializers.serialize("json", model._base_manager.all())
    }
    assert kept == set()


def test_closing_twice_is_closing_once(db):
    bo = team_with().bo
    gone(bo)
    events = bo_events(bo)
    gone(User.objects.get(pk=bo.pk))
    assert bo_events(bo) == events


def bo_events(bo) -> int:
    return Membership.objects.filter(person=bo).count() + Notice.objects.count()
