"""The win-win explorer: the map with its fair points, and the analyses that were kept."""

from dataclasses import dataclass
from operator import itemgetter
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negotiations import scoring
from negotiations.actions import exploring as actions
from negotiations.analysis.compounding import TooMany
from negotiations.analysis.frontier import Point
from negotiations.content import Content
from negotiations.explaining import Study, Told, doubts_of
from negotiations.forms.exploring import DrawsForm
from negotiations.models import AnalysisRun
from negotiations.permissions import can_keep_analysis, can_make_offers, can_save_package, sees_limits
from negotiations.pictures.line import line
from negotiations.pictures.map import Dot, Frame
from negotiations.reading import read
from negotiations.views.finding import find_sheet

RUNS = 50


@require_GET
def explore(request, sheet):
    """The map and all that it says. `?at=` is the own total of the efficient package shown, `?with=` of one beside it."""
    sheet = find_sheet(request, sheet)
    content = read(sheet, request.user)
    context = frame(request, sheet, content)
    if not scoring.usable(content):
        return render(request, "negotiations/explore_empty.html", context)
    try:
        study = Study(content)
    except TooMany as refused:
        return render(request, "negotiations/explore_refused.html", context | {"words": str(refused)})
    if len(study.problem.issues) == 1:
        return render(request, "negotiations/explore_one.html", context | one_issue(study))
    return render(request, "negotiations/explore.html", context | picture(request, study))


def frame(request, sheet, content: Content) -> dict:
    """What every page of the explorer knows."""
    return {
        "sheet": sheet,
        "tab": "explore",
        "content": content,
        "doubts": doubts_of(content),
        "may_save": can_save_package(request.user, sheet),
        "may_keep": can_keep_analysis(request.user, sheet),
        "may_offer": can_make_offers(request.user, sheet),
    }


def picture(request, study: Study) -> dict:
    chosen, beside = at(request, study, "at"), at(request, study, "with")
    chosen = chosen or first_shown(study)
    return {
        "study": study,
        "map": study.map(),
        "rows": rows_of(study),
        "every": every(study),
        "panel": panel(study, chosen, beside),
        "ring": chosen and ring(study, chosen),
        "data": data_of(study),
        "draws": DrawsForm(),
        "key": uuid4(),
    }


def at(request, study: Study, name: str) -> Told | None:
    """The listed package with this own total, as the address asks."""
    wanted = request.GET.get(name, "")
    point = next((point for point in study.shown if str(point.own) == wanted), None)
    return study.at(point) if point else None


def first_shown(study: Study) -> Told | None:
    """The Nash point where there is one, else the middle of the line."""
    if study.places:
        return study.places[0].told
    return study.at(study.shown[len(study.shown) // 2]) if study.shown else None


@dataclass(frozen=True)
class Row:
    """A line of the table: an efficient point. `letters`: the fair points that stand there."""

    point: Point
    own_percent: float
    other_percent: float
    letters: str
    in_zone: bool


def rows_of(study: Study) -> list[Row]:
    letters = {
        (place.told.worth.own, place.told.worth.other): " ".join(fair.letter for fair in place.fairs)
        for place in study.places
    }
    return [row_of(study, point, letters.get((point.own, point.other), "")) for point in study.shown]


def row_of(study: Study, point: Point, letters: str) -> Row:
    worth, zone = study.worth(point.own, point.other), study.analysis.zone
    in_zone = study.has_limits and point.own >= zone.own and point.other >= zone.other
    return Row(point, worth.own_percent, worth.other_percent, letters, in_zone)


def every(study: Study) -> int:
    """How many efficient points stand behind one that is listed; 1 where all are."""
    return max(1, round(len(study.analysis.points) / len(study.shown))) if study.shown else 1


@dataclass(frozen=True)
class Line:
    """One issue in the panel: what the chosen package says, and the one beside it."""

    issue_key: str
    issue: str
    option_key: str
    option: str
    beside: str

    @property
    def differs(self) -> bool:
        return bool(self.beside) and self.beside != self.option


@dataclass(frozen=True)
class Panel:
    chosen: Told
    beside: Told | None
    lines: list[Line]
    place: int


def panel(study: Study, chosen: Told | None, beside: Told | None) -> Panel | None:
    if chosen is None:
        return None
    others = [one.option for one in beside.choices] if beside else [""] * len(chosen.choices)
    lines = [
        Line(one.issue_key, one.issue, one.key, one.option, other)
        for one, other in zip(chosen.choices, others, strict=True)
    ]
    places = {(point.own, point.other): place for place, point in enumerate(study.shown)}
    return Panel(chosen, beside, lines, places.get((chosen.worth.own, chosen.worth.other), 0))


def ring(study: Study, chosen: Told) -> Dot:
    """Where the chosen package is on the map."""
    frame = Frame(study.analysis.own_range, study.analysis.other_range)
    return Dot(frame.x(chosen.worth.own), frame.y(chosen.worth.other))


def data_of(study: Study) -> dict:
    """For the script: options by name and key, and each drawn point with its place and its package."""
    drawn = study.map()
    issues = scoring.usable(study.content)
    return {
        "issues": [{"options": [[option.key, option.name] for option in issue.options]} for issue in issues],
        "points": [stop(study, point, dot) for point, dot in zip(study.shown, drawn.dots, strict=True)]
        if drawn
        else [],
    }


def stop(study: Study, point: Point, dot) -> list:
    worth = study.worth(point.own, point.other)
    percents = round(worth.own_percent), round(worth.other_percent)
    return [dot.x, dot.y, point.own, point.other, *percents, point.packages, study.analysis.package(point)]


def one_issue(study: Study) -> dict:
    """A single topic: a line instead of a map."""
    criteria = [
        (part.heading, value) for part in study.content.parts_of("criterion") if (value := as_number(part)) is not None
    ]
    sums = {option.own + option.other for option in study.problem.issues[0].options}
    return {
        "study": study,
        "line": line(study.problem, sorted(criteria, key=itemgetter(1)), with_zone=study.has_limits),
        "issue": scoring.usable(study.content)[0],
        "joint": sums.pop() if len(sums) == 1 else None,
        "is_shared": len(study.analysis.points) == 1,
    }


def as_number(part) -> float | None:
    try:
        return float(part.values.get("value"))
    except (TypeError, ValueError):
        return None


@require_GET
def analyses(request, sheet):
    """Analyses that were kept, the latest first. Those with limits only for who sees them."""
    sheet = find_sheet(request, sheet)
    kept = AnalysisRun.objects.visible_to(request.user).filter(sheet=sheet).select_related("by")
    if not sees_limits(request.user, sheet):
        kept = kept.filter(with_limits=False)
    return render(request, "negotiations/analyses.html", frame(request, sheet, Content()) | {"runs": kept[:RUNS]})


@require_POST
def keep_analysis(request, sheet):
    sheet = find_sheet(request, sheet)
    kept = actions.keep_analysis(sheet, by=request.user)
    words = _("The analysis is kept.") if kept else _("There is nothing to analyse yet.")
    messages.success(request, words)
    return redirect("negotiations:analyses", sheet.pk)
