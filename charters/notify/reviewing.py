"""Who hears of roles: who is asked to hold one, who answered, what a manager found."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import RoleAssignment
from common.ids import uuid7
from notices.outbox import tell


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
