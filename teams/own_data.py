"""What teams keep of one person."""

from accounts.own_data import part, told
from teams.models import Membership


@part("teams")
def teams(person) -> list:
    rows = Membership.objects.filter(person=person).select_related("team").order_by("-joined_at")
    return told(rows, membership)


def membership(one: Membership) -> dict:
    return {
        "team": one.team.name, "role": one.role, "hours_a_week": one.hours, "joined_at": one.joined_at,
        "left_at": one.left_at, "away_since": one.away_since,
    }  # fmt: skip
