"""All doors of disagreements for the table of authorization, slice by slice."""

from tests.conflicts.disagreements import exchanging
from tests.conflicts.slices import (
    conflict_agreeing,
    conflict_ending,
    conflict_mediating,
    conflict_options,
    conflict_starting,
)

SLICES = (conflict_starting, conflict_options, conflict_agreeing, conflict_mediating, conflict_ending)
ROWS = [row for one in SLICES for row in one.ROWS]


def plant(world):
    """A disagreement of bo, the member, with cy, another one; and whatever the slices need."""
    world.case = exchanging(world.team.bo, world.team.cy, team=world.team)
    for one in SLICES:
        one.plant(world)


def parts(world) -> dict:
    """What stands in an address, by its name."""
    known = {"case": lambda: world.case.pk}
    return known | {name: lambda make=make: make(world) for one in SLICES for name, make in one.PARTS.items()}
