"""How sure the picture is: what holds when their weights are only guessed, and what to ask next."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_GET

from negotiations import scoring
from negotiations.analysis.compounding import TooMany
from negotiations.analysis.sensitivity import Sensitivity, affordable_draws, sensitivity
from negotiations.content import Content
from negotiations.explaining import Study
from negotiations.forms.exploring import USUAL, DrawsForm
from negotiations.guesses import guesses_of
from negotiations.reading import read
from negotiations.views.exploring import frame
from negotiations.views.finding import find_sheet

# From this share of the draws on a choice counts as stable. Draws may take this many seconds.
STABLE, SECONDS = 0.95, 1.5


@require_GET
def draw(request, sheet):
    """Their weights drawn a thousand times: what stays, what to ask next. A part of the explorer, or a page by itself."""
    sheet = find_sheet(request, sheet)
    content = read(sheet, request.user)
    form = DrawsForm({"draws": USUAL, "seed": 0} | request.GET.dict())
    context = frame(request, sheet, content) | {"form": form}
    if form.is_valid() and len(scoring.usable(content)) > 1:
        context |= drawn_often(content, **form.cleaned_data)
    template = "negotiations/_draws.html" if request.htmx else "negotiations/draw.html"
    return render(request, template, context)


def drawn_often(content: Content, *, draws: int, seed: int, within: int | None) -> dict:
    try:
        study = Study(content)
        asked = {one.told.package: one for one in study.kept if one.told}
        number = affordable_draws(study.analysis.frontier, SECONDS, draws)
        guesses = guesses_of(content, within)
        found = sensitivity(study.problem, guesses, draws=number, seed=seed, packages=tuple(asked))
    except TooMany as refused:
        return {"words": str(refused)}
    return {
        "study": study, "found": found, "asked_for": draws, "within": within,
        "map": study.map([tuple(point) for point in found.band]),
        "stable": stable_of(content, found),
        "shares": [(asked[one.package], one) for one in found.packages],
        "question": question_of(content, found),
    }  # fmt: skip


@dataclass(frozen=True)
class Stable:
    issue: str
    option: str
    share: float

    @property
    def is_stable(self) -> bool:
        return self.share >= STABLE


def stable_of(content: Content, found: Sensitivity) -> list[Stable]:
    """The most frequent choice on each issue, the surest first."""
    best = [
        Stable(issue.name, issue.options[place].name, share)
        for issue, shares in zip(scoring.usable(content), found.options, strict=True)
        for share, place in [max((share, -place) for place, share in enumerate(shares))]
        for place in [-place]
    ]
    return sorted(best, key=lambda one: -one.share)


def question_of(content: Content, found: Sensitivity) -> dict | None:
    if not found.questions or found.questions[0].share <= 0:
        return None
    first = found.questions[0]
    return {"issue": scoring.usable(content)[first.issue].name, "share": first.share}
