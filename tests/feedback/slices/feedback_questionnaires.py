"""Doors of questionnaires: their rows, what they need in the world, and what stands in their addresses."""

ROWS: list = []


def plant(world):
    """Nothing beyond what feedback has planted already."""


PARTS: dict = {}
