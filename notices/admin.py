"""The administrator's window on mails and notices: whether they arrive, never what they say."""

from django.contrib import admin
from django_tasks.base import TaskResultStatus
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from common.admin import Window
from notices.models import Mail, Notice

# Mails and notices of feedback tell who was asked, reminded or answered, those of disagreements that there is one.
HIDDEN = ("feedback:", "private:")


class Discreet(Window):
    """A window that leaves out what nobody shall count."""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        for prefix in HIDDEN:
            rows = rows.exclude(key__startswith=prefix)
        return rows


@admin.register(Mail)
class MailAdmin(Discreet):
    list_display = ("to", "template", "state", "attempts", "created_at", "next_try_at", "sent_at", "last_error")
    list_filter = ("state",)
    search_fields = ("to",)
    fields = ("to", "template", "state", "attempts", "message_id", "created_at", "next_try_at", "sent_at", "last_error")


@admin.register(Notice)
class NoticeAdmin(Discreet):
    list_display = ("kind", "person", "created_at")
    list_select_related = ("person",)
    search_fields = ("person__email",)
    fields = ("kind", "person", "created_at")


admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(DBTaskResultAdmin):
    """What failed. A list of all would tell at which moments mails were sent, also those that are left out above."""

    def get_queryset(self, request):
        return super().get_queryset(request).filter(status=TaskResultStatus.FAILED)
