"""Each competency from project to project, as far as results show it. Pure.

Raters differ widely, so two projects are joined only where the same edition of a questionnaire was asked of the same
groups, and a move of less than half a point is called no clear change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from feedback.competencies import BY_KEY
from feedback.pictures.trend import Line, Seen, change, line
from feedback.questions import SCORED
from feedback.report import replies, who
from feedback.statistics import median


@dataclass(frozen=True)
class Project:
    """A released result: when it closed, what it was about, its snapshot, and {group: edition of its questionnaire}."""

    on: date
    label: str
    snapshot: dict
    forms: dict


@dataclass(frozen=True)
class OverTime:
    """One competency: every project in which it was asked, in the order of days; `learned`: [(day, title)]."""

    key: str
    label: str
    seen: list[Seen]
    line: Line
    learned: list

    @property
    def words(self) -> str:
        moved = change(self.seen)
        if moved is None:
            return ""
        return _("No clear change since the project before.") if moved == 0 else moves(moved)


def moves(moved: float) -> str:
    words = _("Up by %(points)s since the project before.") if moved > 0 else _("Down by %(points)s since the project before.")  # fmt: skip
    return words % {"points": f"{abs(moved):g}"}


def competencies(projects: Sequence[Project], learned: Iterable[tuple] = ()) -> list[OverTime]:
    """Of those that were ever shown, in their usual order. `learned`: (competency, day, title)."""
    learned = list(learned)
    found = {key: [one for project in projects if (one := seen_in(project, key))] for key in BY_KEY}
    return [
        OverTime(key, str(BY_KEY[key].label), seen, line(seen), [(on, title) for of, on, title in learned if of == key])
        for key, seen in found.items()
        if any(one.median is not None for one in seen)
    ]


def seen_in(project: Project, key: str) -> Seen | None:
    """What one result shows of a competency in its widest view; a gap where it was asked and too few answered."""
    asked = [one for one in project.snapshot["questions"] if one["competency"] == key and one["kind"] in SCORED]
    asked = [one for one in asked if one["asked"]]
    if not asked:
        return None
    shown = [(one, one["cells"][-1]) for one in asked if one["cells"]]
    if len(shown) < len(asked):
        return Seen(project.on, project.label, None, "", "")
    question, cell = min(shown, key=lambda pair: pair[1]["n"] or 0)
    form = " ".join(f"{group}:{project.forms.get(group, '')}" for one, cell in shown for group in cell["groups"])
    middle = median([cell["median"] for _, cell in shown])
    behind = f"{who(cell)}, {replies(cell['n'], question['least'])}"
    return Seen(project.on, project.label, middle, behind, form)
