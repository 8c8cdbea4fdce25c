"""How a charter begins: which team, from what, adopted how."""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from charters import copying, rows
from charters.actions import drafting
from charters.actions.templates import ensure_templates
from charters.content import Content, from_document
from charters.forms.charter_reviewing import EveryForm
from charters.forms.starting import NameForm, StartForm
from charters.kinds import PARTS
from charters.models import Charter, CharterTemplate
from charters.permissions import can_edit, can_set_review_every, can_start
from charters.views.drafting import frame
from charters.views.finding import open_version, versions_of
from common.ids import uuid7
from common.permissions import May, require
from teams.models import Membership, Team

BLANK = "blank"
MOST_COPIES = 50


@dataclass
class Source:
    """Something a charter can begin from, with what it holds."""

    value: str
    label: str
    summary: str = ""
    parts: list = field(default_factory=list)
    is_chosen: bool = False


@require_GET
def choose_team(request):
    """The teams one may start a charter in; where it is only one, there is nothing to choose."""
    memberships = Membership.objects.writers().filter(person=request.user).select_related("team")
    teams = [membership.team for membership in memberships.order_by("team__name")]
    if len(teams) == 1:
        return redirect("charters:start", teams[0].slug)
    return render(request, "charters/choose_team.html", {"teams": teams})


def start(request, team):
    """A title, a way of adopting it, and what to begin from; the rest is written together."""
    team = get_object_or_404(Team.objects.visible_to(request.user), slug=team)
    require(can_start(request.user, team))
    templates, copies = offered_templates(), copyable(request.user)
    sources = offered(templates, copies)
    chosen = request.POST.get("source") or (f"template:{templates[0].slug}" if templates else BLANK)
    initial = {"token": uuid7(), "source": chosen}
    form = StartForm(
        people_of(team), [(one.value, one.label) for one in sources], request.POST or None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        return begun(request, team, form.cleaned_data, templates)
    for source in sources:
        source.is_chosen = source.value == chosen
    context = {"team": team, "form": form, "sources": sources, "may": May(request.user, team, start=can_start)}
    return render(request, "charters/start.html", context, status=422 if form.errors else 200)


def offered_templates() -> list[CharterTemplate]:
    if not CharterTemplate.objects.exists():
        ensure_templates()
    return list(CharterTemplate.objects.filter(is_offered=True))


def copyable(user) -> list[Charter]:
    return list(Charter.objects.visible_to(user).select_related("team").order_by("-created_at", "-id")[:MOST_COPIES])


def offered(templates, copies) -> list[Source]:
    """Templates first, then what the person's teams wrote, then an empty sheet."""
    found = [Source(f"template:{one.slug}", one.title, one.summary, preview(one.document)) for one in templates]
    found += [Source(f"copy:{one.pk}", one.title, str(one.team)) for one in copies]
    return [*found, Source(BLANK, "")]


def preview(document: dict) -> list[tuple]:
    """What a template brings, part by part, in its own first words."""
    content = from_document(document)
    found = []
    for part in PARTS:
        lines = [rows.line_of(clause) for kind in part.kinds for clause in content.of(kind)]
        if lines:
            found.append((part.label, lines))
    return found


def people_of(team) -> list:
    return team.memberships.present().order_by("person__name", "id").people()


def begun(request, team, given, templates):
    kind, _colon, name = given["source"].partition(":")
    clauses, examples = [], {}
    if kind == "template":
        template = next(one for one in templates if one.slug == name)
        clauses = copying.with_new_keys(from_document(template.document).clauses)
        examples = template.document.get("examples", {})
    if kind == "copy":
        clauses = copied(request, UUID(name), team)
    version = drafting.start(
        team, given["title"], given["adoption"], given["sponsor"], clauses,
        by=request.user, token=given["token"], examples=examples, source=kind, began_from=name,
    )  # fmt: skip
    return redirect("charters:draft", version.charter_id)


def copied(request, charter, team) -> list:
    """The words in force; where none are, those on their way."""
    versions = versions_of(request, charter)
    version = versions.standing().first() or versions.first()
    if version is None:
        raise Http404
    content: Content = version.content()
    members = {str(person.pk) for person in people_of(team)}
    return copying.for_team(content.clauses, members)


def retitle(request, charter):
    """The title and the way of adopting it."""
    version = open_version(request, charter)
    require(can_edit(request.user, version))
    now = {
        "title": version.title,
        "adoption": version.charter.adoption,
        "sponsor": str(version.charter.sponsor_id or ""),
    }
    form = NameForm(people_of(version.team), request.POST or None, initial=now)
    if version.is_amendment:
        form.only_title()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        drafting.retitle(version, given["title"], given.get("adoption", ""), given["sponsor"], by=request.user)
        return redirect("charters:draft", charter)
    context = frame(request, version) | {
        "form": form,
        "every": EveryForm(initial={"months": version.charter.review_every}),
        "rhythm": May(request.user, version.charter, set_every=can_set_review_every),
    }
    return render(request, "charters/draft_title.html", context, status=422 if form.errors else 200)
