"""The number beside the bell."""

from django.utils.functional import SimpleLazyObject

from notices.models import Notice

MANY = 100


def unread(request):
    """`unread_count` for signed-in people, counted only where a template shows it and never past MANY."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_count": 0}
    return {"unread_count": SimpleLazyObject(Notice.objects.visible_to(user).unread()[:MANY].count)}
