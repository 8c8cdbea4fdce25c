"""One clause of the draft: opened in its place or on a page of its own, saved, moved, removed, brought back."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_htmx.http import reswap, retarget, trigger_client_event

from charters import merging, rows
from charters.actions import items
from charters.around import remarks
from charters.content import Clause, Content
from charters.forms.items import ItemForm, LettersForm
from charters.kinds import KINDS
from charters.models import Item
from charters.views.around import around_kind, stored
from charters.views.drafting import open_talks, part
from charters.views.finding import open_version
from common import diff


def item(request, charter, key):
    """A clause to write; a clause to read for those who may not write."""
    version = open_version(request, charter)
    found = items.find(version, key)
    if request.method == "POST":
        return save(request, version, key, found)
    if found is None:
        return removed(request, version, key)
    return opened(request, version, found)


def opened(request, version, found: Item, form=None, status=200, **more):
    clause = found.clause()
    form = form or form_of(version, clause)
    form.remarks = remarks(stored(form, clause), form.around.ends)
    context = surroundings(request, version, clause) | {
        "form": form, "stamp": merging.stamp(found.revision, stored(form, clause)), "revision": found.revision,
    } | more  # fmt: skip
    context["facts"] = facts(form, stored(form, clause))
    template = "charters/drafting/open.html" if request.htmx else "charters/draft_item.html"
    return render(request, template, context, status=status)


def form_of(version, clause: Clause, data=None) -> ItemForm:
    around = around_kind(version, clause.kind)
    return ItemForm(KINDS[clause.kind], clause.key, around, data, values=clause.values, person=clause.person)


def facts(form, values: dict) -> list[tuple[str, str]]:
    """Every filled field in words, for those who may not write."""
    return [(form.fields[name].label, as_words(form, name, value)) for name, value in values.items() if value]


def surroundings(request, version, clause: Clause, **more) -> dict:
    """What stands around the form: the parts of a role, the way up, the talk."""
    family = Item.objects.filter(version=version, parent=clause.key).for_content() if clause.kind == "role" else []
    content = Content("", [clause, *(item.clause() for item in family)])
    talks = open_talks(version)
    return part(request, version) | {
        "clause": clause, "kind": KINDS[clause.kind], "row": rows.row(content, clause, talks), "key": clause.key,
        "parts": rows.parts_of(content, clause, talks, request.GET.get("all", "")),
    }  # fmt: skip


def save(request, version, key, found: Item | None):
    """Autosave and the button do the same; what somebody else wrote meanwhile is shown, never overwritten."""
    if request.POST.get("keep") == "theirs":
        return leave(request, version, key, found)
    kind, parent = place_asked(request, version, key, found)
    form = form_for(version, key, kind, found, request.POST)
    if not form.is_valid():
        return refused(request, version, found, form, kind, parent)

    mine = form.flat()
    base = request.POST.get("over" if request.POST.get("keep") == "mine" else "revision", "")
    saved = written(request, version, key, found, mine, base, kind=kind, parent=parent)
    if saved.item is None:
        return removed(request, version, key, form, status=409)
    if saved.conflicts:
        return conflict(request, version, saved, form, base)
    return kept(request, version, saved, form)


def written(request, version, key, found: Item | None, mine, base, **place):
    if found is None and request.POST.get("keep") == "mine":
        return items.bring_back(version, key, mine, base, by=request.user)
    return items.save(version, key, mine, base, by=request.user, **place)


def leave(request, version, key, found: Item | None):
    """What the others wrote stands; if they removed the clause, it stays removed."""
    if not request.htmx:
        return redirect(request.path)
    return put_back(opened(request, version, found) if found else removed(request, version, key, status=200), key)


def place_asked(request, version, key, found: Item | None) -> tuple[str, UUID | None]:
    """What a new clause is to be, and in which role; a clause that exists knows it itself."""
    if found:
        return found.kind, found.parent
    removal = items.removal_of(version, key)
    asked = removal.data if removal else request.POST
    if asked.get("kind") not in KINDS:
        raise Http404
    return asked["kind"], as_uuid(asked.get("parent"))


def as_uuid(text) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def form_for(version, key, kind: str, found: Item | None, data):
    """The grid sends letters alone; everything else sends the whole clause."""
    around = around_kind(version, kind)
    values, person = (found.values, found.clause().person) if found else (None, None)
    if data.get("only") == "letters":
        return LettersForm(key, around, data, values=values)
    return ItemForm(KINDS[kind], key, around, data, values=values, person=person)


def kept(request, version, saved, form):
    """All is saved: the mark of what the form knows now, and what was understood of it."""
    if not request.htmx:
        return redirect(place_of(saved.item))
    if "close" in request.POST:
        return changed(put_back(line(request, version, saved.item.key), saved.item.key))
    context = {
        "form": form, "stamp": merging.stamp(saved.item.revision, form.flat()), "saved_at": timezone.now(),
        "notes": notes(form, remarks(form.flat(), form.around.ends)),
        "standing": standing(saved.item.clause(), form), "item": saved.item, "theirs": names_of(form, saved.kept),
    }  # fmt: skip
    return changed(render(request, "charters/drafting/saved.html", context))


def standing(clause: Clause, form) -> list[str] | None:
    """What a row of the grid still wants; other forms show it when their line is closed."""
    if not isinstance(form, LettersForm):
        return None
    letters = {role: letter for role, letter in clause["letters"].items() if role in form.around.roles}
    return rows.standing(letters, clause["due"])


def notes(form, said: dict, are_wrong=False) -> list[dict]:
    """What stands beside each field of the form from now on; mostly nothing."""
    if isinstance(form, LettersForm):
        return []
    return [
        {"id": form.note_id(name), "text": said.get(name, ""), "is_wrong": are_wrong and name in said}
        for name in form.fields
    ]


def names_of(form, names: list[str]) -> list[str]:
    return [str(form.fields[name].label) for name in names]


def changed(response):
    return trigger_client_event(response, "saved")


def put_back(response, key):
    """The answer takes the place of the whole row, not of the form's status."""
    return reswap(retarget(response, f"#clause-{key}"), "innerHTML")


