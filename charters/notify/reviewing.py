"""Who hears of roles: who is asked to hold one, who answered, what a manager found."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import RoleAssignment, RoleReview
from common.ids import uuid7
from notices.outbox import tell
from teams.models import MemberRole, Membership


def role_asked(assignments, *, by):
    """Each newly named holder is asked; whoever named themself knows."""
    asked = RoleAssignment.objects.filter(pk__in=[one.pk for one in assignments])
    for one in asked.exclude(person=by).select_related("person", "charter"):
        tell(
            [one.person],
            key=f"role_asked:{one.pk}:{uuid7()}",
            kind="role_asked",
            text=_("Will you be %(role)s in %(charter)s?")
            % {"role": one.role_title[:200], "charter": one.charter.title},
            url=reverse("charters:answer_role", args=[one.pk]),
            template="charters/notices/role_asked.txt",
            context={"role": one.role_title[:200], "charter": one.charter.title, "by": str(by or "")},
            team_id=one.team_id,
        )


def role_accepted(assignment):
    """The leads read it in their notices."""
    words = _("%(name)s accepted the role %(role)s.")
    answer_told(assignment, "role_accepted", words, "")


def role_declined(assignment):
    """The leads get a mail: somebody else must be found."""
    words = _("%(name)s declined the role %(role)s.")
    answer_told(assignment, "role_declined", words, "charters/notices/role_declined.txt")


def answer_told(assignment, kind, words, template):
    tell(
        with_role(assignment.team_id, MemberRole.LEAD, but=assignment.person_id),
        key=f"{kind}:{assignment.pk}:{assignment.answered_at.isoformat()}",
        kind=kind,
        text=words % {"name": assignment.person, "role": assignment.role_title[:200]},
        url=reverse("charters:review", args=[assignment.charter_id]) + f"#role-{assignment.role_key}",
        template=template,
        context={
            "person": str(assignment.person),
            "role": assignment.role_title[:200],
            "charter": assignment.charter.title,
            "reason": assignment.note,
        },
        team_id=assignment.team_id,
    )


def with_role(team_id, role, but=None) -> list:
    """The present people of a team with this member role, without one of them."""
    return Membership.objects.present().filter(team_id=team_id, role=role).exclude(person_id=but).people()


def review_asked(version, *, by):
    """The managers are asked once each time the charter comes to review."""
    managers = with_role(version.team_id, MemberRole.MANAGER, but=by.pk if by else None)
    words = _("%(name)s asks you to review the roles of %(charter)s.")
    tell_of(version, managers, "review_asked", uuid7(), words, by, "charters/notices/review_asked.txt")


def changes_requested(version, review, *, by):
    """The holders of the role and the leads, who can change the text."""
    people = [*holders_of(version, review), *with_role(version.team_id, MemberRole.LEAD)]
    words = _("%(name)s asks for changes of the role %(role)s.")
    tell_of_review(review, people, "changes_requested", words, by, review.note)


def all_endorsed(version, review, *, by):
    """Those who write hear once that no role is in the way any more."""
    people = version.team.memberships.writers().exclude(person_id=by.pk).people()
    words = _("All roles of %(charter)s are endorsed.")
    moment = f"{review.pk}:{review.reviewed_at.isoformat()}"
    tell_of(version, people, "all_endorsed", moment, words, by, "charters/notices/all_endorsed.txt")


def replied(review):
    """The reviewer, if they are still in the team."""
    present = Membership.objects.present().filter(team_id=review.team_id, person_id=review.reviewer_id)
    words = _("%(name)s replied about the role %(role)s.")
    tell_of_review(review, present.people(), "review_replied", words, review.replied_by, review.reply)


def tell_of(version, people, kind, once, words, by, template):
    charter = version.charter.title
    tell(
        people,
        key=f"{kind}:{version.pk}:{once}",
        kind=kind,
        text=words % {"name": by or "", "charter": charter},
        url=reverse("charters:review", args=[version.charter_id]),
        template=template,
        context={"by": str(by or ""), "charter": charter},
        team_id=version.team_id,
    )


def tell_of_review(review, people, kind, words, by, said):
    moment = review.replied_at or review.reviewed_at
    tell(
        [person for person in people if person.pk != by.pk],
        key=f"{kind}:{review.pk}:{moment.isoformat()}",
        kind=kind,
        text=words % {"name": by, "role": review.role_title[:200]},
        url=reverse("charters:review", args=[review.version.charter_id]) + f"#role-{review.role_key}",
        template=f"charters/notices/{kind}.txt",
        context={"by": str(by), "role": review.role_title[:200], "said": said, "charter": review.version.charter.title},
        team_id=review.team_id,
    )


def holders_of(version, review: RoleReview) -> list:
    """The holders of the role that are in the team."""
    held = version.items.filter(kind="assignment", parent=review.role_key, values__former=False)
    return version.team.memberships.present().filter(person__in=held.values("person")).people()
