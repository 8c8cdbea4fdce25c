"""How often each thing was named, as bars of one length. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 200, 12, 6


@dataclass(frozen=True)
class Bar:
    label: str
    n: int
    length: float
    stripes: tuple[float, ...]

    width, height = WIDTH, HEIGHT


def bars(picked: Sequence[tuple[str, int]]) -> list[Bar]:
    """[(label, n)] in their order; the most frequent fills the width."""
    most = max((n for _, n in picked), default=0) or 1
    lengths = [round(WIDTH * n / most, 1) for _, n in picked]
    return [
        Bar(label, n, length, tuple(float(x) for x in range(GAP, int(length), GAP)))
        for (label, n), length in zip(picked, lengths, strict=True)
    ]
