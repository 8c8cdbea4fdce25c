"""Doors of disagreements, chapter ending: their rows, what they need in the world, and what stands in their addresses."""

from conflicts.actions import ending
from tests.conflicts.case_people import PARTY, REFUSED_PARTY
from tests.conflicts.disagreements import exchanging
from tests.factories import person
from tests.rows import get, post

ROWS: list = [
    get("conflicts:end", "case", PARTY),
    get("conflicts:story", "case", PARTY),
    get("conflicts:withdraw", "case", PARTY),
    post("conflicts:withdraw", "case", PARTY),
    get("conflicts:refer", "case", PARTY),
    post("conflicts:refer", "case", PARTY),
    get("conflicts:close_case", "case", PARTY),
    post("conflicts:close_case", "case", PARTY),
    get("conflicts:leave_case", "case_of_three", PARTY),
    post("conflicts:leave_case", "case_of_three", PARTY),
    post("conflicts:leave_case", "case", REFUSED_PARTY),
    get("conflicts:reopen", "closed_case", PARTY),
    post("conflicts:reopen", "closed_case", PARTY),
    post("conflicts:reopen", "case", REFUSED_PARTY),
    get("conflicts:statistics", "", "L n n n y y y"),
]
PARTS: dict = {"case_of_three": lambda world: world.case_of_three.pk, "closed_case": lambda world: world.closed_case.pk}


def plant(world):
    """One that the member can leave, as two others go on, and one that was closed."""
    team = world.team
    world.case_of_three = exchanging(team.bo, team.cy, person("pat"), about="Of three")
    world.closed_case = ending.close_case(exchanging(team.bo, team.cy, about="Closed"), by=team.cy)
