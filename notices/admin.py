"""The administrator's window on mails and notices: whether they arrive, never what they say."""

from django.contrib import admin

from common.admin import Window
from notices.models import Mail, Notice


@admin.register(Mail)
class MailAdmin(Window):
    list_display = ("to", "template", "state", "attempts", "created_at", "next_try_at", "sent_at", "last_error")
    list_filter = ("state",)
    search_fields = ("to",)
    fields = ("to", "template", "state", "attempts", "message_id", "created_at", "next_try_at", "sent_at", "last_error")


@admin.register(Notice)
class NoticeAdmin(Window):
    list_display = ("kind", "person", "created_at")
    list_select_related = ("person",)
    search_fields = ("person__email",)
    fields = ("kind", "person", "created_at")
