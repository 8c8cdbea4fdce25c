"""Several people wrote the same fields: both versions side by side, and which stamp says that one has seen them."""

from django.utils.translation import gettext as _

from common import diff, merging


def base_of(request) -> str:
    """The stamp that the writer has seen: the one they started from, or the one they chose to write over."""
    return request.POST.get("over" if request.POST.get("keep") == "mine" else "revision", "")


def two_versions(form, base: str, revision: int, mine: dict, theirs: dict, names: list[str], *, nothing="") -> dict:
    """For _parts/conflict.html. `names` are the fields in which both differ; `nothing` stands for an empty one."""
    return {
        "revision": base,
        "over": merging.over(base, revision, mine, theirs, names),
        "fields": [side_by_side(form, name, mine.get(name), theirs.get(name), nothing) for name in names],
    }


def side_by_side(form, name: str, mine, theirs, nothing: str) -> dict:
    yours, saved = (in_words(form, name, one) or nothing for one in (mine, theirs))
    return {"label": label_of(form, name), "yours": yours, "theirs": saved, "pieces": diff.words(saved, yours)}


def label_of(form, name: str) -> str:
    """A form may know better than its fields: for lines that another window made, or what is gone meanwhile."""
    return form.label_of(name) if hasattr(form, "label_of") else str(form.fields[name].label)


def in_words(form, name: str, value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(getattr(form.fields.get(name), "choices", ()))
    return str(choices.get(value, "" if value is None else value))
