"""How every page of a request begins: what the person may see, or a 404."""

from django.shortcuts import get_object_or_404

from feedback.models import FeedbackRequest


def find_own(request, pk) -> FeedbackRequest:
    """A request of the reader themselves."""
    rows = FeedbackRequest.objects.of(request.user).select_related("team", "charter", "subject", "proposed_by")
    return get_object_or_404(rows, pk=pk)


def find_readable(request, pk) -> FeedbackRequest:
    """One of the reader's own, or one whose result was shared with them from the start."""
    rows = FeedbackRequest.objects.visible_to(request.user).select_related("team", "charter", "subject")
    return get_object_or_404(rows, pk=pk)


def find_on(rows, ask: FeedbackRequest, pk):
    """A row of that request, or a 404. `rows` is a model's `objects`."""
    return get_object_or_404(rows.filter(request=ask), pk=pk)
