"""The administrator's window on charters: the templates that teams begin from. Nothing of what teams write is here."""

from django.contrib import admin

from charters.forms.templates import TemplateForm
from charters.models import CharterTemplate
from common.admin import Window


@admin.register(CharterTemplate)
class CharterTemplateAdmin(Window):
    form = TemplateForm
    list_display = ("title", "slug", "is_offered", "position")
    list_filter = ("is_offered",)
    ordering = ("position", "title", "id")
    prepopulated_fields = {"slug": ("title",)}

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)
