"""Doors of answering: their rows, what they need in the world, and what stands in their addresses."""

from tests.feedback.requests import invitation_of
from tests.rows import get

ROWS: list = [
    get("feedback:answer", "nobody-knows-this", "- - - - - - -"),
    get("feedback:asked", "asked_invitation", "L - - - y - -"),
]


def plant(world):
    """Nothing beyond what feedback has planted already."""


PARTS: dict = {
    "asked_invitation": lambda world: invitation_of(world.ask, world.team.ann).pk,
}
