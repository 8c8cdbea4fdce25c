"""When what is due: deliverables and milestones on a line of time. Pure arithmetic; the SVG template draws it.

A day is a point, a month, a quarter or a year is a band, since nobody said which day. What has no date is listed beneath.
Of a charter in force it shows how each stands too, by a sign beside the agreed day: beside the text, never in what is signed.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from charters.content import Clause, Content
from charters.live import Live

WIDTH, LABELS, EDGE, TOP, ROW = 760, 270, 24, 34, 26
LINE = WIDTH - LABELS - EDGE
LABEL_SIGNS = 36
# Beyond this many rows those of the same group and due are drawn as one.
MANY_ROWS = 24
# How far beside its day the sign of a state stands, and where the way to a forecast begins.
BESIDE, SIGN_ROOM = 10, 20
SIGNED = {"overdue", "delivered", "done", "not_done"}
MONTHS_BACK = {"month": 0, "quarter": 2, "year": 11}


@dataclass(frozen=True)
class Row:
    """One line: `x` to `x + width` is when it is due (width 0: a day), `y` its middle."""

    label: str
    title: str
    due: str
    is_milestone: bool
    x: float
    width: float
    y: int
    more: int = 0
    look: str = ""
    forecast_x: float | None = None
    forecast: date | None = None
    settled: date | None = None

    @property
    def end(self) -> float:
        return self.x + self.width

    @property
    def has_sign(self) -> bool:
        return self.look in SIGNED

    @property
    def is_news(self) -> bool:
        """There is more to draw than the agreed day."""
        return self.has_sign or self.forecast is not None

    @property
    def sign_x(self) -> float:
        return round(self.end + BESIDE, 1)

    @property
    def way_x(self) -> float:
        """Where the way to the forecast begins: after the sign, if there is one."""
        return round(self.end + (SIGN_ROOM if self.has_sign else BESIDE), 1)

    @property
    def has_way(self) -> bool:
        """A forecast before the agreed day, or close behind it, needs no line."""
        return self.forecast_x is not None and self.forecast_x > self.way_x


@dataclass(frozen=True)
class Heading:
    label: str
    y: int


@dataclass(frozen=True)
class Tick:
    label: str
    x: float


@dataclass(frozen=True)
class Timeline:
    height: int
    rows: list[Row]
    headings: list[Heading]
    ticks: list[Tick]
    undated: list[tuple[str, str]]
    without_due: int
    today_x: float | None = None
    is_live: bool = False

    @property
    def first(self) -> str:
        return min(self.rows, key=lambda row: row.x + row.width).due

    @property
    def last(self) -> str:
        return max(self.rows, key=lambda row: row.x + row.width).due


@dataclass(frozen=True)
class Dated:
    clause: Clause
    starts: date
    ends: date
    more: int = 0
    live: Live | None = None
    look: str = ""

    @property
    def forecast(self) -> date | None:
        return self.live.projected_on if self.live and self.live.is_running else None


def timeline(content: Content, live: Mapping[str, Live] | None = None, today: date | None = None) -> Timeline | None:
    """None where nothing has a due text at all. With `live`, by the keys of the clauses, it shows how each stands `today`."""
    clauses = content.of("deliverable") + content.of("milestone")
    due = [clause for clause in clauses if clause["due"]]
    if not due:
        return None
    known = live or {}
    found = [(one, days_of(one, known.get(one.key))) for one in due]
    dated = merged([seen(one, days, known.get(one.key), today) for one, days in found if days])
    undated = [(one.heading, one["due"]["text"]) for one, days in found if not days]
    picture = drawn(dated, undated, len(clauses) - len(due), today if live else None)
    return replace(picture, is_live=bool(live))


def days_of(clause: Clause, live: Live | None) -> tuple[date, date] | None:
    """The days that a due can mean; what is counted from the adoption has its day once the charter is in force."""
    if clause["due"]["on"]:
        return span(clause["due"])
    return (live.due_on, live.due_on) if live and live.due_on else None


def seen(clause: Clause, days: tuple[date, date], live: Live | None, today: date | None) -> Dated:
    return Dated(clause, *days, live=live, look=live.look(today) if live and today else "")


def span(due: dict) -> tuple[date, date]:
    """The first and the last day that a due can mean."""
    ends = date.fromisoformat(due["on"])
    back = MONTHS_BACK.get(due["precision"])
    if back is None:
        return ends, ends
    months = ends.year * 12 + ends.month - 1 - back
    return date(months // 12, months % 12 + 1, 1), ends


def merged(dated: list[Dated]) -> list[Dated]:
    """In order of groups and time; where there are very many, those due together stand together."""
    groups = {one.clause["group"]: None for one in dated}
    places = {group: place for place, group in enumerate(groups)}
    dated = sorted(dated, key=lambda one: (places[one.clause["group"]], one.ends, one.starts))
    if len(dated) <= MANY_ROWS:
        return dated
    by_group = together(dated, lambda one: (one.clause["group"], *alike_by(one)))
    if len(by_group) <= MANY_ROWS:
        return by_group
    return together(sorted(dated, key=lambda one: (one.ends, one.starts)), alike_by)


def alike_by(one: Dated) -> tuple:
    return one.clause.kind, one.starts, one.ends, one.look, one.forecast


def together(dated: list[Dated], alike: Callable[[Dated], tuple]) -> list[Dated]:
    """One for all that are alike, with the number of the others."""
    found: dict[tuple, list[Dated]] = {}
    for one in dated:
        found.setdefault(alike(one), []).append(one)
    return [replace(same[0], more=len(same) - 1) for same in found.values()]


def drawn(dated: list[Dated], undated: list[tuple[str, str]], without_due: int, today: date | None) -> Timeline:
    if not dated:
        return Timeline(0, [], [], [], undated, without_due)
    first, last = edges(dated)
    scale = scaled(first, last)
    rows, headings, y, group = [], [], TOP, None
    for one in dated:
        if one.clause["group"] and one.clause["group"] != group and len(dated) <= MANY_ROWS:
            headings.append(Heading(short(one.clause["group"], 80), y + ROW // 2))
            y += ROW
        group = one.clause["group"]
        rows.append(placed(one, scale, y + ROW // 2))
        y += ROW
    today_x = scale(today) if today and first <= today <= last else None
    return Timeline(y + 6, rows, headings, ticks(first, last, scale), undated, without_due, today_x)


def edges(dated: list[Dated]) -> tuple[date, date]:
    """Whole months around everything, at least three of them."""
    first = min(min(one.starts, one.forecast or one.starts) for one in dated).replace(day=1)
    last = max(max(one.ends, one.forecast or one.ends) for one in dated)
    while month_number(last) - month_number(first) < 2:
        last = next_month(last)
    return first, next_month(last) if last.year < date.max.year else last


def month_number(day: date) -> int:
    return day.year * 12 + day.month


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def scaled(first: date, last: date) -> Callable[[date], float]:
    days = (last - first).days or 1
    return lambda day: round(LABELS + LINE * (day - first).days / days, 1)


def placed(one: Dated, scale: Callable[[date], float], y: int) -> Row:
    x = scale(one.starts)
    return Row(
        label=short(one.clause.heading, LABEL_SIGNS - 6 * bool(one.more)),
        title=one.clause.heading,
        due=one.clause["due"]["text"],
        is_milestone=one.clause.kind == "milestone",
        x=x,
        width=round(scale(one.ends) - x, 1) if one.starts != one.ends else 0,
        y=y,
        more=one.more,
        look=one.look,
        forecast_x=scale(one.forecast) if one.forecast else None,
        forecast=one.forecast,
        settled=one.live.settled_on if one.live else None,
    )


def short(text: str, signs: int) -> str:
    """As much as fits; signs of East Asian width count twice."""
    room = signs
    for place, sign in enumerate(text := " ".join(text.split())):
        room -= 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if room < 0:
            return text[: max(place - 1, 0)].rstrip() + "…"
    return text


def ticks(first: date, last: date, scale: Callable[[date], float]) -> list[Tick]:
    """Months, quarters or years, whichever leaves at most a dozen lines."""
    months = month_number(last) - month_number(first)
    step = next((step for step in (1, 3, 6, 12, 24, 60, 120, 240) if months / step <= 12), 600)
    marked, day = [], first
    while day <= last and day.year < date.max.year:
        if (day.month - 1 + day.year * 12) % step == 0:
            marked.append(Tick(f"{day.year}" if step >= 12 else f"{day.year}-{day.month:02}", scale(day)))
        day = next_month(day)
    return marked
