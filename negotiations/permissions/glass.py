"""Rules of the administrator's emergency door."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from negotiations.models import BreakGlass, PrepSheet, Seat
from negotiations.models.sheet import SeatRole
from teams.permissions import runs_site


def can_break_glass(user) -> Answer:
    return runs_site(user) or Denied(_("This is for administrators."))


def can_read_opened(user, glass: BreakGlass) -> Answer:
    """Who opened it, as long as it is open and they are an administrator still."""
    return (glass.by_id == user.pk and glass.is_open and runs_site(user)) or Denied(
        _("This is closed. What is needed has to be opened again.")
    )


def can_close_glass(user, glass: BreakGlass) -> Answer:
    return can_read_opened(user, glass)


def opened_sheets(glass: BreakGlass) -> QuerySet[PrepSheet]:
    """The sheets that the person owned in that team then: who has a seat at a later one was told of nothing.

    Not those whose other side the administrator is on.
    """
    owned = Seat.objects.filter(person_id=glass.owner_id, role=SeatRole.OWNER, created_at__lte=glass.at).values("sheet")
    own = Seat.objects.filter(person_id=glass.by_id).values("negotiation")
    return PrepSheet.objects.filter(team_id=glass.team_id, pk__in=owned).exclude(negotiation__in=own)
