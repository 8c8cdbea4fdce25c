"""Charters of which nobody has heard yet, so that a test reads what it brings about and nothing else."""

from notices.models import Mail, Notice
from tests.factories import charter_at, person, team_with


def team_and_outsider():
    """A team, and oz, who is in none."""
    team = team_with()
    team.oz = person("oz")
    return team


def quiet_charter(state, team):
    version = charter_at(state, team)
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    return version
