"""Who hears of roles: who is asked to hold one, who answered, what a manager found."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import RoleAssignment
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
    found = Membership.objects.present().filter(team_id=team_id, role=role).exclude(person_id=but)
    return [membership.person for membership in found.select_related("person")]
