"""What the views of the draft share: the open version, and what stands around one clause."""

from collections.abc import Iterable

from django.db.models import Model

from charters.around import NAMED_BY, Around, around
from charters.content import Clause
from charters.forms.items import ItemForm
from charters.merging import flat
from charters.models import CharterVersion, Item
from charters.views.finding import versions_of


def open_or_none(request, charter) -> CharterVersion | None:
    return versions_of(request, charter).open().first()


def members_of(team: Model) -> list[tuple[str, str]]:
    memberships = team.memberships.present().select_related("person").order_by("person__name", "id")
    return [(str(membership.person_id), str(membership.person)) for membership in memberships]


def around_of(version: CharterVersion, clauses: Iterable[Clause]) -> Around:
    return around(clauses, members_of(version.team))


def around_kind(version: CharterVersion, kind: str) -> Around:
    """Only what a form of this kind may name: one query for clauses, one for members."""
    named = {"role"} | NAMED_BY.get(kind, set())
    found = Item.objects.filter(version=version, kind__in=named).for_content()
    return around_of(version, [item.clause() for item in found])


def stored(form: ItemForm, clause: Clause) -> dict:
    """The saved values of the form's fields."""
    saved = flat(clause.values, clause.person)
    return {name: saved.get(name) for name in form.fields}
