"""Nobody's sheet is opened in silence: its owner and all who have a seat at it hear at once, whatever mail they chose."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from negotiations.models import BreakGlass, Seat
from notices import outbox
from teams.models import Membership


def glass_broken(glass: BreakGlass, sheets: list) -> None:
    """Also an owner without sheets, or who left the team, is told; of the others those who are in the team."""
    present = Membership.objects.present().filter(team_id=glass.team_id).values("person")
    seated = Seat.objects.filter(sheet__in=sheets, person__in=present).values("person")
    outbox.tell(
        [glass.owner, *User.objects.filter(pk__in=seated).exclude(pk=glass.by_id)],
        key=f"sheet.glass_broken:{glass.pk}",
        kind="sheet.glass_broken",
        text=_("%(by)s, an administrator, opened the prep sheets of %(owner)s for an hour. Reason: %(reason)s")
        % {"by": glass.by, "owner": glass.owner, "reason": glass.reason[:300]},
        url=reverse("negotiations:list"),
        template="negotiations/notices/glass_broken.txt",
        context={
            "by": str(glass.by), "owner": str(glass.owner), "team": str(glass.team), "reason": glass.reason,
        },
        team_id=glass.team_id,
    )  # fmt: skip
