"""Doors of disagreements, chapter ending: their rows, what they need in the world, and what stands in their addresses."""

ROWS: list = []
PARTS: dict = {}


def plant(world):
    """Nothing yet."""
