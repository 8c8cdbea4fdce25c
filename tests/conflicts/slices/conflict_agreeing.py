"""Doors of disagreements, chapter agreeing: their rows, what they need in the world, and what stands in their addresses."""

ROWS: list = []
PARTS: dict = {}


def plant(world):
    """Nothing yet."""
