"""What a team looks at again: its agreements, the day of the next look, and what all answers say together. Pure.

Agreements are how people work with each other. What they work on (purpose, scope, roles, deliverables) has its own ways
of being looked at: the review of roles, and the deadlines.

Answers have no givers here. A part of an outcome with fewer than ENOUGH givers says nothing at all, not even how many
there are; and nothing else that is shown is counted from what such a part hides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from charters.content import Clause, Content
from charters.due import added, resolve

AGREEMENTS = (
    "expectation", "working_agreement", "communication_agreement", "meeting", "decision_rule", "conflict_step", "contingency",
)  # fmt: skip
KEEP, CHANGE, DROP = "keep", "change", "drop"
VERDICTS = ((KEEP, _("Keep")), (CHANGE, _("Change")), (DROP, _("Drop")))
CANNOT_SAY = 0
KEPT = (
    (1, _("1, hardly ever")), (2, _("2, seldom")), (3, _("3, half the time")), (4, _("4, mostly")), (5, _("5, always")),
    (CANNOT_SAY, _("Cannot say")),
)  # fmt: skip
ENOUGH = 3
WELL_KEPT = 3.5
FEWEST_MONTHS, MOST_MONTHS = 1, 12
DAYS_OPEN, DAYS_LATE = 14, 30
# Two looks of nearly the same people, soon after each other, would tell by their difference who answered what.
DAYS_BETWEEN = 14


def agreements_of(content: Content) -> list[Clause]:
    """In the order in which people read them."""
    return [clause for kind in AGREEMENTS for clause in content.of(kind)]


def next_look(content: Content, since: date, months: int) -> date | None:
    """The usual day, or half-time of the charter where that comes first; None where there is nothing to look at."""
    if not agreements_of(content):
        return None
    usual, half = added(since, months, "month"), half_time(content, since)
    return half if half and since < half < usual else usual


def half_time(content: Content, since: date) -> date | None:
    dates = content.one("dates")
    starts, ends = (resolve(dates[name], since) for name in ("starts", "ends")) if dates else (None, None)
    return starts + (ends - starts) / 2 if starts and ends and starts < ends else None


def is_stale(next_review_on: date | None, today: date) -> bool:
    """So late that the charter says so on its face."""
    return next_review_on is not None and today >= next_review_on + timedelta(days=DAYS_LATE)


def is_held(answered: int, asked: int) -> bool:
    """Enough took part to learn something; in a very small team all of them."""
    return answered >= max(1, min(ENOUGH, asked))


@dataclass(frozen=True)
class Answer:
    """What somebody said about one agreement; nobody knows who. "" and None were left open."""

    verdict: str = ""
    kept: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What the answers about one agreement say together. A part that says nothing is None."""

    verdicts: dict[str, int] | None = None
    kept: dict[int, int] | None = None

    @property
    def givers(self) -> int:
        """How many said to what degree it was kept."""
        return sum(count for grade, count in (self.kept or {}).items() if grade != CANNOT_SAY)

    @property
    def mean(self) -> float | None:
        return mean([self])


def outcome(answers: Iterable[Answer]) -> Outcome:
    answers = list(answers)
    verdicts = Counter(one.verdict for one in answers if one.verdict)
    kept = Counter(one.kept for one in answers if one.kept is not None)
    return Outcome(
        {verdict: verdicts[verdict] for verdict, _label in VERDICTS} if verdicts.total() >= ENOUGH else None,
        {grade: kept[grade] for grade, _label in KEPT} if kept.total() - kept[CANNOT_SAY] >= ENOUGH else None,
    )


def outcomes(answers: Mapping[str, Iterable[Answer]]) -> dict[str, Outcome]:
    """For each agreement, by its key."""
    return {key: outcome(given) for key, given in answers.items()}


def mean(found: Iterable[Outcome]) -> float | None:
    """How well the agreements were kept, over what is shown and nothing else."""
    grades = [(grade, count) for one in found for grade, count in (one.kept or {}).items() if grade != CANNOT_SAY]
    total = sum(count for _grade, count in grades)
    return sum(grade * count for grade, count in grades) / total if total else None
