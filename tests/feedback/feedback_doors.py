"""All doors of feedback for the table of authorization, slice by slice."""

from tests.feedback.requests import sent_by
from tests.feedback.slices import (
    feedback_answering,
    feedback_asking,
    feedback_lessons,
    feedback_profile,
    feedback_questionnaires,
    feedback_results,
)

SLICES = (
    feedback_asking,
    feedback_answering,
    feedback_results,
    feedback_lessons,
    feedback_questionnaires,
    feedback_profile,
)
ROWS = [row for one in SLICES for row in one.ROWS]


def plant(world):
    """A request of bo, the member, that collects answers of ann, cy and mo and of a client; and whatever the slices need."""
    world.ask = sent_by(world.team.bo, world.team)
    for one in SLICES:
        one.plant(world)


def parts(world) -> dict:
    """What stands in an address, by its name."""
    known = {"ask": lambda: world.ask.pk}
    return known | {name: lambda make=make: make(world) for one in SLICES for name, make in one.PARTS.items()}
