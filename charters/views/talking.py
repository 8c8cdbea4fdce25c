"""What is said about a clause, beside the clause or on a page of its own, and everything of a charter that is still open."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from charters.actions import talking
from charters.content import Clause
from charters.forms.talking import SayForm, SuggestForm, TakeOverForm, suggestible
from charters.kinds import KINDS
from charters.merging import mark
from charters.models import CharterVersion, ClauseComment, Item
from charters.notify.talking import where
from charters.permissions import (
    can_answer,
    can_comment,
    can_object,
    can_reopen_comment,
    can_reply,
    can_resolve_comment,
    can_take_over,
)
from charters.views.finding import spoken_version, written_version
from charters.views.open_points import is_uuid
from common import diff
from common.permissions import May, require

Kind, State = ClauseComment.Kind, ClauseComment.State
WHOLE_HEADING = 200
RULES = {
    "reply": can_reply,
    "answer": can_answer,
    "resolve": can_resolve_comment,
    "reopen": can_reopen_comment,
    "take_over": can_take_over,
}


@dataclass
class Thread:
    """One point with its replies, and what this reader may do about it."""

    point: ClauseComment
    may: May
    form: SayForm
    replies: list = field(default_factory=list)
    pieces: list = field(default_factory=list)
    field_label: str = ""
    now: str = ""
    seen: str = ""

    @property
    def is_overtaken(self):
        """The text is no longer the one that the suggestion saw."""
        return self.point.state == State.OPEN and self.now != self.point.old_text


def talk(request, charter, key):
    """Everything said about a clause. `?suggest=field` opens the form for other words, `&words=` with those of a reply."""
    version = spoken_version(request, charter)
    return show(request, version, key, {"suggest": suggest_form(request, version, key)})


def suggest_form(request, version, key):
    item = version.items.filter(key=key).first() if "suggest" in request.GET else None
    if item is None or not suggestible(item.kind):
        return None
    return SuggestForm(clause=item.clause(), field=request.GET["suggest"], words=words_said(request, version, key))


def words_said(request, version, key) -> str:
    """What somebody said about this clause, as a beginning of other words for it."""
    said = request.GET.get("words", "")
    if not is_uuid(said):
        return ""
    comments = ClauseComment.objects.filter(charter_id=version.charter_id, item_key=key, pk=said)
    return comments.values_list("text", flat=True).first() or ""


def show(request, version, key, forms=None, status=200):
    """`forms` holds those that are to be shown as they were sent, by the name of their verb or the id of their point."""
    item = version.items.filter(key=key).first()
    comments = list(ClauseComment.objects.for_list().filter(charter_id=version.charter_id, item_key=key))
    if item is None and not comments:
        raise Http404
    forms = {name: form for name, form in (forms or {}).items() if form}
    written = item if item and version.is_editable else written_clause(version, key) or item
    context = context_of(request.user, version, key, item, written, comments, forms)
    context["words"] = request.GET.get("words", "") if context["suggest"] else ""
    template = "charters/talk_part.html" if request.htmx else "charters/talk.html"
    return render(request, template, context, status=status)


def written_clause(version, key) -> Item | None:
    """The clause in the amendment of what is in force, whose words a suggestion would change."""
    return Item.objects.filter(
        version__charter_id=version.charter_id, version__state__in=CharterVersion.OPEN, key=key
    ).first()


def context_of(user, version, key, item, written, comments, forms) -> dict:
    clause = item.clause() if item else None
    return {
        "charter": version.charter,
        "version": version,
        "tab": "",
        "key": key,
        "item": item,
        "heading": clause.heading if clause else comments[0].about,
        "kind": KINDS[item.kind] if item else None,
        "facts": facts(clause),
        "fields": suggestible(item.kind) if item else [],
        "threads": threads(user, version, written.clause() if written else None, comments, forms),
        "in_force": not version.is_editable,
        "can_suggest": bool(item and suggestible(item.kind) and can_comment(user, version)),
        "ask": forms.get("ask") or SayForm(label=_("Your question")),
        "object": forms.get("object") or SayForm(label=_("What you object to, and why")),
        "suggest": forms.get("suggest"),
        "opened": set(forms),
        "members": version.team.memberships.present().people(),
        "may": May(user, version, comment=can_comment, object=can_object),
    }


def facts(clause: Clause | None) -> list:
    """The words of the clause beside its heading, for a page that stands alone."""
    if clause is None:
        return []
    found = [{"label": one.label, "value": clause[one.name]} for one in suggestible(clause.kind)]
    return [fact for fact in found if fact["value"] and fact["value"] != clause.heading[:WHOLE_HEADING]]


def threads(user, version, clause, comments, forms) -> list[Thread]:
    """What is open first; replies under their point."""
    found = {}
    for comment in comments:
        comment.version = version if comment.version_id == version.pk else comment.version
        comment.version.charter = version.charter
        if comment.kind == Kind.REPLY:
            found[comment.parent_id].replies.append(comment)
        else:
            found[comment.pk] = thread(user, clause, comment, forms)
    return sorted(found.values(), key=lambda one: one.point.state != State.OPEN)


def thread(user, clause, point, forms) -> Thread:
    may = May(user, point, **RULES)
    label = _("Your answer; everybody reads it") if may.answer else _("Your reply")
    one = Thread(point, may, forms.get(str(point.pk)) or SayForm(label=label))
    if point.kind != Kind.SUGGESTION:
        return one
    one.field_label = field_label(clause, point)
    one.now = str(clause[point.field]) if clause else point.old_text
    one.seen = mark(one.now, talking.MARK)
    before = one.now if point.state == State.OPEN else point.old_text
    one.pieces = diff.words(before, point.new_text)
    return one


def field_label(clause, point) -> str:
    if clause is None or len(suggestible(clause.kind)) == 1:
        return ""
    return KINDS[clause.kind].by_name[point.field].label


def said(request, version, key):
    """The clause's talk again; the page around it hears that something was saved."""
    if not request.htmx:
        return redirect(reverse("charters:talk", args=[version.charter_id, key]) + where(version))
    return trigger_client_event(show(request, version, key), "saved")


