"""Doors of preparing: their rows, what they need in the world, and what stands in their addresses."""

from tests.negotiations.people import OWNER, SIGNED_IN
from tests.rows import get

ROWS: list = [
    get("negotiations:list", "", SIGNED_IN),
    get("negotiations:show", "sheet", OWNER),
]


def plant(world):
    """What the doors of this slice lead to; `world.sheet` is there, owned by bo (member)."""


PARTS: dict = {}
