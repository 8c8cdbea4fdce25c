"""Holding a role: accepting, declining, being asked again. And the manager's verdicts on roles, with the holders' replies."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters import roles
from charters.actions import handing_on
from charters.content import Content
from charters.models import CharterVersion, RoleAssignment, RoleReview
from charters.notify import reviewing as notify
from charters.permissions import can_answer_role, can_ask_role_again, can_reply_to_review, can_review_role
from charters.permissions.reviewing import held_role, review_standing
from common.locks import lock
from common.permissions import Stale, require
from teams.history import record

State, Verdict = RoleAssignment.State, RoleReview.Verdict


@transaction.atomic
def accept_role(assignment: RoleAssignment, note: str = "", *, by) -> RoleAssignment:
    """Who is asked takes the role on."""
    assignment = lock(assignment)
    require(can_answer_role(by, assignment))
    if assignment.state == State.ACCEPTED:
        return assignment

    answered(assignment, State.ACCEPTED, note)
    record("role.accepted", assignment, by=by, about=assignment.charter, role=assignment.role_title[:300])
    notify.role_accepted(assignment)
    return assignment


@transaction.atomic
def decline_role(assignment: RoleAssignment, note: str, *, by) -> RoleAssignment:
    """Who is asked does not take the role, or gives it back, and says why."""
    assignment = lock(assignment)
    require(can_answer_role(by, assignment))
    if assignment.state == State.DECLINED:
        return assignment

    was_held = assignment.state == State.ACCEPTED
    answered(assignment, State.DECLINED, note)
    record("role.declined", assignment, by=by, about=assignment.charter, role=assignment.role_title[:300], reason=note)
    notify.role_declined(assignment)
    if was_held and assignment.charter.versions.active().exists():
        handing_on.ask(assignment)
    return assignment


@transaction.atomic
def ask_role_again(assignment: RoleAssignment, *, by) -> RoleAssignment:
    """The team asks someone who declined once more, when something has changed."""
    assignment = lock(assignment)
    if assignment.state == State.PROPOSED:
        return assignment
    require(can_ask_role_again(by, assignment))

    answered(assignment, State.PROPOSED, assignment.note)
    told = {"role": assignment.role_title[:300], "person": str(assignment.person)}
    record("role.asked_again", assignment, by=by, about=assignment.charter, **told)
    notify.role_asked([assignment], by=by)
    return assignment


def answered(assignment, state, note) -> None:
    assignment.become(state)
    assignment.note = note
    assignment.answered_at = None if state == State.PROPOSED else timezone.now()
    assignment.save(update_fields=["state", "note", "answered_at"])


@transaction.atomic
def endorse(version: CharterVersion, role_key, note: str = "", *, by) -> RoleReview:
    """A manager finds that the role can be carried as it is written. Other words of it need another look."""
    version = lock(version)
    require(can_review_role(by, held_role(version, role_key)))
    review, is_new = judged(version, role_key, Verdict.ENDORSED, note, by)
    if not is_new:
        return review

    record("role.endorsed", review, by=by, about=version.charter, **told(review))
    if review_standing(version).is_endorsed:
        notify.all_endorsed(version, review, by=by)
    return review


@transaction.atomic
def request_changes(version: CharterVersion, role_key, note: str, *, by) -> RoleReview:
    """A manager asks for changes of a role, and says which."""
    version = lock(version)
    require(can_review_role(by, held_role(version, role_key)))
    review, is_new = judged(version, role_key, Verdict.CHANGES_REQUESTED, note, by)
    if not is_new:
        return review

    record("role.changes_requested", review, by=by, about=version.charter, **told(review))
    notify.changes_requested(version, review, by=by)
    return review


def judged(version, role_key, verdict, note, by) -> tuple[RoleReview, bool]:
    """The verdict on the role's words of this moment; the same one twice is no news."""
    said = words_of(version.content(), str(role_key)) | {"verdict": verdict, "note": note, "reviewer": by}
    review = version.role_reviews.filter(role_key=role_key).first()
    if review and all(getattr(review, name) == value for name, value in said.items()):
        return review, False
    fresh = said | {"reply": "", "replied_by": None, "replied_at": None, "reviewed_at": timezone.now()}
    place = {"version": version, "role_key": role_key}
    review, _made = RoleReview.objects.update_or_create(
        **place, defaults=fresh, create_defaults=fresh | place | {"team_id": version.team_id}
    )
    return review, True


def words_of(content: Content, key: str) -> dict:
    """What is judged: the role as it reads now."""
    if key not in content.by_key:
        raise Stale(_("This role was removed meanwhile."))
    return {"content_hash": roles.digest(content, key), "role_title": content.by_key[key].heading}


@transaction.atomic
def reply_to_review(review: RoleReview, text: str, *, by) -> RoleReview:
    """A holder answers what was found about their role."""
    review = lock(review)
    require(can_reply_to_review(by, held_role(review.version, review.role_key)))
    if (review.reply, review.replied_by) == (text, by):
        return review

    review.reply, review.replied_by, review.replied_at = text, by, timezone.now()
    review.save(update_fields=["reply", "replied_by", "replied_at"])

    record("role.replied", review, by=by, about=review.version.charter, role=review.role_title[:300], note=text)
    notify.replied(review)
    return review


def told(review) -> dict:
    return {"role": review.role_title[:300], "note": review.note}
