"""How many disagreements there were, in quarters that are over, from five on."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from common.permissions import require
from conflicts import tallying
from conflicts.models import CaseTally
from conflicts.permissions import can_see_statistics

MOST = 40


@require_GET
def statistics(request):
    require(can_see_statistics(request.user))
    shown = [row_of(one) for one in CaseTally.objects.filter(opened__gte=tallying.LEAST)[:MOST]]
    return render(request, "conflicts/statistics.html", {"quarters": shown})


def row_of(one: CaseTally) -> dict:
    """Counts as they may be shown; None stands for what would tell of fewer than five."""
    return {
        "year": one.begins_on.year, "number": tallying.number_of(one.begins_on), "opened": one.opened,
        "agreed": tallying.part(one.agreed, one.opened), "mediated": tallying.part(one.mediated, one.opened),
    }  # fmt: skip
