"""How every page of a disagreement begins: what the person may see, or a 404 as for what does not exist."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from conflicts.models import CaseParty, ConflictCase

PARTIES = Prefetch("parties", CaseParty.objects.select_related("person"))


def find_case(request, pk) -> ConflictCase:
    """A case in which the reader takes part or is asked to; with all who are part of it."""
    return get_object_or_404(ConflictCase.objects.of(request.user).prefetch_related(PARTIES), pk=pk)


def find_mediated(request, pk) -> ConflictCase:
    """A case that the reader mediates now. Its page records the access (conflicts.actions.rooms)."""
    return get_object_or_404(ConflictCase.objects.mediated_by(request.user).prefetch_related(PARTIES), pk=pk)


def find_in(rows, case: ConflictCase, pk):
    """A row of that case, or a 404. `rows` is a model's `objects`."""
    return get_object_or_404(rows.filter(case=case), pk=pk)
