"""What we believe now beside each “what if”, by what the explorer finds for it."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negotiations import scoring
from negotiations.analysis.compounding import TooMany
from negotiations.analysis.frontier import Point
from negotiations.content import Content
from negotiations.explaining import FAIR, Study
from negotiations.reading import read
from negotiations.views.exploring import frame
from negotiations.views.finding import find_sheet

MOST = 12


@require_GET
def compare_scenarios(request, sheet):
    """What we believe now beside each “what if”."""
    sheet = find_sheet(request, sheet)
    content = read(sheet, request.user)
    context = frame(request, sheet, content)
    if scoring.usable(content):
        try:
            context |= {
                "columns": columns_of(content),
                "fair_names": [(name, words[2]) for name, words in FAIR.items()],
            }
        except TooMany as refused:
            context["words"] = str(refused)
    return render(request, "negotiations/compare_scenarios.html", context)


@dataclass(frozen=True)
class Column:
    """One scenario: its study, and the best that we could have where they would just agree."""

    name: str
    study: Study

    @property
    def best_for_us(self) -> Point | None:
        points = self.study.analysis.zone.points
        return points[0] if points else None

    @property
    def best_for_them(self) -> Point | None:
        points = self.study.analysis.zone.points
        return points[-1] if points else None

    @property
    def fairs(self) -> dict:
        return {fair.name: fair for fair in self.study.fairs}


def columns_of(content: Content) -> list[Column]:
    now = Column(_("As believed now"), Study(content))
    return [now, *(Column(one.name, Study(content, one.overrides)) for one in content.scenarios[:MOST])]
