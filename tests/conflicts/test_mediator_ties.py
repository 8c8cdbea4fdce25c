"""What the site knows of ties between somebody proposed and the parties: told to that person alone, and not to be left out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.permissions import Refused
from conflicts import ties
from conflicts.actions import choosing
from conflicts.models import ConflictCase, ConflictOfInterestDisclosure, MediationAssignment
from feedback.models import FeedbackInvitation, FeedbackRequest
from teams.models import MemberRole, Membership, Team
from tests.conflicts.disagreements import exchanging, find
from tests.conflicts.mediations import choosing_in, mediated_by, proposed_in
from tests.factories import charter_at, person, team_with
from tests.feedback.requests import add, draft_by, group_of, send, sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    team = team_with()
    team.di = person("di")
    return team


def codes(case, who) -> dict:
    return {tie.code: tie.must_be_told for tie in ties.known(find(case), who)}


def asked_by(subject, *people, charter=None):
    request = draft_by(subject, about="Spring", charter=charter)
    add(group_of(request, "client", "named"), *people)
    return send(request)


def test_somebody_from_elsewhere_has_none(team):
    asked_by(person("eve"), team.di)
    assert codes(exchanging(team.bo, team.cy, team=team), team.di) == {}


@pytest.mark.parametrize("who_asked", ["bo", "di"])
def test_feedback_ties_both_ways_for_a_year(team, who_asked):
    case = exchanging(team.bo, team.cy, team=team)
    asked_by(*((team.bo, team.di) if who_asked == "bo" else (team.di, team.bo)))
    tie = {f"feedback:{team.bo.pk}": False}
    assert codes(case, team.di) == tie
    FeedbackRequest.objects.update(state="closed")
    FeedbackInvitation.objects.update(sent_on=timezone.localdate() - timedelta(days=364))
    assert codes(case, team.di) == tie
    FeedbackInvitation.objects.update(sent_on=timezone.localdate() - timedelta(days=367))
    assert codes(case, team.di) == {}


def test_feedback_asked_at_another_address_of_theirs_ties_too(team):
    team.di.emailaddress_set.create(email="di@home.example", verified=True)
    asked_by(team.bo, ("Di", "di@home.example"))
    assert codes(exchanging(team.bo, team.cy), team.di) == {f"feedback:{team.bo.pk}": False}


def test_feedback_not_sent_ties_nobody(team):
    add(group_of(draft_by(team.bo)), team.di)
    assert codes(exchanging(team.bo, team.cy), team.di) == {}


def test_feedback_on_the_charter_it_is_about_cannot_be_left_out(team, new_client):
    charter = charter_at("active", team).charter
    case = exchanging(team.bo, team.cy, team=team)
    ConflictCase.objects.filter(pk=case.pk).update(charter=charter)
    asked_by(team.cy, team.di, charter=charter)
    assert codes(case, team.di) == {f"feedback:{team.cy.pk}": True}
    assignment = proposed_in(choosing_in(case), team.di)
    with pytest.raises(Refused) as refused:
        choosing.disclose(assignment, by=team.di, has_ties=False)
    words = "Please tell of this in your own words: Feedback between you and Cy, within the last year."
    assert refused.value.reason == words
    client, url = new_client(team.di), reverse("conflicts:asked_to_mediate", args=[assignment.pk])
    page = client.post(url, {"ties": "no"})
    assert (page.status_code, words in page.content.decode(), charter.title in page.content.decode()) == (
        422,
        True,
        False,
    )
    client.post(url, {"ties": "yes", "words": "Cy asked me in spring"})
    told = ConflictOfInterestDisclosure.objects.get()
    assert (told.has_ties, told.words, told.known) == (True, "Cy asked me in spring", [f"feedback:{team.cy.pk}"])
    read = new_client(team.bo).get(reverse("conflicts:mediation", args=[case.pk])).content.decode()
    assert ["Cy asked me in spring" in read, "Feedback between" in read] == [True, False]


def test_teams_tie_who_was_there_at_the_same_time_within_a_year(team):
    now = timezone.now()
    choir = Team.objects.create(name="Choir", slug="choir")
    case = exchanging(team.bo, team.cy)

    def seat(who, joined, left):
        fields = {"joined_at": now - timedelta(days=joined), "left_at": left and now - timedelta(days=left)}
        return Membership.objects.update_or_create(
            team=choir, person=who, defaults={"role": MemberRole.MEMBER, **fields}
        )

    tie = {f"team:{team.bo.pk}:{choir.pk}": False}
    found = []
    for his, hers in (
        ((900, None), (800, None)),
        ((900, 300), (800, None)),
        ((900, 400), (800, None)),
        ((900, 300), (200, None)),
    ):
        seat(team.bo, *his)
        seat(team.di, *hers)
        found.append(codes(case, team.di))
    assert found == [tie, tie, {}, {}]


def test_who_mediated_for_one_of_them_before_is_reminded(team):
    before = mediated_by(exchanging(team.bo, team.ann), team.di)
    assert codes(exchanging(team.bo, team.cy), team.di) == {f"mediated:{team.bo.pk}": False}
    assert codes(before.case, team.di) == {}


def test_a_tie_is_named_once_however_often_it_was(team):
    for matter in ("Late builds", "Late plans"):
        mediated_by(exchanging(team.bo, team.ann, about=matter), team.di)
    told = ties.known(exchanging(team.bo, team.cy), team.di)
    assert [tie.code for tie in told] == [f"mediated:{team.bo.pk}"]


def test_a_tie_has_to_be_put_into_words(team, new_client):
    assignment = proposed_in(choosing_in(exchanging(team.bo, team.cy)), team.di)
    page = new_client(team.di).post(
        reverse("conflicts:asked_to_mediate", args=[assignment.pk]), {"ties": "yes", "words": " "}
    )
    assert (page.status_code, "Say in a few words what it is" in page.content.decode()) == (422, True)
    assert MediationAssignment.objects.get().state == "proposed"


def test_knowing_costs_the_same_for_two_and_for_many(team, django_assert_num_queries):
    small = find(exchanging(team.bo, team.cy))
    sent_by(team.bo, team)
    many = exchanging(team.bo, team.cy, *(person(f"p{place}") for place in range(5)))
    for case in (small, find(many)):
        with django_assert_num_queries(5):
            ties.known(case, team.ob)
