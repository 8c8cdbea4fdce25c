"""What all windows of the administrator share: they show, their buttons call verbs, and nothing is edited by hand."""

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.permissions import Refused

MANY = 10_000


class CappedPaginator(Paginator):
    """Counts no further than MANY: nobody turns so many pages, and a count over a large table is slow."""

    @cached_property
    def count(self):
        return self.object_list[:MANY].count()


class Window(admin.ModelAdmin):
    """A list and a page to read, for administrators."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def do_each(self, request, rows, verb, done):
        """Calls a verb on every chosen row; a refusal is told and stops no other."""
        count = 0
        for row in rows:
            try:
                verb(row, by=request.user)
            except Refused as refused:
                messages.error(request, f"{row}: {refused.reason}")
            else:
                count += 1
        messages.success(request, f"{done}: {count}") if count else messages.info(request, _("Nothing was changed."))


class Rows(admin.TabularInline):
    """Rows of a page, to read."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
