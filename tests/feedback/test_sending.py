"""What stands in the way of sending, in words; and that what is sent is sent once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from charters.models import Charter
from common.addresses import normal
from common.permissions import Refused
from feedback.actions import asking, sending, sending_later
from feedback.digests import digest_of
from feedback.models import DoNotContact, FeedbackInvitation, FeedbackRequest, OutsideContact
from feedback.permissions.sending import OPEN_ASKS, OUTSIDE_A_DAY
from notices.models import Mail, Notice
from tests.factories import charter_at, team_with
from tests.feedback.requests import add, draft_by, group_of, invitation_of, send

pytestmark = pytest.mark.django_db
State = FeedbackInvitation.State
LARGE = {"bo": "member", "ann": "lead"} | {f"p{n}": "member" for n in range(8)}


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def large():
    return team_with(LARGE, name="Large")


def asking_of(subject, team, *people, **fields):
    """A confidential draft to these people."""
    request = draft_by(subject, team, **fields)
    add(group_of(request), *people)
    return request


def named_to(subject, *addresses, **fields):
    request = draft_by(subject, **fields)
    add(group_of(request, "client", "named"), *[("", one) for one in addresses])
    return request


def reason_for(request) -> str:
    with pytest.raises(Refused) as refused:
        send(request)
    request.refresh_from_db()
    assert request.state == FeedbackRequest.State.DRAFT
    assert Mail.objects.filter(key__startswith=f"feedback:{request.pk}:").count() == 0
    return str(refused.value.reason)


def mails_of(request, kind="asked") -> list[str]:
    return sorted(Mail.objects.filter(key__startswith=f"feedback:{request.pk}:{kind}").values_list("to", flat=True))


def states_of(request) -> dict:
    return dict(request.invitations.values_list("address", "state"))


def some(team, *numbers):
    return [getattr(team, f"p{n}") for n in numbers]


# Who, and what could be shown


def test_nobody_to_ask(team):
    request = draft_by(team.bo, team)
    asking.include_self(request, group_of(request).version, by=team.bo)
    assert reason_for(request) == "Please choose at least one person to ask."


def test_a_promise_that_would_show_nothing(team):
    words = "Nothing could be shown of the confidential answers, even if everybody answers: 2 people count and can be reached, 3 are needed. Ask more people, or ask by name."
    assert reason_for(asking_of(team.bo, team, team.ann, team.cy)) == words


def test_own_addresses_outside_lift_no_number(team):
    request = asking_of(team.bo, team, team.ann, team.cy)
    add(group_of(request, "other"), ("", "bo.private@example.net"), ("", "second@example.net"))
    assert reason_for(request).startswith("Nothing could be shown")


def test_a_contact_counts_once_a_second_member_knows_them(team):
    charter = charter_at("active", team).charter
    request = asking_of(team.bo, team, team.ann, team.cy, charter=charter)
    add(group_of(request, "client"), ("Jon", "jon@operator.example"))
    contact = OutsideContact.objects.create(
        team=team, charter=charter, name="Jon", address="jon@operator.example", normal_address="jon@operator.example",
        added_by=team.bo,
    )  # fmt: skip
    assert reason_for(request).startswith("Nothing could be shown")
    contact.confirmed_by = team.ann
    contact.save()
    send(request)
    assert set(request.invitations.values_list("counts", flat=True)) == {True}


def test_by_name_two_are_enough(team):
    request = draft_by(team.bo, team)
    add(group_of(request, mode="named"), team.ann, team.cy)
    send(request)
    assert mails_of(request) == sorted([team.ann.email, team.cy.email])


def test_sent_twice_is_sent_once(team):
    request = asking_of(team.bo, team, team.ann, team.cy, team.mo)
    send(request), send(request)
    assert mails_of(request) == sorted([team.ann.email, team.cy.email, team.mo.email])
    assert Notice.objects.filter(kind="feedback.asked").count() == 3
    assert request.groups.get().version.is_used


def test_a_day_that_has_passed_meanwhile_is_refused(team, time_machine):
    time_machine.move_to("2026-11-02T12:00:00+00:00")
    request = named_to(team.bo, "jon@operator.example")
    time_machine.move_to("2026-11-15T12:00:00+00:00")
    with pytest.raises(Refused) as refused:
        sending.send(request, by=team.bo)
    assert str(refused.value.reason) == "Please give people at least 3 days."


def test_the_last_day_ends_where_the_person_lives_across_a_clock_change(team, time_machine):
    time_machine.move_to("2027-03-20T12:00:00+00:00")
    team.bo.time_zone = "Europe/Berlin"
    team.bo.save()
    request = named_to(team.bo, "jon@operator.example")
    sending.send(request, date(2027, 3, 28), by=team.bo)
    request.refresh_from_db()
    assert request.closes_at.isoformat() == "2027-03-28T22:00:00+00:00"


# Limits


def test_thirty_people_outside_a_day_also_after_cancelling(team, time_machine):
    time_machine.move_to("2026-11-02T12:00:00+00:00")
    first = named_to(team.bo, *[f"a{n}@example.com" for n in range(OUTSIDE_A_DAY - 1)])
    send(first)
    sending_later.cancel_request(FeedbackRequest.objects.get(pk=first.pk), by=team.bo)
    second = named_to(team.bo, "b1@example.com", "b2@example.com")
    assert reason_for(second) == "You can write to 30 people outside your team a day; today 1 more. Here are 2."
    time_machine.move_to("2026-11-03T12:00:00+00:00")
    send(second)
    assert mails_of(second) == ["b1@example.com", "b2@example.com"]


def test_who_wants_no_mail_or_is_asked_by_three_is_not_reached_without_a_reason(team):
    DoNotContact.objects.create(digest=digest_of(normal("Ben+x@example.com")), since=timezone.localdate())
    for n in range(OPEN_ASKS):
        send(named_to([team.ann, team.cy, team.mo][n], "busy@example.com"))
    request = named_to(team.bo, "ben@example.com", "busy@example.com", "jon@operator.example")
    send(request)
    assert states_of(request) == {
        "ben@example.com": State.BOUNCED, "busy@example.com": State.BOUNCED, "jon@operator.example": State.SENT,
    }  # fmt: skip
    assert mails_of(request) == ["jon@operator.example"]
    assert set(request.invitations.filter(state=State.BOUNCED).values_list("reason", "sent_on")) == {("", None)}


def test_an_answer_to_others_does_not_show_by_being_reached(team):
    for n in range(OPEN_ASKS):
        earlier = named_to([team.ann, team.cy, team.mo][n], "busy@example.com")
        send(earlier)
        earlier.invitations.update(state=State.SUBMITTED)
    request = named_to(team.bo, "busy@example.com")
    send(request)
    assert states_of(request) == {"busy@example.com": State.BOUNCED}


# Asking again


def asked_before(team, *people, **fields):
    request = asking_of(team.bo, team, *people, **fields)
    send(request)
    return request


def test_leaving_out_one_of_the_same_people_is_refused_by_name(large):
    asked_before(large, *some(large, 0, 1, 2, 3))
    words = reason_for(asking_of(large.bo, large, *some(large, 0, 1, 2)))
    assert (
        words
        == "You asked almost the same people about “Delay notices, spring release”. Left out now: P3. The two results together would tell what they said. Leave out nobody or at least 3 people, or ask by name."
    )


def test_adding_one_is_refused_by_name(large):
    asked_before(large, *some(large, 0, 1, 2))
    words = reason_for(asking_of(large.bo, large, *some(large, 0, 1, 2, 3)))
    assert (
        words
        == "You asked almost the same people about “Delay notices, spring release”. New now: P3. The two results together would tell what they say. Add nobody or at least 3 people, or ask by name."
    )


def test_the_same_people_are_not_asked_the_same_but_something_else(large):
    asked_before(large, *some(large, 0, 1, 2))
    again = asking_of(large.bo, large, *some(large, 0, 1, 2))
    assert reason_for(again).startswith("You asked the same people the same about “Delay notices, spring release”")
    group_of(again, slug="pulse")
    send(again)
    assert len(mails_of(again)) == 3


@pytest.mark.parametrize("numbers", [(0, 1, 2, 5, 6, 7), (3, 4, 5)])
def test_three_more_or_three_others_can_be_asked(large, numbers):
    asked_before(large, *some(large, 0, 1, 2))
    send(asking_of(large.bo, large, *some(large, *numbers)))


def test_by_name_anybody_can_be_asked_again(large):
    asked_before(large, *some(large, 0, 1, 2, 3))
    request = draft_by(large.bo, large)
    add(group_of(request, mode="named"), *some(large, 0, 1, 2))
    send(request)


def test_another_charter_and_a_request_after_ninety_days_are_apart(large, time_machine):
    time_machine.move_to("2026-11-02T12:00:00+00:00")
    one, other = (Charter.objects.create(team=large, title=title, created_by=large.ann) for title in ("One", "Other"))
    asked_before(large, *some(large, 0, 1, 2, 3), charter=one)
    send(asking_of(large.bo, large, *some(large, 0, 1, 2), charter=other))
    assert reason_for(asking_of(large.bo, large, *some(large, 0, 1, 2), charter=one)).startswith("You asked almost")
    assert reason_for(asking_of(large.bo, large, *some(large, 0, 1, 2))).startswith("You asked almost")
    time_machine.shift(timedelta(days=14 + 91))
    late = draft_by(large.bo, charter=one)
    add(group_of(late), *some(large, 0, 1, 2))
    send(late)


def test_what_was_cancelled_told_nothing(large):
    before = asked_before(large, *some(large, 0, 1, 2, 3))
    sending_later.cancel_request(FeedbackRequest.objects.get(pk=before.pk), by=large.bo)
    send(asking_of(large.bo, large, *some(large, 0, 1, 2)))


def test_somebody_elses_requests_do_not_matter(large):
    asked_before(large, *some(large, 0, 1, 2, 3))
    other = draft_by(large.ann, large)
    add(group_of(other), *some(large, 0, 1, 2))
    send(other)


def test_the_page_says_at_its_place_what_stands_in_the_way(new_client, large):
    asked_before(large, *some(large, 0, 1, 2, 3))
    again = asking_of(large.bo, large, *some(large, 0, 1, 2))
    response = new_client(large.bo).post(reverse("feedback:send", args=[again.pk]))
    assert response.status_code == 422
    assert [(one.place, "Left out now: P3." in str(one.reason)) for one in response.context["refused"]] == [
        ("who", True)
    ]


def test_nobody_else_sends_it(team):
    request = asking_of(team.bo, team, team.ann, team.cy, team.mo)
    with pytest.raises(Refused):
        sending.send(request, by=team.ann)
    assert invitation_of(request, team.ann).state == State.CREATED
