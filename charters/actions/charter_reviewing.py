"""Looking again at what was agreed: a review opens, each marks the agreements alone, and it closes without givers.

Marking is recorded nowhere: whose marks came when could be laid beside the answers. See docs/adr.
"""

import json
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from charters.agreements import DAYS_OPEN, Answer, is_held, mean, next_look, outcomes
from charters.models import Charter, CharterReview, ReviewAnswer, ReviewMarks
from charters.notify import charter_reviewing as notify
from charters.permissions import (
    can_close_charter_review,
    can_leave_unchanged,
    can_mark_agreements,
    can_open_charter_review,
    can_set_review_every,
)
from charters.records import content_of
from common.locks import lock
from common.permissions import require
from teams.history import record

State = CharterReview.State
Marks = dict[str, Answer]


@transaction.atomic
def open_charter_review(charter: Charter, *, by) -> CharterReview:
    """The team is asked to look at its agreements again, on the day or when the lead finds it time."""
    charter = lock(charter)
    if begun := charter.charter_reviews.open().first():
        return begun
    require(can_open_charter_review(by, charter))

    today, due_on = timezone.localdate(), charter.next_review_on
    review = CharterReview.objects.create(
        team_id=charter.team_id, charter=charter, version=charter.versions.active().get(),
        due_on=due_on if due_on and due_on <= today else None, closes_on=today + timedelta(days=DAYS_OPEN),
    )  # fmt: skip
    record("charter_review.opened", review, by=by, about=charter, closes_on=review.closes_on.isoformat())
    notify.opened(review, by=by)
    return review


@transaction.atomic
def mark_agreements(review: CharterReview, marks: Marks, *, by) -> ReviewMarks:
    """What somebody thinks so far, kept for them alone until the review closes."""
    review = lock(review)
    require(can_mark_agreements(by, review))
    return keep(review, marks, by)


@transaction.atomic
def hand_in_marks(review: CharterReview, marks: Marks, *, by) -> CharterReview:
    """Somebody is done, and may still think again. When nobody is waited for any more, the review closes."""
    review = lock(review)
    require(can_mark_agreements(by, review))

    mine = keep(review, marks, by)
    mine.is_handed_in = True
    mine.save(update_fields=["is_handed_in"])
    if not is_waiting(review):
        finish(review, by=None)
    return review


def keep(review: CharterReview, marks: Marks, by) -> ReviewMarks:
    sealed = json.dumps({key: [one.verdict, one.kept] for key, one in marks.items()})
    place = {"review": review, "person": by}
    mine, _made = ReviewMarks.objects.update_or_create(
        **place, defaults={"sealed": sealed}, create_defaults=place | {"sealed": sealed, "team_id": review.team_id}
    )
    return mine


def marks_of(mine: ReviewMarks | None) -> Marks:
    """What was kept, as it was given."""
    kept = json.loads(mine.sealed) if mine and mine.sealed else {}
    return {key: Answer(*given) for key, given in kept.items()}


def is_waiting(review: CharterReview) -> bool:
    """Whether somebody who is here has not handed in. Nobody waits for those who are away for long."""
    handed_in = review.marks.filter(is_handed_in=True).values("person")
    return review.charter.team.memberships.signers().exclude(person__in=handed_in).exists()


@transaction.atomic
def close_charter_review(review: CharterReview, *, by) -> CharterReview:
    """The lead, or time, ends the review: what was marked counts, and from then on nobody knows whose it was."""
    review = lock(review)
    if review.state == State.CLOSED:
        return review
    require(can_close_charter_review(by, review))

    finish(review, by=by)
    return review


def finish(review: CharterReview, *, by) -> None:
    """The givers are dropped for good; with enough answers the next look has its day."""
    given = given_in(review)
    review.become(State.CLOSED)
    review.closed_at = timezone.now()
    review.answered = len(given)
    review.asked = max(review.charter.team.memberships.signers().count(), review.answered)
    review.was_held = is_held(review.answered, review.asked)
    review.kept_score = mean(outcomes(by_agreement(given)).values())
    review.save(update_fields=["state", "closed_at", "answered", "asked", "was_held", "kept_score"])
    ReviewAnswer.objects.bulk_create(nameless(review, given))
    review.marks.all().delete()
    if review.was_held:
        look_again(review.charter)

    record("charter_review.closed", review, by=by, about=review.charter, answered=review.answered, asked=review.asked)
    notify.closed(review, by=by)


def given_in(review: CharterReview) -> list[Marks]:
    """What those who still live by the charter marked, in no order; an empty sheet is no answer."""
    writers = review.charter.team.memberships.writers().values("person")
    sheets = [marks_of(mine) for mine in review.marks.filter(person__in=writers)]
    return [marks for marks in sheets if any(one != Answer() for one in marks.values())]


def by_agreement(given: list[Marks]) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for marks in given:
        for key, one in marks.items():
            found.setdefault(key, []).append(one)
    return found


def nameless(review: CharterReview, given: list[Marks]) -> list[ReviewAnswer]:
    """One row for each answer, written in the order of their random names: the place of a row tells nothing either."""
    rows = [
        ReviewAnswer(review=review, team_id=review.team_id, item_key=key, verdict=one.verdict, kept=one.kept)
        for key, answers in by_agreement(given).items()
        for one in answers
        if one != Answer()
    ]
    return sorted(rows, key=lambda row: row.id)


def look_again(charter: Charter) -> None:
    """Sets the day of the next look, counted from today."""
    version = charter.versions.active().first()
    if version is None:
        return
    charter.next_review_on = next_look(content_of(version), timezone.localdate(), charter.review_every)
    charter.save(update_fields=["next_review_on"])


@transaction.atomic
def leave_unchanged(review: CharterReview, next_on: date, *, by) -> CharterReview:
    """The lead finds after a review that the charter stays as it is; only the next day is set, and nobody signs."""
    review = lock(review)
    charter = lock(review.charter)
    if review.left_unchanged_at and charter.next_review_on == next_on:
        return review
    require(can_leave_unchanged(by, review))

    review.left_unchanged_at = timezone.now()
    review.save(update_fields=["left_unchanged_at"])
    charter.next_review_on = next_on
    charter.save(update_fields=["next_review_on"])

    record("charter_review.left_unchanged", review, by=by, about=charter, next_on=next_on.isoformat())
    return review


@transaction.atomic
def set_review_every(charter: Charter, months: int, *, by) -> Charter:
    """How often the team looks at its charter again. The next day moves along, counted from the last look."""
    charter = lock(charter)
    require(can_set_review_every(by, charter))
    if charter.review_every == months:
        return charter

    before, charter.review_every = charter.review_every, months
    charter.save(update_fields=["review_every"])
    if version := charter.versions.active().first():
        charter.next_review_on = next_look(content_of(version), last_look(charter, version), months)
        charter.save(update_fields=["next_review_on"])

    record("charter.review_every_set", charter, by=by, about=charter, was=before, months=months)
    return charter


def last_look(charter: Charter, version) -> date:
    """When the team last looked at its agreements: at a review, or when it adopted them."""
    last = charter.charter_reviews.held().first()
    return timezone.localdate(last.closed_at if last else version.activated_at)
