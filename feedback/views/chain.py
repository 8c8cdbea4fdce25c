"""Where an insight came from and where it went, step by step: clause, feedback, insight, clause in the next charter, mark."""

from dataclasses import dataclass

from django.db.models import F
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from charters.models import CharterVersion, Item
from feedback.models import Insight, InsightCarry
from feedback.views.insights import find_insight, may_of
from feedback.wording import naming
from teams.permissions import role_in

MOST_CARRIES = 100
STANDING, OPEN = CharterVersion.STANDING, CharterVersion.OPEN


@dataclass(frozen=True)
class Step:
    """One link of the chain. `words` may be empty; `href` leads to the thing itself, for those who may see it."""

    title: str
    words: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True)
class Line:
    """What one charter made of an insight, with the heading of the clause as it stands."""

    carry: InsightCarry
    heading: str
    is_in_force: bool


@require_GET
def chain(request, insight):
    insight = find_insight(request, insight)
    carries = (
        InsightCarry.objects.visible_to(request.user)
        .filter(insight=insight)
        .select_related("charter", "decided_by", "marked_by")
    )
    context = {
        "tab": "insights", "insight": insight, "before": before(request.user, insight),
        "lines": lines_of(carries[:MOST_CARRIES]), "may": may_of(request.user, insight),
    }  # fmt: skip
    return render(request, "feedback/chain.html", context)


def before(user, insight: Insight) -> list[Step]:
    """What led to it, as far as the reader may see."""
    charter = insight.charter if insight.charter and role_in(user, insight.charter.team_id) else None
    steps = [clause_step(user, charter, insight), question_step(user, insight), reflected_step(user, insight)]
    return [step for step in steps if step]


def clause_step(user, charter, insight: Insight) -> Step | None:
    """The clause that was asked about; where it was none in particular, the charter. Its words are for its team, and for who noted them."""
    if charter is None:
        is_own = insight.clause_words and insight.author_id == user.pk
        return Step(_("A clause"), insight.clause_words) if is_own else None
    href = reverse("charters:show", args=[charter.pk])
    if insight.clause_key is None:
        return Step(_("A charter"), charter.title, href, _("Read it"))
    place = f"{href}?clause={insight.clause_key}#clause-{insight.clause_key}"
    return Step(_("A clause of “%(charter)s”") % {"charter": charter.title}, insight.clause_words, place, _("Read it"))


def question_step(user, insight: Insight) -> Step | None:
    """The question of a request. Its words and its result are for the person who asked alone."""
    if insight.source != Insight.Source.RESULT:
        return None
    ask = insight.request
    if ask is None or ask.subject_id != user.pk:
        return Step(_("Feedback"))
    return Step(
        _("A question in your feedback"),
        label_of(ask, insight.question_key),
        reverse("feedback:results", args=[ask.pk]),
        _("The result"),
    )


def label_of(ask, key: str) -> str:
    groups = ask.groups.select_related("version")
    asked = [*ask.clauses(), *(question for group in groups for question in group.version.read())]
    return next((naming(question.label, ask.subject) for question in asked if question.key == key), "")


def reflected_step(user, insight: Insight) -> Step | None:
    """The line of a reflection, as long as its writer shares it, or to its writer."""
    if insight.source != Insight.Source.REFLECTION:
        return None
    item = insight.reflected
    if item is None or (item.reflection.person_id != user.pk and not is_read(user, item)):
        return Step(_("A reflection"))
    if item.reflection.person_id == user.pk:
        return Step(
            _("Your reflection"),
            item.text,
            reverse("feedback:reflect", args=[item.reflection.charter_id]),
            _("Open it"),
        )
    place = reverse("feedback:debrief", args=[item.reflection.charter_id])
    return Step(_("A reflection of %(who)s") % {"who": item.reflection.person}, item.text, place, _("What was shared"))


def is_read(user, item) -> bool:
    return item.shared_at is not None and role_in(user, item.reflection.team_id) is not None


def lines_of(carries) -> list[Line]:
    """The clauses as they stand: in what holds, or while that is to come, in what is being written."""
    carries = list(carries)
    keys = [carry.item_key for carry in carries if carry.item_key]
    rows = Item.objects.filter(key__in=keys, version__charter__in=[carry.charter_id for carry in carries])
    rows = rows.filter(version__state__in=[*STANDING, *OPEN]).annotate(
        state=F("version__state"), of=F("version__charter")
    )
    found = {(row.of, row.key): row for row in sorted(rows, key=lambda row: row.state in STANDING)}
    return [line(carry, found.get((carry.charter_id, carry.item_key))) for carry in carries]


def line(carry: InsightCarry, item: Item | None) -> Line:
    return Line(carry, item.clause().heading[:300] if item else "", bool(item) and item.state in STANDING)
