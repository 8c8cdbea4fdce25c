"""Questionnaires: those of the site and one's own, one as a respondent sees it, and its editor."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.ids import as_uuid
from common.permissions import May, require
from feedback.actions import questionnaires as verbs
from feedback.forms.questionnaires import Editor, number_in
from feedback.models import GroupKey, Questionnaire, QuestionnaireVersion
from feedback.permissions import (
    can_copy_questionnaire,
    can_edit_questionnaire,
    can_offer_questionnaire,
    can_retire_questionnaire,
)
from feedback.questions import KEEP, KINDS, NOT_SEEN_LABEL, SBI, SCORES

MOST_SHOWN = 400
# In which order the groups stand on the page.
GROUPS = (GroupKey.TEAMMATE, GroupKey.LEAD, GroupKey.CLIENT, GroupKey.PARTNER, GroupKey.OTHER, GroupKey.SELF)


def find_questionnaire(request, pk) -> Questionnaire:
    return get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)


@require_GET
def questionnaires(request):
    """All that one may use, group by group; below, what is no longer offered and could be again."""
    verbs.ensure_questionnaires()
    newest = QuestionnaireVersion.objects.filter(questionnaire=OuterRef("questionnaire")).order_by("-number")
    here = Questionnaire.objects.visible_to(request.user)
    rows = QuestionnaireVersion.objects.filter(questionnaire__in=here, pk=Subquery(newest.values("pk")[:1]))
    ordered = rows.select_related("questionnaire").order_by("questionnaire__position", "questionnaire__title")
    versions = list(ordered[:MOST_SHOWN])
    for one in versions:
        one.may_edit = can_edit_questionnaire(request.user, one.questionnaire)
    context = {
        "tab": "requests", "groups": [(GroupKey(key).label, of_group(versions, key)) for key in GROUPS],
        "retired": [one for one in versions if one.questionnaire.is_retired and one.may_edit], "new_key": uuid4,
    }  # fmt: skip
    return render(request, "feedback/questionnaires/list.html", context)


def of_group(versions, key) -> list[QuestionnaireVersion]:
    return [one for one in versions if one.questionnaire.group == key and not one.questionnaire.is_retired]


@require_GET
def questionnaire(request, questionnaire):
    """As a respondent sees it; with ?version= an earlier edition."""
    found = find_questionnaire(request, questionnaire)
    versions = list(found.versions.all()[:MOST_SHOWN])
    wanted = request.GET.get("version", "")
    shown = next((one for one in versions if not wanted or one.number == number_in(wanted)), None)
    if shown is None:
        raise Http404
    context = {
        "tab": "requests", "questionnaire": found, "version": shown, "versions": versions, "new_key": uuid4,
        "is_newest": shown == versions[0], "questions": shown.read(),
        "may": May(
            request.user, found, edit=can_edit_questionnaire, copy=can_copy_questionnaire,
            retire=can_retire_questionnaire, offer=can_offer_questionnaire,
        ),
        "scores": SCORES, "not_seen": NOT_SEEN_LABEL, "occasion": SBI, "keep": KEEP, "kinds": KINDS,
    }  # fmt: skip
    return render(request, "feedback/questionnaires/show.html", context)


@require_POST
def copy_questionnaire(request, questionnaire):
    """A form of one's own that begins as this one."""
    found = find_questionnaire(request, questionnaire)
    title = _("%(title)s, my version") % {"title": found.title[:180]}
    copy = verbs.copy_questionnaire(
        verbs.newest_of(found), title, key=as_uuid(request.POST.get("key")), by=request.user
    )
    messages.success(request, _("This copy is yours. Change what you like; nobody else sees it until you ask with it."))
    return redirect("feedback:edit_questionnaire", copy.pk)


def edit_questionnaire(request, questionnaire):
    """The editor. Its buttons for order and kind give the form back as it would be; only “Save” writes."""
    found = find_questionnaire(request, questionnaire)
    require(can_edit_questionnaire(request.user, found))
    version = verbs.newest_of(found)
    if request.method != "POST":
        return editor_page(request, version, Editor(found, version), verbs.stamp_of(found, version))
    editor = Editor(found, version, request.POST)
    deed = request.POST.get("do", "save")
    if deed not in ("save", "save_over"):
        editor.rearrange(deed)
        return editor_page(request, version, editor, request.POST.get("base", ""), is_unsaved=True)
    return save(request, version, editor, is_over=deed == "save_over")


def save(request, version, editor, *, is_over):
    """What another window saved meanwhile is not overwritten unseen: the second click says that it may be."""
    base = request.POST.get("seen" if is_over else "base", "")
    if not editor.is_valid():
        return editor_page(request, version, editor, base, status=422)
    saved, was_written = verbs.edit_questionnaire(
        editor.questionnaire, editor.head_values, editor.clean, base, by=request.user
    )
    if not was_written:
        seen = verbs.stamp_of(saved.questionnaire, saved)
        return editor_page(request, saved, editor, base, status=409, seen=seen)
    words = _("Saved as version %(number)d.") if saved.number != version.number else _("Saved.")
    messages.success(request, words % {"number": saved.number} if "%" in words else words)
    return redirect("feedback:questionnaire", editor.questionnaire.pk)


def editor_page(request, version, editor, base, *, status=200, is_unsaved=False, seen=""):
    context = {
        "tab": "requests", "questionnaire": version.questionnaire, "version": version, "editor": editor, "base": base,
        "is_unsaved": is_unsaved or status != 200, "seen": seen, "kinds": KINDS,
    }  # fmt: skip
    return render(request, "feedback/questionnaires/edit.html", context, status=status)


@require_POST
def retire_questionnaire(request, questionnaire):
    """Offered no more; what was sent with it stays."""
    found = find_questionnaire(request, questionnaire)
    verbs.retire_questionnaire(found, by=request.user)
    messages.success(request, _("“%(title)s” is no longer offered.") % {"title": found.title})
    return redirect("feedback:questionnaires")


@require_POST
def offer_questionnaire(request, questionnaire):
    """Offered again."""
    found = find_questionnaire(request, questionnaire)
    verbs.offer_questionnaire(found, by=request.user)
    messages.success(request, _("“%(title)s” is offered again.") % {"title": found.title})
    return redirect("feedback:questionnaires")
