"""What the pages of asking cost with two hundred people: never more than twelve statements, and as many as with twelve."""

import pytest
from django.urls import reverse

from feedback.actions import asking
from feedback.models import FeedbackInvitation, FeedbackRequest, OutsideContact
from feedback.permissions.asking import MOST_PEOPLE
from tests.factories import charter_at, team_with
from tests.feedback.requests import add, draft_by, group_of, send, version_for
from tests.test_budgets import MOST, asked

pytestmark = pytest.mark.django_db
State = FeedbackInvitation.State


class Crowd:
    """A team in which bo asks `number` people: members, contacts of the charter, and addresses; and asked some before."""

    def __init__(self, number: int):
        cast = {"ann": "lead", "bo": "member"} | {f"m{place}": "member" for place in range(number // 4)}
        self.team = team_with(cast, name=f"Team of {number}")
        self.charter = charter_at("active", self.team).charter
        self.members = [getattr(self.team, f"m{place}") for place in range(number // 4)]
        self.others = [(f"P {place}", f"p{place}@example.com") for place in range(number - number // 4)]
        self.before()
        self.draft = self.request()
        self.sent = self.collecting()

    def before(self):
        former = draft_by(self.team.bo, charter=self.charter)
        add(group_of(former, slug="pulse", mode="confidential"), *self.members[:3])
        FeedbackRequest.objects.filter(pk=former.pk).update(state="released", sent_on=former.closes_on)
        former.invitations.update(sent_on=former.closes_on)

    def request(self):
        request = draft_by(self.team.bo, charter=self.charter)
        add(group_of(request), *self.members)
        add(group_of(request, "client"), *self.others[::2])
        add(group_of(request, "other", "named"), *self.others[1::2])
        OutsideContact.objects.bulk_create(
            OutsideContact(
                team=self.team, charter=self.charter, name=name, address=address, normal_address=address,
                added_by=self.team.bo, confirmed_by=self.team.ann if place % 2 else None,
            )
            for place, (name, address) in enumerate(self.others)
        )  # fmt: skip
        asking.include_self(request, version_for(self.team.bo, "self"), by=self.team.bo)
        return request

    def collecting(self):
        """As sending leaves it; so many mails to people outside could not go out on one day."""
        request = self.request_again()
        request.invitations.update(state=State.SENT, sent_on=request.closes_on)
        waiting = request.invitations.filter(group__key="client")[:10]
        request.invitations.filter(pk__in=waiting.values("pk")).update(is_confirmed=False)
        return request

    def request_again(self):
        request = draft_by(self.team.bo, self.team)
        add(group_of(request, mode="named"), *self.members)
        send(request)
        FeedbackInvitation.objects.bulk_create(
            FeedbackInvitation(
                request=request, group=request.groups.first(), address=address, normal_address=address, name=name
            )
            for name, address in self.others
        )
        return request


def figures(client, crowd) -> dict:
    pages = {
        "list": reverse("feedback:list"),
        "start": reverse("feedback:start"),
        "draft": reverse("feedback:show", args=[crowd.draft.pk]),
        "collecting": reverse("feedback:show", args=[crowd.sent.pk]),
        "cancel": reverse("feedback:cancel_request", args=[crowd.sent.pk]),
    }
    return {name: asked(client, url) for name, url in pages.items()}


def test_two_hundred_people_cost_no_more_statements_than_twelve(new_client):
    few, many = Crowd(12), Crowd(MOST_PEOPLE)
    assert many.draft.invitations.count() == MOST_PEOPLE + 1
    found = figures(new_client(few.team.bo), few), figures(new_client(many.team.bo), many)
    assert found[0] == found[1]
    assert {name: count for name, count in found[1].items() if count > MOST} == {}
