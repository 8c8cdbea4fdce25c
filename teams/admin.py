"""The administrator's window on teams: who is in them and who is invited, nothing of what they write."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from common.admin import Rows, Window
from teams import actions
from teams.models import Invitation, Membership, Team


class Memberships(Rows):
    model = Membership
    fields = ("person", "role", "joined_at", "left_at")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


@admin.register(Team)
class TeamAdmin(Window):
    list_display = ("name", "slug", "created_at")
    search_fields = ("name", "slug")
    ordering = ("-created_at", "-id")
    fields = ("name", "slug", "created_at")
    inlines = (Memberships,)


@admin.register(Invitation)
class InvitationAdmin(Window):
    list_display = ("email", "team", "role", "state", "sendings", "created_at", "expires_at")
    list_filter = ("state",)
    list_select_related = ("team",)
    search_fields = ("email", "team__name")
    fields = ("email", "team", "role", "state", "invited_by", "sendings", "created_at", "expires_at", "closed_at")
    actions = ("resend", "withdraw")

    @admin.action(description=_("Send again"), permissions=["view"])
    def resend(self, request, invitations):
        self.do_each(request, invitations.select_related("invited_by"), actions.resend_invitation, _("Sent again"))

    @admin.action(description=_("Withdraw"), permissions=["view"])
    def withdraw(self, request, invitations):
        self.do_each(request, invitations, actions.withdraw_invitation, _("Withdrawn"))
