"""What was sent by the time a request closes: confidential answers, those with a name, and the person's own."""

from dataclasses import dataclass

from feedback import snapshots
from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey, RespondentGroup

State = FeedbackInvitation.State
# Who was really asked: somebody let them in, and a mail reached them.
UNASKED = [State.CREATED, State.BOUNCED]


@dataclass(frozen=True)
class Gathered:
    """As `snapshots.build` takes it."""

    groups: list[snapshots.Group]
    given: list[snapshots.Given]
    own: dict | None
    named: list[dict]

    @property
    def confidential(self) -> list[snapshots.Group]:
        return [group for group in self.groups if group.is_confidential]


def gather(request: FeedbackRequest) -> Gathered:
    """Drafts are not in it, nor answers of people whom nobody confirmed."""
    rows = list(request.groups.select_related("version"))
    for row in rows:
        row.request = request
    groups = {row.pk: group_of(row, count) for row, count in zip(rows, asked(request, rows), strict=True)}
    sent = [(groups[one.group_id], one) for one in answered(request)]
    return Gathered(list(groups.values()), in_confidence(sent), about_oneself(sent), by_name(sent))


def in_confidence(sent: list[tuple]) -> list[snapshots.Given]:
    return [
        snapshots.Given(group.key, answers_of(group, one), one.counts) for group, one in sent if group.is_confidential
    ]


def about_oneself(sent: list[tuple]) -> dict | None:
    return next((answers_of(group, one) for group, one in sent if group.key == GroupKey.SELF), None)


def by_name(sent: list[tuple]) -> list[dict]:
    return [
        {"who": str(one), "group": group.key, "answers": answers_of(group, one)}
        for group, one in sent
        if group.is_named and group.key != GroupKey.SELF
    ]


def asked(request: FeedbackRequest, rows: list[RespondentGroup]) -> list[int]:
    """How many each group is. What they did with it plays no part."""
    people = request.invitations.filter(is_confirmed=True).exclude(state__in=UNASKED)
    found = list(people.values_list("group_id", flat=True))
    return [found.count(row.pk) for row in rows]


def answered(request: FeedbackRequest) -> list[FeedbackInvitation]:
    rows = request.invitations.filter(state=State.SUBMITTED, is_confirmed=True, response__answers__isnull=False)
    return list(rows.select_related("response"))


def group_of(row: RespondentGroup, count: int) -> snapshots.Group:
    return snapshots.Group(row.key, row.is_named, count, tuple(row.questions()))


def answers_of(group: snapshots.Group, invitation: FeedbackInvitation) -> dict:
    """What stands on the form of the group, and nothing else."""
    keys = {question.key for question in group.questions}
    return {key: value for key, value in invitation.response.answers.items() if key in keys}
