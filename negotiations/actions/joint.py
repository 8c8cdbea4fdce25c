"""The joint result: a neutral computation on both sides' own numbers, by the consent of both, each time anew."""

from django.db import transaction
from django.utils import timezone

from common.permissions import Denied, require
from negotiations import joint
from negotiations.actions.recording import record
from negotiations.actions.seats import held_with_negotiation
from negotiations.analysis.compounding import TooMany
from negotiations.models import AgendaIssue, JointResult, PrepSheet
from negotiations.notify import sharing as notify
from negotiations.permissions import can_agree_joint, can_withdraw_joint, other_side
from negotiations.reading import read_whole


@transaction.atomic
def agree_joint(sheet: PrepSheet, *, by) -> PrepSheet:
    """This side wants to know what suits both. Once the other side agrees too, the result is found, once."""
    sheet = held_with_negotiation(sheet)
    if sheet.joint_agreed_at:
        return sheet
    require(can_agree_joint(by, sheet))
    sheet.joint_agreed_at = timezone.now()
    sheet.save(update_fields=["joint_agreed_at"])
    event = record("joint.agreed", sheet, by=by)
    other = other_side(sheet)
    if other.joint_agreed_at:
        find(sheet, PrepSheet.objects.select_for_update(no_key=True).get(pk=other.pk))
    else:
        notify.joint_asked(other, event)
    return sheet


def find(sheet: PrepSheet, other: PrepSheet) -> None:
    """Called when both sides have agreed and are held. Kept as names alone; the numbers are forgotten."""
    topics = AgendaIssue.objects.filter(negotiation_id=sheet.negotiation_id).prefetch_related("options")
    names = [(str(topic.pk), [str(option.pk) for option in topic.options.all()]) for topic in topics]
    sides = sorted((sheet, other), key=lambda side: side.pk)
    try:
        packages = joint.agreeable(names, *map(read_whole, sides))
    except TooMany as trouble:
        require(Denied(str(trouble)))
    JointResult.objects.create(negotiation_id=sheet.negotiation_id, team_id=sheet.team_id, packages=packages)
    for side in sides:
        notify.joint_found(side, record("joint.found", side, by=None))


@transaction.atomic
def withdraw_joint(sheet: PrepSheet, *, by) -> PrepSheet:
    """The result is gone for both; to find another, both agree again."""
    sheet = held_with_negotiation(sheet)
    if sheet.joint_agreed_at is None:
        return sheet
    require(can_withdraw_joint(by, sheet))
    record("joint.withdrawn", sheet, by=by)
    end_joint(sheet)
    return sheet


def end_joint(sheet: PrepSheet) -> None:
    """Called by verbs that hold the negotiation: result and consent end together, for both sides."""
    there = JointResult.objects.filter(negotiation_id=sheet.negotiation_id).delete()[0]
    agreed = PrepSheet.objects.filter(negotiation_id=sheet.negotiation_id).exclude(joint_agreed_at=None)
    sides = list(agreed)
    agreed.update(joint_agreed_at=None)
    sheet.joint_agreed_at = None
    for side in sides:
        event = record("joint.ended", side, by=None)
        if there and side.pk != sheet.pk:
            notify.joint_withdrawn(side, event)
