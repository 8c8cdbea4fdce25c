"""Asking those with a C before something changes, and what they answer."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from charters.consulting import Ask, due_of, mark_of_day, said
from charters.content import Clause
from charters.models import CharterVersion, Consultation, Deadline
from charters.notify import deadlines as notify
from charters.permissions import can_answer_consultation, can_ask_consulted
from charters.permissions.consulting import asking_of
from charters.permissions.deadlines import Duty, duty_of
from charters.windows import DAY, last_today, working_days_after
from common.locks import lock
from common.permissions import require
from teams.history import record

DAYS_TO_ANSWER = 2
# How long afterwards it is still told, where nothing ran meanwhile. Home shows it until it is decided.
LATE = timedelta(days=30)
About = Consultation.About


@transaction.atomic
def ask_consulted(version: CharterVersion, *, by) -> list[Consultation]:
    """An amendment is in review: each change of a day or a scope is told to its C's before anybody is asked to sign.

    Who was asked about exactly this change is not asked again; what was asked about other words is closed.
    """
    version = lock(version)
    require(can_ask_consulted(by, version))
    return consult(version, by)


def consult(version: CharterVersion, by) -> list[Consultation]:
    """The same for who holds the version already."""
    changes = asking_of(version)
    close_others(version, [one.ask.mark for one in changes])
    rows = [asked(version, one.ask, seat.person, by, version) for one in changes for seat in one.unasked]
    Consultation.objects.bulk_create(rows)
    if rows:
        people = {row.person_id for row in rows}
        record("charter.consulted", version, by=by, about=version.charter, number=version.number, people=len(people))
        notify.consulted(rows, version.charter, by=by)
    return rows


def close_others(version: CharterVersion, marks: list[str]) -> None:
    """What an earlier wording asked is no longer meant."""
    stale = Consultation.objects.counting().filter(version=version).exclude(mark__in=marks)
    stale.update(closed_at=timezone.now())


def ask_about_day(duty: Duty, *, by) -> list[Consultation]:
    """In the transaction of the proposal. Who proposes has said their word already. Returns those who are waited for."""
    deadline, clause = duty.deadline, duty.clause
    new = due_of(deadline.proposed_on)
    words = said("due", clause, Clause(clause.key, clause.kind, clause.values | {"due": new}))
    one = Ask(
        clause.key, deadline.title, About.DATE, f"{words}\n{deadline.proposed_why}", mark_of_day(new), duty.acting("C")
    )
    rows = [asked(deadline, one, person, by) for person in duty.people(one.people)]
    for row in rows:
        if row.person_id == by.pk:
            row.answer, row.answered_at = deadline.proposed_why, timezone.now()
    Consultation.objects.bulk_create(rows)
    waiting = [row for row in rows if row.answered_at is None]
    notify.consulted(waiting, deadline.charter, by=by)
    return waiting


def tell_deciders(now: datetime) -> None:
    """Somebody asked about a new day has said nothing, and their days are over: whoever decides hears, once, that they can."""
    over = last_today(now) - DAY
    silent = Consultation.objects.waiting().filter(
        charter=OuterRef("charter"), key=OuterRef("key"), version=None, until__range=(over - LATE, over)
    )
    proposed = Deadline.objects.running().filter(Exists(silent), proposed_on__isnull=False, agreed_at=None)
    for deadline in proposed.select_related("charter"):
        duty = duty_of(deadline)
        if not duty.waited_for and any(one.answered_at is None for one in duty.asked_for_day):
            notify.answers_over(duty)


def asked(about, one: Ask, person, by, version: CharterVersion | None = None) -> Consultation:
    until = working_days_after(timezone.localdate(), DAYS_TO_ANSWER)
    return Consultation(
        team_id=about.team_id, charter_id=about.charter_id, version=version, key=one.key, title=one.title[:2_000],
        person=person, about=one.about, words=one.words, mark=one.mark, asked_by=by, until=until,
    )  # fmt: skip


@transaction.atomic
def answer_consultation(consultation: Consultation, text: str, *, by) -> Consultation:
    """Who is asked says what they think, in their words; the team reads it beside the change."""
    consultation = lock(consultation)
    if consultation.answer == text and consultation.person_id == by.pk:
        return consultation
    require(can_answer_consultation(by, consultation))

    consultation.answer, consultation.answered_at = text, timezone.now()
    consultation.save(update_fields=["answer", "answered_at"])

    deadline = Deadline.objects.get(charter_id=consultation.charter_id, key=consultation.key)
    record(
        "deadline.consultation_answered", deadline, by=by, about=consultation.charter,
        heading=deadline.title[:300], reason=text,
    )  # fmt: skip
    notify.consultation_answered(consultation, duty_of(deadline), by=by)
    return consultation
