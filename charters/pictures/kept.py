"""What the answers about one agreement say together, as bars: keep, change, drop, and how well it was kept. Pure arithmetic."""

from dataclasses import dataclass

from charters.agreements import CANNOT_SAY, KEPT, VERDICTS, Outcome

WIDTH, HEIGHT = 520, 104
# Bars of verdicts lie, columns of grades stand.
BAR_X, BAR_LONGEST, ROW = 88, 110, 30
COLUMNS_X, COLUMN, COLUMN_WIDTH, BASE, TALLEST = 288, 38, 24, 78, 54


@dataclass(frozen=True)
class Bar:
    """A verdict: `shape` says it without colour."""

    shape: str
    label: str
    count: int
    y: int
    width: float
    end: float


@dataclass(frozen=True)
class Column:
    """A grade from 1 to 5, or "?" for those who could not say."""

    label: str
    count: int
    x: int
    y: float
    height: float
    is_grade: bool

    @property
    def middle(self) -> float:
        return self.x + COLUMN_WIDTH / 2


@dataclass(frozen=True)
class Kept:
    """What is hidden is empty here too."""

    bars: list[Bar]
    columns: list[Column]
    mean: float | None
    mean_x: float


def kept(outcome: Outcome) -> Kept | None:
    """None where nothing may be shown."""
    if outcome.verdicts is None and outcome.kept is None:
        return None
    mean = outcome.mean
    return Kept(bars_of(outcome), columns_of(outcome), mean, mean_x(mean or 1))


def bars_of(outcome: Outcome) -> list[Bar]:
    if outcome.verdicts is None:
        return []
    most = max(outcome.verdicts.values())
    widths = {verdict: round(BAR_LONGEST * count / most, 1) for verdict, count in outcome.verdicts.items()}
    return [
        Bar(
            verdict,
            str(label),
            outcome.verdicts[verdict],
            22 + ROW * place,
            widths[verdict],
            BAR_X + widths[verdict] + 8,
        )
        for place, (verdict, label) in enumerate(VERDICTS)
    ]


def columns_of(outcome: Outcome) -> list[Column]:
    if outcome.kept is None:
        return []
    most = max(outcome.kept.values())
    return [column(grade, outcome.kept[grade], place, most) for place, (grade, _label) in enumerate(KEPT)]


def column(grade: int, count: int, place: int, most: int) -> Column:
    height = round(TALLEST * count / most, 1)
    label = "?" if grade == CANNOT_SAY else str(grade)
    return Column(label, count, COLUMNS_X + COLUMN * place, round(BASE - height, 1), height, grade != CANNOT_SAY)


def mean_x(mean: float) -> float:
    return round(COLUMNS_X + COLUMN_WIDTH / 2 + COLUMN * (mean - 1), 1)
