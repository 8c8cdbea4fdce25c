"""The words of reminders. They name days, not how many are left, so that one which comes late is still true."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from charters.models import Charter, CharterVersion, Deadline, Signature
from charters.reminders import Due
from notices import outbox

# In time, and after the day.
SIGN = (
    _("Please read and sign “%(charter)s” by %(day)s."),
    _("“%(charter)s” was to be signed by %(day)s. You can still sign."),
)
APPROVE = (
    _("Please read “%(charter)s” and approve it by %(day)s."),
    _("“%(charter)s” was to be approved by %(day)s. You can still approve it."),
)
VOTE = (
    _("Please read “%(charter)s” and vote on it by %(day)s."),
    _("“%(charter)s” was to be voted on by %(day)s. You can still vote."),
)
DUE = (
    _("“%(title)s” of “%(charter)s” is due on %(day)s."),
    _("“%(title)s” of “%(charter)s” was due on %(day)s."),
)
EXPECTED = _("“%(title)s” of “%(charter)s”, due on %(day)s, is expected on %(expected)s.")
OVERDUE = _(
    "“%(title)s” of “%(charter)s” was due on %(day)s and is open. Say when it will be ready, or close it with a reason."
)
REVIEW = (
    _("Your team looks again at “%(charter)s” on %(day)s: is each agreement kept, and should it stay?"),
    _("Your team was to look again at “%(charter)s” on %(day)s: is each agreement kept, and should it stay?"),
)


def due(found: list[Due], today: dict) -> None:
    """All of them at once; `today` is the day where each person lives."""
    outbox.remind_all([WORDS[type(one.thing.row)](one, today[one.seat.person_id] > one.thing.on) for one in found])


def signature(one: Due, is_late: bool) -> outbox.Reminder:
    row = one.thing.row
    words = APPROVE if row.is_sponsor else SIGN
    return reminder(one, "reminder.signature", words[is_late], row.version.charter, "charters:sign")


def vote(one: Due, is_late: bool) -> outbox.Reminder:
    return reminder(one, "reminder.vote", VOTE[is_late], one.thing.row.charter, "charters:sign")


def deadline(one: Due, is_late: bool) -> outbox.Reminder:
    row = one.thing.row
    kind, words = "reminder.deadline", DUE[is_late]
    if one.step.name.startswith("expected"):
        kind, words = "reminder.expected", EXPECTED
    if one.step.name.startswith("late"):
        kind, words = "reminder.overdue", OVERDUE
    return reminder(
        one, kind, words, row.charter, "charters:deadline", row.key, title=row.title[:200], expected=written(row.projected_on)
    )  # fmt: skip


def review(one: Due, is_late: bool) -> outbox.Reminder:
    return reminder(one, "reminder.review", REVIEW[is_late], one.thing.row, "charters:charter_reviews")


WORDS = {Signature: signature, CharterVersion: vote, Deadline: deadline, Charter: review}


def reminder(one: Due, kind: str, words: str, charter: Charter, page: str, *place, **said) -> outbox.Reminder:
    return outbox.Reminder(
        person=one.seat.person,
        key=one.thing.key(one.step.name),
        kind=kind,
        text=words % {"charter": charter.title, "day": written(one.thing.on), **said},
        url=reverse(page, args=[charter.pk, *place]),
        team_id=charter.team_id,
        about_id=one.thing.row.pk,
        due_on=one.thing.on,
    )


def written(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
