"""What a person is asked, in one list, with what they answer about themselves."""

from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey

State = FeedbackInvitation.State
MOST = 200
IS_OPEN = Case(
    When(request__state=FeedbackRequest.State.COLLECTING, then=Value(0)), default=Value(1), output_field=IntegerField()
)


@require_safe
def asks(request):
    """Open ones first, the next to close at the top; what is over stays as a line."""
    rows = FeedbackInvitation.objects.select_related("request__subject", "group").alias(is_open=IS_OPEN)
    asked = rows.addressed_to(request.user).exclude(state__in=[State.BOUNCED, State.REVOKED])
    own = rows.filter(
        request__subject=request.user, group__key=GroupKey.SELF, request__state=FeedbackRequest.State.COLLECTING
    )
    context = {
        "tab": "asked",
        "asked": list(asked.order_by("is_open", "request__closes_at", "pk")[:MOST]),
        "own": list(own.order_by("request__closes_at", "pk")[:MOST]),
    }
    return render(request, "feedback/asks.html", context)
