"""What a person does with their inbox."""

from django.db import transaction
from django.utils import timezone

from common.permissions import require
from notices.models import Notice
from notices.permissions import can_read


@transaction.atomic
def read(notice: Notice, *, by) -> Notice:
    """The person has followed the notice. It leaves no event: what people read is their own."""
    require(can_read(by, notice))
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def unread(notice: Notice, *, by) -> Notice:
    """The person keeps the notice for later."""
    require(can_read(by, notice))
    if notice.read_at is not None:
        notice.read_at = None
        notice.save(update_fields=["read_at"])
    return notice


def read_all(*, by) -> int:
    """The person has seen everything that was there until now."""
    return Notice.objects.visible_to(by).unread().update(read_at=timezone.now())