def place_of(item: Item) -> str:
    """Where a clause is seen after it was saved: its line on the draft, or the role it belongs to."""
    if item.parent:
        return reverse("charters:item", args=[item.version.charter_id, item.parent])
    return reverse("charters:draft", args=[item.version.charter_id]) + f"#clause-{item.key}"


def refused(request, version, found: Item | None, form, kind, parent):
    """The words stay in their fields, and each reason stands at its field."""
    base = request.POST.get("revision", "")
    if request.htmx:
        wrong = {name: " ".join(errors) for name, errors in form.errors.items()}
        context = {"form": form, "stamp": base, "notes": notes(form, wrong, are_wrong=True)}
        return render(request, "charters/drafting/refused.html", context, status=422)
    if found:
        return opened(request, version, found, form, 422, stamp=base)
    return blank(request, version, form, kind, parent, 422)


def blank(request, version, form, kind: str, parent, status=200):
    context = part(request, version) | {
        "form": form, "kind": KINDS[kind], "key": form.key, "parent": parent, "stamp": "0.", "is_new": True,
        "row": None,
    }  # fmt: skip
    template = "charters/drafting/open.html" if request.htmx else "charters/draft_item.html"
    return render(request, template, context, status=status)


def conflict(request, version, saved, form, base):
    """Both texts, side by side; nothing was written."""
    theirs, mine = items.theirs_of(saved.item), form.flat()
    context = {
        "by": saved.item.updated_by, "at": saved.item.updated_at, "revision": base,
        "over": merging.over(base, saved.item.revision, mine, theirs, saved.conflicts),
        "fields": [side_by_side(form, name, mine[name], theirs.get(name)) for name in saved.conflicts],
    }  # fmt: skip
    if request.htmx:
        return render(request, "_parts/conflict.html", context, status=409)
    return opened(request, version, saved.item, form, 409, conflict=context, stamp=base)


def side_by_side(form, name: str, mine, theirs) -> dict:
    mine, theirs = as_words(form, name, mine), as_words(form, name, theirs)
    return {"label": form.fields[name].label, "yours": mine, "theirs": theirs, "pieces": diff.words(theirs, mine)}


def as_words(form, name: str, value) -> str:
    if isinstance(value, dict):
        return value.get("text", "")
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, "" if value is None else value))


def removed(request, version, key, form=None, status=404):
    """Somebody removed the clause: who, and the way to bring it back; typed words stay in sight."""
    removal = items.removal_of(version, key)
    if removal is None:
        raise Http404
    context = part(request, version) | {
        "removal": removal, "form": form, "key": key, "revision": request.POST.get("revision", ""),
        "fields": [field for field in form if field.value()] if form else [],
    }  # fmt: skip
    template = "charters/drafting/gone.html" if request.htmx else "charters/draft_gone.html"
    return render(request, template, context, status=status)


@require_GET
def row(request, charter, key):
    """One line of the draft, as it stands now."""
    return line(request, open_version(request, charter), key)


def line(request, version, key):
    found = items.find(version, key)
    if found is None:
        raise Http404
    family = Item.objects.filter(version=version, parent=key) if found.kind == "role" else []
    roles = Item.objects.filter(version=version, kind="role") if found.kind == "deliverable" else []
    content = Content("", [one.clause() for one in [*family, *roles]])
    context = part(request, version) | {"row": rows.row(content, found.clause(), open_talks(version))}
    return render(request, "charters/drafting/row.html", context)
