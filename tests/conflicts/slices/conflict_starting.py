"""Doors of the draft, of opening and of cards: their rows, what they need in the world, and what stands in their addresses."""

from tests.conflicts.case_people import PARTY, SIGNED_IN
from tests.rows import get

ROWS: list = [
    get("conflicts:list", "", SIGNED_IN),
    get("conflicts:door", "case", PARTY),
    get("conflicts:show", "case", PARTY),
]
PARTS: dict = {}


def plant(world):
    """Nothing yet."""
