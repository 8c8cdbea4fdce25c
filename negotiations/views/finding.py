"""How every page of a sheet begins: what the person may see, or a 404."""

from django.shortcuts import get_object_or_404

from negotiations.models import PrepSheet
from negotiations.permissions import seat_of


def find_sheet(request, pk) -> PrepSheet:
    """The sheet with its seats; `sheet.seat` is the reader's own."""
    sheet = get_object_or_404(PrepSheet.objects.visible_to(request.user).for_detail(), pk=pk)
    sheet.seat = seat_of(request.user, sheet)
    return sheet


def find_on(request, rows, sheet: PrepSheet, pk):
    """A row of that sheet, or a 404. `rows` is a model's `objects`."""
    return get_object_or_404(rows.filter(sheet=sheet), pk=pk)
