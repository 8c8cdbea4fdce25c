"""What the form of one clause may name, and what is said beside its fields. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from charters.content import Clause
from charters.due import label, understood

NAMED_BY = {"deliverable": {"role", "dates"}, "goal": {"goal", "dates"}, "milestone": {"role", "dates"}}
MOST_NAMES = 200


@dataclass(frozen=True)
class Around:
    """The members of the team and the clauses that others speak of, by key."""

    members: list[tuple[str, str]] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    goals: dict[str, Clause] = field(default_factory=dict)
    ends: dict | None = None

    @property
    def people(self) -> list[str]:
        """Whom a field “who” may mean: roles first, since they outlive people."""
        return list(dict.fromkeys([*self.roles.values(), *(name for _key, name in self.members)]))[:MOST_NAMES]


def around(clauses: Iterable[Clause], members: list[tuple[str, str]]) -> Around:
    clauses = list(clauses)
    dates = next((clause for clause in clauses if clause.kind == "dates"), None)
    return Around(
        members,
        {clause.key: clause.heading[:120] for clause in clauses if clause.kind == "role"},
        {clause.key: clause for clause in clauses if clause.kind == "goal"},
        dates["ends"] if dates else None,
    )


def remarks(fields: Mapping, ends: dict | None) -> dict[str, str]:
    """What was understood of each due, and whether it lies after the charter's end; kept all the same."""
    dues = {name: value for name, value in fields.items() if isinstance(value, dict) and "precision" in value}
    said = {name: understood(due) for name, due in dues.items()}
    late = [name for name, due in dues.items() if name == "due" and is_after(due, ends)]
    said |= {
        name: _("%(when)s. This is after the charter ends (%(end)s).") % {"when": said[name], "end": label(ends)}
        for name in late
    }
    if dues.get("starts") and is_after(dues["starts"], dues.get("ends")):
        said["ends"] = _("%(when)s. This is before the start.") % {"when": said["ends"]}
    return said


def is_after(due: dict | None, end: dict | None) -> bool:
    return bool(
        due and end and due["on"] and end["on"] and date.fromisoformat(due["on"]) > date.fromisoformat(end["on"])
    )
