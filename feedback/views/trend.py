"""How each competency went over time, from project to project: only from what released results show."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from feedback.models import FeedbackRequest, LearningItem, RespondentGroup
from feedback.over_time import Project, competencies

MOST = 24
State = FeedbackRequest.State


@require_GET
def trend(request):
    asked = FeedbackRequest.objects.of(request.user).filter(state__in=[State.RELEASED, State.WITHHELD])
    newest = list(asked.select_related("snapshot").order_by("-closed_on", "-pk")[:MOST])
    forms = forms_of(newest)
    projects = [
        Project(one.closed_on, one.about, one.snapshot.data, forms.get(one.pk, {})) for one in reversed(newest)
    ]  # fmt: skip
    context = {"tab": "trend", "lines": competencies(projects, learned(request.user)), "projects": projects}
    return render(request, "feedback/trend.html", context)


def forms_of(asked: list[FeedbackRequest]) -> dict:
    """{request: {group: edition of its questionnaire}}"""
    found = {}
    for pk, key, version in RespondentGroup.objects.filter(request__in=asked).values_list("request", "key", "version"):
        found.setdefault(pk, {})[key] = str(version)
    return found


def learned(user) -> list[tuple]:
    """(competency, day, title) of what was learned for a competency."""
    done = LearningItem.objects.filter(person=user, state=LearningItem.State.DONE, done_on__isnull=False)
    return list(done.exclude(competency="").order_by("done_on").values_list("competency", "done_on", "title")[:200])
