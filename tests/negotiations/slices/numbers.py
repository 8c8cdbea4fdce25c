"""Doors of numbers and files: their rows, what they need in the world, and what stands in their addresses."""

ROWS: list = []


def plant(world):
    """What the doors of this slice lead to; `world.sheet` is there, owned by bo (member)."""


PARTS: dict = {}
