"""The pages of taking clauses from another charter, and of what changed there since."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from charters import inheriting as having
from charters import rows
from charters.actions import inheriting
from charters.content import Clause, Content
from charters.forms.inheriting import FollowForm, InheritForm, SeenForm
from charters.kinds import KINDS, Kind
from charters.models import Charter, CharterVersion
from charters.parentage import LIVE, MOST_OFFERED, ON_ITS_WAY_FIRST, Source, newest, offered, sources, standing
from charters.permissions import can_edit, can_follow_parent, can_inherit, can_keep_own
from charters.rebasing import Collision, merge
from charters.records import content_of
from charters.views.drafting import part
from charters.views.finding import open_version, versions_of
from charters.views.moving import posted
from common.permissions import May, require


@require_GET
def choose_parent(request, charter):
    """The charters that one may take from."""
    version = open_version(request, charter)
    require(can_edit(request.user, version))
    found = offered(request.user, version.charter).order_by("team__name", "title", "pk")[:MOST_OFFERED]
    return render(request, "charters/choose_parent.html", part(request, version) | {"found": found})


@dataclass
class Choice:
    """A clause that may be ticked, or why it may not."""

    key: str
    line: str
    more: list[str]
    why_not: str = ""
    is_ticked: bool = False


def inherit(request, charter, parent):
    """All that can be taken, kind by kind; ticked as it was sent, where something was wrong."""
    version = open_version(request, charter)
    parent = get_object_or_404(Charter.objects.visible_to(request.user).select_related("team"), pk=parent)
    require(can_inherit(request.user, version, parent))
    there = standing([parent])[parent.pk]
    content, mine = content_of(there), version.content()
    here = {str(row.parent_key) for row in having.in_use(version.inherited.filter(parent_charter=parent), mine)}
    ticked = request.POST.getlist("keys")
    kinds = [(KINDS[kind], choices(content, mine, kind, here, ticked)) for kind in having.TAKEN if content.of(kind)]
    free = [one.key for _kind, found in kinds for one in found if not one.why_not]
    form = InheritForm(free, posted(request), initial={"seen": there.pk})
    if form.is_valid():
        given = form.cleaned_data
        items = inheriting.inherit(version, parent, given["keys"], seen=given["seen"], by=request.user)
        messages.success(request, told(items))
        return redirect("charters:draft", charter)
    context = part(request, version) | {"parent": parent, "there": there, "kinds": kinds, "form": form, "free": free}
    return render(request, "charters/inherit.html", context, status=422 if form.errors else 200)


def choices(content: Content, mine: Content, kind: str, here: set[str], ticked: list[str]) -> list[Choice]:
    return [
        Choice(
            one.key,
            rows.line_of(one),
            [part.heading for part in having.parts(content, one)],
            why_not(KINDS[kind], one, mine, here),
            one.key in ticked,
        )
        for one in content.of(kind)
    ]


def why_not(kind: Kind, clause: Clause, mine: Content, here: set[str]) -> str:
    if clause.key in here:
        return _("taken already")
    return _("your draft has one of its own") if kind.single and mine.one(kind.name) else ""


def told(items: list) -> str:
    count = len([one for one in items if one.parent is None])
    return ngettext("One clause is in the draft now.", "%(count)d clauses are in the draft now.", count) % {
        "count": count
    }


@dataclass
class Parent:
    """A charter on the page of news: what it is, what may be done, and where both changed the same words."""

    source: Source
    may: May
    collisions: list[tuple[Collision, object]]
    form: FollowForm


@require_GET
def parents(request, charter):
    """For everyone of the team; what stands elsewhere only for those who may read there."""
    return parents_page(request, version_of(request, charter))


def parents_page(request, version, forms=None, status=200):
    content = version.content()
    found = [
        parent_of(request, version, one, content, (forms or {}).get(one.parent.pk))
        for one in sources(version, content, request.user)
    ]
    context = {"charter": version.charter, "version": version, "tab": "", "found": found}
    return render(request, "charters/parents.html", context, status=status)


def version_of(request, charter) -> CharterVersion:
    """Where what is taken over would be decided: on its way, or agreed last."""
    version = versions_of(request, charter).filter(state__in=LIVE).order_by(ON_ITS_WAY_FIRST).first()
    if version is None:
        raise Http404
    return version


def parent_of(request, version, source: Source, content: Content, form: FollowForm | None) -> Parent:
    found = collisions(source, content) if source.news else []
    form = form or FollowForm(collisions=found, initial={"seen": source.now.pk})
    rules = {"follow": can_follow_parent, "keep": can_keep_own}
    asked = {
        name: lambda user, _thing, rule=rule: rule(user, version.charter, source.parent) for name, rule in rules.items()
    }
    return Parent(source, May(request.user, version, **asked), [(one, form[one.name]) for one in found], form)


def collisions(source: Source, mine: Content) -> list[Collision]:
    text = content_of(source.now)
    was, come = having.texts(mine, source.rows, text, having.arrivals(source.rows, text))
    return merge(was, mine, come).collisions


@require_POST
def follow_parent(request, charter, parent):
    """Onto the amendment, which is begun where none is open; a choice that is missing is asked for."""
    version = version_of(request, charter)
    content = version.content()
    source = next((one for one in sources(version, content, request.user) if one.parent.pk == parent), None)
    if source is None:
        raise Http404
    require(can_follow_parent(request.user, version.charter, source.parent))
    form = FollowForm(request.POST, collisions=collisions(source, content))
    if not form.is_valid():
        return parents_page(request, version, {parent: form}, 422)
    seen = form.cleaned_data.pop("seen")
    inheriting.follow_parent(version.charter, source.parent, form.cleaned_data, seen=seen, by=request.user)
    messages.success(request, _("It is in your draft now. Read what changes, and who signs."))
    amended = newest(version.charter)
    return redirect("charters:amendment" if amended.is_amendment else "charters:draft", charter)


@require_POST
def keep_own(request, charter, parent):
    version = version_of(request, charter)
    given = SeenForm(request.POST)
    source = next((one for one in sources(version, version.content(), request.user) if one.parent.pk == parent), None)
    if source is None or not given.is_valid():
        raise Http404
    inheriting.keep_own(version.charter, source.parent, seen=given.cleaned_data["seen"], by=request.user)
    messages.success(request, _("Your charter stays as it is. You hear of the next change."))
    return redirect("charters:parents", charter)
