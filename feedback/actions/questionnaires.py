"""The questionnaires of the site: written from feedback.builtin when they are first needed."""

from django.db.models import Max, OuterRef, Subquery

from feedback.builtin import FORMS
from feedback.models import Questionnaire, QuestionnaireVersion


def ensure_questionnaires() -> None:
    """Writes the built-in ones that are missing; what an administrator changed or retired stays as it is."""
    missing = missing_ones()
    if not missing:
        return
    rows = [
        Questionnaire(
            slug=one.key, group=one.group, title=one.title, hint=one.hint, minutes=one.minutes, position=place
        )
        for place, one in missing
    ]  # fmt: skip
    Questionnaire.objects.bulk_create(rows, ignore_conflicts=True)
    kept = {row.slug: row for row in Questionnaire.objects.filter(slug__in=[one.key for _, one in missing])}
    versions = [
        QuestionnaireVersion(questionnaire=kept[one.key], questions=[question.to_dict() for question in one.questions])
        for _, one in missing
    ]
    QuestionnaireVersion.objects.bulk_create(versions, ignore_conflicts=True)


def missing_ones() -> list[tuple]:
    known = set(Questionnaire.objects.exclude(slug="").values_list("slug", flat=True))
    return [(place, one) for place, one in enumerate(FORMS.values()) if one.key not in known]


def newest(user, **fields) -> list[QuestionnaireVersion]:
    """The newest version of each questionnaire that the person may use; `fields` narrow the questionnaires."""
    usable = Questionnaire.objects.usable_by(user).filter(**fields)
    last = QuestionnaireVersion.objects.filter(questionnaire=OuterRef("questionnaire")).order_by("-number")
    rows = QuestionnaireVersion.objects.filter(questionnaire__in=usable, pk=Subquery(last.values("pk")[:1]))
    return list(rows.select_related("questionnaire").order_by("questionnaire__position", "questionnaire__title"))


def next_number(questionnaire: Questionnaire) -> int:
    return (questionnaire.versions.aggregate(last=Max("number"))["last"] or 0) + 1
