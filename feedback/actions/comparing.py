"""A result that closes is set against the others about the same person before it is kept: see feedback.comparing."""

from collections.abc import Iterable

from feedback.actions.gathering import UNASKED
from feedback.comparing import Result, without_telling
from feedback.models import FeedbackInvitation, FeedbackRequest, Mode, ResultSnapshot
from feedback.permissions.sending_again import REMEMBERED


def compared(request: FeedbackRequest, data: dict) -> dict:
    """The snapshot without what would tell a few people. Whoever holds the person who asked runs alone."""
    earlier = {one.request_id: one.data for one in earlier_results(request)}
    if data["withheld"] or not earlier:
        return data
    asked = asked_in([request.pk, *earlier])
    results = [Result(one, asked.get(pk, {})) for pk, one in earlier.items()]
    return without_telling(Result(data, asked.get(request.pk, {})), results)


def earlier_results(request: FeedbackRequest) -> list[ResultSnapshot]:
    """About whatever they were asked: those that closed since three months before this one was sent, and show something."""
    rows = ResultSnapshot.objects.filter(
        request__subject=request.subject_id, request__closes_on__gte=request.sent_on - REMEMBERED
    )
    return [one for one in rows.exclude(request=request.pk) if not one.data["withheld"]]


def asked_in(requests: Iterable) -> dict:
    """{request: {group: people}} of those who were asked in confidence and may have answered."""
    rows = FeedbackInvitation.objects.filter(request__in=requests, group__mode=Mode.CONFIDENTIAL, is_confirmed=True)
    rows = list(rows.exclude(state__in=UNASKED).values_list("request_id", "group__key", "person_id", "normal_address"))
    same, found = addresses_of([row[2:] for row in rows]), {}
    for request, group, _person, address in rows:
        found.setdefault(request, {}).setdefault(group, set()).add(same.get(address, address))
    return {
        request: {group: frozenset(people) for group, people in groups.items()} for request, groups in found.items()
    }


def addresses_of(people: Iterable[tuple]) -> dict[str, str]:
    """{address: one of that person}: somebody whose address has changed is still the same."""
    first: dict = {}
    return {address: first.setdefault(person, address) for person, address in people if person}
