"""The administrator's window on disagreements: who can be proposed as a mediator, and whom the site names. Of no case anything."""

from django.contrib import admin

from common.admin import Window
from conflicts.actions import pool
from conflicts.models import Mediator, SafeContact


class Kept(Window):
    """What administrators write themselves; each saving and removing is a verb."""

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)


@admin.register(Mediator)
class MediatorAdmin(Kept):
    list_display = ("person", "about", "is_available")
    list_filter = ("is_available",)
    list_select_related = ("person",)
    search_fields = ("person__name", "person__email")
    autocomplete_fields = ("person",)
    fields = ("person", "about", "is_available")

    def save_model(self, request, obj, form, change):
        pool.keep_mediator(obj, by=request.user)

    def delete_model(self, request, obj):
        pool.drop_mediator(obj, by=request.user)


@admin.register(SafeContact)
class SafeContactAdmin(Kept):
    list_display = ("name", "role", "email", "phone", "position")
    fields = ("name", "role", "email", "phone", "note", "position")

    def save_model(self, request, obj, form, change):
        pool.keep_contact(obj, by=request.user)

    def delete_model(self, request, obj):
        pool.drop_contact(obj, by=request.user)
