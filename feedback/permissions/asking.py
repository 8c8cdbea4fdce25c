"""Rules of asking. What depends on who else is asked, and on former requests, is in feedback.permissions.sending."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from feedback.models import FeedbackRequest
from teams.models import MemberRole
from teams.permissions import is_lead, role_in

State = FeedbackRequest.State
MOST_PEOPLE = 200


def is_subject(user, request: FeedbackRequest) -> bool:
    return request.subject_id == user.pk


def can_start_request(user, team=None) -> Answer:
    """Everybody asks for themselves; about the work of a team those who work in it."""
    if team is None:
        return user.is_authenticated or Denied(_("Sign in to ask for feedback."))
    return role_in(user, team.pk) not in (None, MemberRole.OBSERVER) or Denied(
        _("Observers read along; they ask for no feedback here.")
    )


def can_propose_request(user, team, person=None) -> Answer:
    """A lead suggests it to somebody of the team; that one decides."""
    if not is_lead(user, team.pk):
        return Denied(_("Only the team's lead proposes to somebody to ask for feedback."))
    if person is None:
        return True
    if person.pk == user.pk:
        return Denied(_("You need no proposal: ask for feedback yourself."))
    return can_start_request(person, team)


def can_answer_proposal(user, request: FeedbackRequest) -> Answer:
    if not is_subject(user, request):
        return Denied(_("Only the person whom it is about decides on this proposal."))
    return request.state == State.PROPOSED or Denied(_("You have decided on this proposal."))


def can_edit_request(user, request: FeedbackRequest) -> Answer:
    if not is_subject(user, request):
        return Denied(_("Only the person whom it is about prepares this request."))
    return request.state == State.DRAFT or Denied(_("It was sent. What people were promised stays as it is."))


def can_add_people(user, request: FeedbackRequest, more: int = 0) -> Answer:
    """`more` are the people to be added."""
    answer = can_edit_request(user, request)
    if answer and more and request.invitations.count() + more > MOST_PEOPLE:
        return Denied(_("Please ask at most %(most)d people at once.") % {"most": MOST_PEOPLE})
    return answer


# Yes and no to a proposal are one decision.
can_accept_proposal = can_decline_proposal = can_answer_proposal
# All that changes a draft is open to its own person, as long as it is one.
can_describe_request = can_set_group = can_remove_group = can_edit_request
can_remove_person = can_choose_clauses = can_include_self = can_edit_request
can_arrange_group = can_add_people
