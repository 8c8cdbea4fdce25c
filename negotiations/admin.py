"""The administrator's window on negotiations: which sheets were opened in an emergency, and the form for it. Nothing of any sheet."""

from django.contrib import admin
from django.shortcuts import redirect

from common.admin import Window
from negotiations.actions import glass as actions
from negotiations.forms.glass import GlassForm
from negotiations.models import BreakGlass


@admin.register(BreakGlass)
class BreakGlassAdmin(Window):
    form = GlassForm
    list_display = ("at", "by", "owner", "team", "until", "closed_at")
    list_select_related = ("by", "owner", "team")
    fields = ("owner", "team", "by", "reason", "at", "until", "closed_at")

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def get_fields(self, request, obj=None):
        return self.fields if obj else ("email", "where", "reason")

    def save_model(self, request, obj, form, change):
        said = form.cleaned_data
        made = actions.break_glass(said["email"], said["where"], said["reason"], by=request.user)
        obj.pk, obj.owner, obj.team = made.pk, made.owner, made.team

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("negotiations:opened", obj.pk)