@require_POST
def ask(request, charter, key):
    version, form = spoken_version(request, charter), SayForm(request.POST)
    if not form.is_valid():
        return show(request, version, key, {"ask": form}, 422)
    talking.ask(version, key, form.cleaned_data["text"], token=form.cleaned_data["token"], by=request.user)
    return said(request, version, key)


@require_POST
def object_to(request, charter, key):
    version, form = spoken_version(request, charter), SayForm(request.POST)
    if not form.is_valid():
        return show(request, version, key, {"object": form}, 422)
    talking.object_to(version, key, form.cleaned_data["text"], token=form.cleaned_data["token"], by=request.user)
    return said(request, version, key)


@require_POST
def suggest(request, charter, key):
    version = spoken_version(request, charter)
    item = get_object_or_404(Item, version=version, key=key)
    form = SuggestForm(request.POST, clause=item.clause())
    if not form.is_valid():
        return show(request, version, key, {"suggest": form}, 422)
    given = form.cleaned_data
    talking.suggest(
        version, key, given["field"], given["new_text"], given["text"], token=given["token"], by=request.user
    )
    return said(request, version, key)


def find_comment(request, pk):
    rows = ClauseComment.objects.visible_to(request.user).select_related("version__charter__team", "author", "parent")
    return get_object_or_404(rows, pk=pk)


def beside(request, comment) -> CharterVersion:
    """The text beside which a talk is shown: its own, or what came after."""
    version = comment.version
    return version if version.is_editable or not version.is_past else written_version(request, version.charter_id)


@require_POST
def reply(request, comment):
    comment, form = find_comment(request, comment), SayForm(request.POST)
    if not form.is_valid():
        return show(
            request, beside(request, comment), comment.item_key, {str(comment.parent_id or comment.pk): form}, 422
        )
    talking.reply(comment, form.cleaned_data["text"], token=form.cleaned_data["token"], by=request.user)
    return said(request, beside(request, comment), comment.item_key)


@require_POST
def answer(request, comment):
    comment, form = find_comment(request, comment), SayForm(request.POST)
    if not form.is_valid():
        return show(request, beside(request, comment), comment.item_key, {str(comment.pk): form}, 422)
    talking.answer(comment, form.cleaned_data["text"], token=form.cleaned_data["token"], by=request.user)
    return said(request, beside(request, comment), comment.item_key)


@require_POST
def resolve_comment(request, comment):
    comment = find_comment(request, comment)
    talking.resolve_comment(comment, by=request.user)
    return said(request, beside(request, comment), comment.item_key)


@require_POST
def reopen_comment(request, comment):
    comment = find_comment(request, comment)
    talking.reopen_comment(comment, by=request.user)
    return said(request, beside(request, comment), comment.item_key)


@require_POST
def take_over(request, comment):
    """A text that changed while one was reading is shown again beside the suggestion, and nothing is overwritten."""
    comment = find_comment(request, comment)
    form = TakeOverForm(request.POST)
    is_settled = comment.state != State.OPEN
    if not form.is_valid() or not (is_settled or form.cleaned_data["seen"] == version_text(comment)):
        require(can_take_over(request.user, comment))
        return show(request, beside(request, comment), comment.item_key, {f"overtaken-{comment.pk}": form}, 409)
    item = talking.take_over(comment, seen=form.cleaned_data["seen"], by=request.user)
    if comment.version.is_editable:
        return said(request, comment.version, comment.item_key)
    messages.success(request, _("The words stand in the amendment now; what is in force stays until it is agreed."))
    place = reverse("charters:draft", args=[comment.charter_id]) + f"#clause-{item.key}"
    return HttpResponseClientRedirect(place) if request.htmx else redirect(place)


def version_text(comment) -> str:
    item = talking.written_in(comment).items.filter(key=comment.item_key).first()
    return mark(str(item.clause()[comment.field]), talking.MARK) if item and comment.field else ""
