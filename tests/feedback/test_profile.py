"""The collaboration profile: off until switched on, opted in thing by thing, shown by links that end (scenario 9)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from charters.actions import reviewing
from charters.models import RoleAssignment
from common.permissions import Refused
from feedback import profiles
from feedback.actions import profile as actions
from feedback.actions import quotes
from feedback.models import CollaborationProfile, LearningItem, QuoteConsent, ResultSnapshot, ShareLink
from tests.factories import charter_at, person, team_with
from tests.feedback.profiles import PRAISE, two_projects
from tests.feedback.requests import invitation_of
from tests.filling import fill

PROFILE, PREVIEW, LINKS = (reverse(f"feedback:{name}") for name in ("profile", "profile_preview", "share_link"))
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture
def bo(db):
    """With strengths, an agreed quote, a role, a project and something learned; nothing of it opted in."""
    bo, asks = two_projects()
    consent = quotes.ask_quote(invitation_of(asks[0], "jon@operator.example"), "useful_moment.0", PRAISE, by=bo)
    quotes.answer_quote(consent, QuoteConsent.Attribution.ROLE)
    LearningItem.objects.create(person=bo, title="Negotiation in spring", state="done", takeaway="Ask before you offer")
    LearningItem.objects.create(person=bo, title="A plan that is none of yours")
    return bo


def switch_on(bo, headline="Lists, early calls, fair deals", about="I write things down."):
    own = profiles.profile_of(bo)
    return actions.write_profile(True, headline, about, by=bo, revision=own.revision)


def show_all(bo, in_full=False):
    for section in profiles.Section:
        refs = list(profiles.offered(bo, section))
        actions.set_section(section, True, refs, refs if in_full else [], by=bo)


def link_of(bo, days=30) -> tuple[ShareLink, str]:
    link, token = actions.make_share_link("Harbour office", days, by=bo)
    return link, reverse("feedback:see_profile", args=[token])


def titles(shown) -> dict:
    return {section["key"]: [entry.title for entry in section["entries"]] for section in shown.sections}


def test_nothing_shows_until_it_is_opted_in(bo):
    own = switch_on(bo)
    assert titles(profiles.shown(own)) == {}

    section, refs = profiles.Section.STRENGTHS, list(profiles.offered(bo, "strengths"))
    assert refs == ["promises", "listening"]
    actions.set_section(section, False, refs, [], by=bo)
    assert titles(profiles.shown(profiles.profile_of(bo))) == {}
    actions.set_section(section, True, ["listening"], [], by=bo)
    assert titles(profiles.shown(profiles.profile_of(bo))) == {"strengths": ["Speaks clearly and listens"]}


def test_a_strength_says_from_how_many_answers_and_who_chose_them(bo):
    entry = profiles.offered(bo, "strengths")["promises"]
    month = ResultSnapshot.objects.first().made_on.strftime("%B %Y")
    assert entry.facts == ("10 answers from 2 projects", month, "respondents chosen by Bo")


def test_a_result_that_is_not_released_makes_no_strength(bo):
    bo.feedback_requests.filter(about__isnull=False).update(state="withheld")
    assert profiles.offered(bo, "strengths") == {}


def test_only_roles_that_were_taken_on_can_stand_there(db):
    version = charter_at("active")
    bo = version.team.bo
    asked = RoleAssignment.objects.get(charter=version.charter, person=bo)
    assert profiles.offered(bo, "roles") == {}
    reviewing.accept_role(asked, by=bo)
    [entry] = profiles.offered(bo, "roles").values()
    assert (entry.title, entry.full) == (asked.role_title, "Harbour App charter · Harbour App")
    assert entry.told(in_full=False).full == ""
    reviewing.decline_role(RoleAssignment.objects.get(pk=asked.pk), "No time.", by=bo)
    assert profiles.offered(bo, "roles") == {}


def test_a_project_is_named_only_where_its_person_says_so(db):
    bo = charter_at("active").team.bo
    switch_on(bo)
    [ref] = profiles.offered(bo, "projects")
    for in_full, title in (([], "A project"), ([ref], "Harbour App charter · Harbour App")):
        actions.set_section("projects", True, [ref], in_full, by=bo)
        assert titles(profiles.shown(profiles.profile_of(bo))) == {"projects": [title]}


def test_what_is_not_ones_own_to_show_is_left_out(bo, db):
    other = person("oz")
    mine = LearningItem.objects.get(person=bo, state="done")
    actions.set_section("learning", True, [str(mine.pk), "nonsense"], [], by=other)
    assert titles(profiles.shown(profiles.profile_of(other))) == {}


def test_a_takeaway_stays_private_unless_it_is_told_in_full(bo, new_client):
    switch_on(bo)
    show_all(bo)
    _link, url = link_of(bo)
    assert "Ask before you offer" not in new_client().get(url).content.decode()
    show_all(bo, in_full=True)
    page = new_client().get(url).content.decode()
    assert "Ask before you offer" in page
    assert "A plan that is none of yours" not in page


def test_what_is_behind_a_link_holds_no_answer_no_address_and_no_identifier(bo, new_client):
    switch_on(bo)
    show_all(bo, in_full=True)
    _link, url = link_of(bo)
    answer = new_client().get(url)
    page = answer.content.decode()
    assert set(titles(profiles.shown(profiles.profile_of(bo)))) == {"strengths", "quotes", "learning"}
    assert [word for word in ("@", "confidential card", "One card.", "csrf", "Jon Pier") if word in page] == []
    assert UUID.findall(page) == []
    assert PRAISE in page
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "same-origin")
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert '<meta name="robots" content="noindex' in page
    assert not answer.cookies


def test_the_preview_is_what_a_visitor_gets(bo, new_client):
    show_all(bo)
    before = new_client(bo).get(PREVIEW).content
    switch_on(bo, headline="", about="")
    _link, url = link_of(bo)
    assert new_client().get(url).content == new_client(bo).get(PREVIEW).content == before
    assert new_client(person("oz")).get(url).content == before


def test_links_that_lead_nowhere_all_look_the_same(bo, new_client):
    switch_on(bo)
    show_all(bo)
    revoked, url_of_revoked = link_of(bo)
    _link, url_of_expired = link_of(bo, days=1)
    _link, url = link_of(bo)
    client, oz = new_client(), new_client(person("oz"))
    assert {client.get(one).status_code for one in (url, url_of_expired, url_of_revoked)} == {200}

    actions.revoke_share_link(revoked, by=bo)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        unknown = reverse("feedback:see_profile", args=["nobody-knows-this"])
        answers = [who.get(one) for who in (client, oz) for one in (unknown, url_of_expired, url_of_revoked)]
        actions.write_profile(False, "", "", by=bo, revision=profiles.profile_of(bo).revision)
        answers.append(client.get(url))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.items())) for answer in answers[:3] + answers[-1:]}) == 1


def test_the_secret_is_shown_once_and_kept_nowhere(bo, new_client):
    switch_on(bo)
    client = new_client(bo)
    page = fill(client, LINKS, label="Harbour office", days="30")
    html = page.content.decode()
    token = re.search(r"/profile/see/([\w-]+)/", html).group(1)
    assert token not in client.get(LINKS).content.decode()
    [link] = ShareLink.objects.all()
    assert (link.label, token in link.token_hash, link.profile.person_id) == ("Harbour office", False, bo.pk)
    assert new_client().get(reverse("feedback:see_profile", args=[token])).status_code == 200


def test_the_same_form_sent_twice_makes_one_link(bo, new_client):
    switch_on(bo)
    client, sent = new_client(bo), {"label": "x", "days": "5", "key": "0199f000-0000-7000-8000-000000000009"}
    assert "/profile/see/" in client.post(LINKS, sent).content.decode()
    assert "/profile/see/" not in client.post(LINKS, sent).content.decode()
    assert ShareLink.objects.count() == 1


@pytest.mark.parametrize("days", ["0", "366", "-1", "x", ""])
def test_a_link_lasts_from_one_day_to_a_year(days, bo, new_client):
    switch_on(bo)
    assert new_client(bo).post(LINKS, {"label": "x", "days": days}).status_code == 422
    assert not ShareLink.objects.exists()


def test_no_link_to_a_profile_that_is_off(bo):
    with pytest.raises(Refused, match="Your profile is off"):
        link_of(bo)


def test_links_are_ones_own(bo, new_client):
    switch_on(bo)
    link, _url = link_of(bo)
    oz = person("oz")
    assert new_client(oz).post(reverse("feedback:revoke_share_link", args=[link.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.revoke_share_link(link, by=oz)


def test_two_windows_lose_no_words(bo, new_client):
    client = new_client(bo)
    sent = {"is_on": "on", "headline": "First", "about": "First words", "revision": "1"}
    client.post(PROFILE, sent)
    page = client.post(PROFILE, sent | {"headline": "Second", "about": "Second words"})
    assert page.status_code == 422
    assert "changed in another window" in page.content.decode()
    assert CollaborationProfile.objects.get().headline == "First"
    assert page.context["form"]["about"].value() == "Second words"
    fields = {name: page.context["form"][name].value() for name in ("headline", "about", "revision")}
    client.post(PROFILE, fields | {"is_on": "on"})
    assert CollaborationProfile.objects.get().about == "Second words"


def test_the_order_is_ones_own(bo, new_client):
    client = new_client(bo)
    url = reverse("feedback:profile_section", args=["strengths"])
    sent = {"is_shown": "on", "item": ["promises", "listening"]}
    for move, order in (("", [0, 1]), ("up:listening", [1, 0]), ("up:promises", [0, 1]), ("down:none", [0, 1])):
        client.post(url, sent | {"move": move})
        expected = [["Keeps promises", "Speaks clearly and listens"][place] for place in order]
        assert titles(profiles.shown(profiles.profile_of(bo)))["strengths"] == expected, move


def test_the_pages_cost_the_same_however_much_there_is(bo, new_client, django_assert_max_num_queries):
    switch_on(bo)
    show_all(bo)
    client = new_client(bo)
    _link, url = link_of(bo)
    for n in range(30):
        LearningItem.objects.create(person=bo, title=f"Book {n}", state="done")
    show_all(bo)
    for page, most in ((PROFILE, 12), (LINKS, 8), (PREVIEW, 10)):
        with django_assert_max_num_queries(most):
            client.get(page)
    with django_assert_max_num_queries(9):
        new_client().get(url)


def test_somebody_without_anything_sees_what_could_stand_there(new_client, db):
    page = new_client(team_with().ob).get(PROFILE).content.decode()
    assert "at least five answers in each of two projects" in page
    assert "It is off" in page
