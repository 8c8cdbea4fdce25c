"""Questionnaires: those of the site, written from feedback.builtin when they are first needed; copies; new versions."""

from hashlib import sha256
from json import dumps
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from common.locks import lock
from common.permissions import require
from feedback.builtin import FORMS
from feedback.models import Questionnaire, QuestionnaireVersion
from feedback.permissions import (
    can_copy_questionnaire,
    can_edit_questionnaire,
    can_offer_questionnaire,
    can_retire_questionnaire,
)
from feedback.questions import Question

# What of a questionnaire is its own, and not of one version.
HEAD = ("title", "hint", "minutes", "group")


@transaction.atomic
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
    first_versions(missing)


def first_versions(missing: list[tuple]) -> None:
    """Of those that are there by now, whoever wrote them."""
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


def newest_of(questionnaire: Questionnaire) -> QuestionnaireVersion:
    return questionnaire.versions.order_by("-number")[0]


@transaction.atomic
def copy_questionnaire(version: QuestionnaireVersion, title: str, *, by, key: UUID | None = None) -> Questionnaire:
    """A form of one's own that begins with the questions of this version. The same `key` copies once."""
    copied = Questionnaire.objects.filter(owner=by, pk=key).first() if key else None
    if copied:
        return copied
    require(can_copy_questionnaire(by, version.questionnaire))
    named = {"id": key} if key and not Questionnaire.objects.filter(pk=key).exists() else {}
    kept = {name: getattr(version.questionnaire, name) for name in ("group", "hint", "minutes", "position")}
    copy = Questionnaire.objects.create(owner=by, title=title, **named, **kept)
    QuestionnaireVersion.objects.create(questionnaire=copy, questions=version.questions, created_by=by)
    return copy


@transaction.atomic
def edit_questionnaire(
    questionnaire: Questionnaire, head: dict, questions: list[Question], base: str, *, by
) -> tuple[QuestionnaireVersion, bool]:
    """The newest version as it is now, and whether it was written: not where `base` is no longer what stands there.

    Questions that were sent to somebody stay as they are for good: changed ones make the next version.
    """
    questionnaire = lock(questionnaire)
    require(can_edit_questionnaire(by, questionnaire))
    version = lock(newest_of(questionnaire))
    if stamp_of(questionnaire, version) != base:
        return version, False
    for name, value in head.items():
        setattr(questionnaire, name, value)
    questionnaire.save(update_fields=list(head))
    kept = [one.to_dict() for one in questions]
    return (version if kept == plain(version) else rewritten(questionnaire, version, kept, by)), True


def plain(version: QuestionnaireVersion) -> list[dict]:
    """The questions as they would be written now: older rows may lack what questions have learned since."""
    return [one.to_dict() for one in version.read()]


def rewritten(questionnaire, version, kept: list[dict], by) -> QuestionnaireVersion:
    if version.is_used:
        return QuestionnaireVersion.objects.create(
            questionnaire=questionnaire, number=version.number + 1, questions=kept, created_by=by
        )
    version.questions = kept
    version.save(update_fields=["questions"])
    return version


def stamp_of(questionnaire: Questionnaire, version: QuestionnaireVersion) -> str:
    """Says whether somebody changed the questionnaire meanwhile."""
    whole = [version.number, version.questions, *(getattr(questionnaire, name) for name in HEAD)]
    return sha256(dumps(whole, sort_keys=True).encode()).hexdigest()[:24]


@transaction.atomic
def retire_questionnaire(questionnaire: Questionnaire, *, by) -> Questionnaire:
    """It is offered no more for new requests; what was sent with it stays."""
    questionnaire = lock(questionnaire)
    require(can_retire_questionnaire(by, questionnaire))
    return set_retired(questionnaire, True)


@transaction.atomic
def offer_questionnaire(questionnaire: Questionnaire, *, by) -> Questionnaire:
    """It is offered again."""
    questionnaire = lock(questionnaire)
    require(can_offer_questionnaire(by, questionnaire))
    return set_retired(questionnaire, False)


def set_retired(questionnaire: Questionnaire, is_retired: bool) -> Questionnaire:
    questionnaire.is_retired = is_retired
    questionnaire.save(update_fields=["is_retired"])
    return questionnaire
