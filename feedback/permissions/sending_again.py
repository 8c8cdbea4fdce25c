"""Whether asking again, so soon after others, would tell single people by what has changed since (see feedback.regrouping)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models import FeedbackInvitation, FeedbackRequest, Mode, RespondentGroup
from feedback.permissions.asking_people import People
from feedback.regrouping import ADDED, LEFT_OUT, SAME, Before, refusal

State, Asked = FeedbackRequest.State, FeedbackInvitation.State
REMEMBERED = timedelta(days=90)
MOST_NAMES = 5
WORDS = {
    LEFT_OUT: gettext_lazy("You asked almost the same people about “%(about)s”. Left out now: %(names)s. The two results together would tell what they said. Leave out nobody or at least %(least)d people, or ask by name."),
    ADDED: gettext_lazy("You asked almost the same people about “%(about)s”. New now: %(names)s. The two results together would tell what they say. Add nobody or at least %(least)d people, or ask by name."),
    SAME: gettext_lazy("You asked the same people the same about “%(about)s” within the last 90 days. Whoever answers only once would be told by comparing. Ask them something else, or ask by name."),
}  # fmt: skip


@dataclass(frozen=True)
class Former:
    """One request that may tell by comparing, with the names of its people for the person who asked them."""

    about: str
    charter: UUID | None
    closes_on: date
    before: Before
    names: dict[str, str]


def regrouped(
    people: People,
    gone: Iterable[str] = (),
    more: Iterable[tuple[str, RespondentGroup]] = (),
    before: list[Former] | None = None,
) -> str:
    """Why it may not be asked so soon after others.

    `more` are (address, group) of those who are to come; `before` are all `formers`, where they have been read.
    """
    groups = groups_of(people, set(gone), list(more))
    mine = frozenset().union(*groups.values())
    if not mine:
        return ""
    asked = questions_of([people.by_id[key] for key, members in groups.items() if members])
    before = formers(people.request) if before is None else before
    found = told_by(on_the_same(people.request, before), mine, asked, [one for one in groups.values() if one])
    if found is None:
        return ""
    rule, former = found
    return reason(rule, former, mine, people)


def groups_of(people: People, gone: set[str], more: list) -> dict:
    """{group: the addresses that are asked in confidence}"""
    return {
        group.pk: frozenset(
            [one.normal_address for one in people.of(group) if is_asked(one, people.request) and one.normal_address not in gone]
            + [address for address, theirs in more if theirs.pk == group.pk]
        )
        for group in people.confidential
    }  # fmt: skip


def is_asked(one: FeedbackInvitation, request: FeedbackRequest) -> bool:
    return request.state == State.DRAFT or (one.is_confirmed and one.state != Asked.BOUNCED)


def questions_of(groups: Iterable[RespondentGroup]) -> frozenset[str]:
    return frozenset(question.key for group in groups for question in group.questions())


def told_by(before: list[Former], mine: frozenset, asked: frozenset, groups: list) -> tuple[str, Former | None] | None:
    """The rule that would be broken, and the request by which; none where it is several together."""
    for least in {settings.FEEDBACK_LEAST_SCORES, settings.FEEDBACK_LEAST_TEXTS}:
        for former in before:
            if rule := refusal([former.before], mine, asked, least, groups):
                return rule, former
        if rule := refusal([former.before for former in before], mine, asked, least, groups):
            return rule, None
    return None


def near(people: People, before: list[Former]) -> list[tuple[Former, int]]:
    """Those by which questions may stay closed (see feedback.comparing), with how many people are asked in both."""
    groups = groups_of(people, set(), [])
    mine = frozenset().union(*groups.values())
    asked = questions_of([people.by_id[key] for key, members in groups.items() if members])
    found = [(one, len(one.before.people & mine)) for one in before if one.before.questions & asked]
    return [(one, n) for one, n in found if n]


def on_the_same(request: FeedbackRequest, before: list[Former]) -> list[Former]:
    """Those about the same charter, or where one of the two has none."""
    return [one for one in before if None in (request.charter_id, one.charter) or one.charter == request.charter_id]


def formers(request: FeedbackRequest) -> list[Former]:
    """Requests of the same person, of the last 90 days."""
    recent = timezone.localdate() - REMEMBERED
    rows = FeedbackRequest.objects.filter(
        subject=request.subject_id, state__in=[State.COLLECTING, State.CLOSED, State.RELEASED], closes_on__gte=recent
    ).exclude(pk=request.pk)
    groups = RespondentGroup.objects.filter(request__in=rows, mode=Mode.CONFIDENTIAL).select_related(
        "request", "version"
    )
    people = FeedbackInvitation.objects.filter(
        group__in=groups, is_confirmed=True, sent_on__isnull=False
    ).exclude(state=Asked.BOUNCED)  # fmt: skip
    return remembered(list(groups), list(people.values_list("group_id", "normal_address", "name", "address")))


def remembered(groups: list[RespondentGroup], people: list[tuple]) -> list[Former]:
    found: dict = {}
    for group in groups:
        found.setdefault(group.request_id, []).append(group)
    return [former_of(theirs, people) for theirs in found.values()]


def former_of(groups: list[RespondentGroup], people: list[tuple]) -> Former:
    members = {group.pk: frozenset(row[1] for row in people if row[0] == group.pk) for group in groups}
    names = {row[1]: row[2] or row[3] for row in people if row[0] in members}
    apart = tuple(one for one in members.values() if one)
    before = Before(frozenset(names), questions_of(groups), apart)
    request = groups[0].request
    return Former(str(request), request.charter_id, request.closes_on, before, names)


def reason(rule: str, former: Former | None, mine: frozenset, people: People) -> str:
    """In words, with the people: whoever asks knows whom they asked, and learns nothing of who answered."""
    if former is None or rule not in WORDS:
        return _("Together with what you asked before, the results would tell what a few people said. Ask by name, or ask others.")  # fmt: skip
    names = former.names | {one.normal_address: str(one) for one in people.asked}
    told = {LEFT_OUT: former.before.people - mine, ADDED: mine - former.before.people}.get(rule, ())
    given = {
        "about": former.about,
        "least": settings.FEEDBACK_LEAST_SCORES,
        "names": listed(names.get(one, one) for one in told),
    }
    return WORDS[rule] % given


def listed(names: Iterable[str]) -> str:
    names = sorted(names)
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" +{more}" if more > 0 else "")
