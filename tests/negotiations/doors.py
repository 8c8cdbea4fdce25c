"""All doors of negotiations for the table of authorization, slice by slice."""

from tests.negotiations.cases import new_recruit
from tests.negotiations.sheets import sheet_of, with_problem
from tests.negotiations.slices import exploring, numbers, preparing, sharing, talks

SLICES = (preparing, numbers, exploring, talks, sharing)
ROWS = [row for one in SLICES for row in one.ROWS]


def plant(world):
    """A sheet of bo with numbers on it, and whatever the slices need."""
    world.sheet = sheet_of(world.team, world.team.bo)
    with_problem(world.sheet, new_recruit(own_reservation=5000, other_reservation=3000), by=world.team.bo)
    for one in SLICES:
        one.plant(world)


def parts(world) -> dict:
    """What stands in an address, by its name."""
    known = {"sheet": lambda: world.sheet.pk}
    return known | {name: lambda make=make: make(world) for one in SLICES for name, make in one.PARTS.items()}
