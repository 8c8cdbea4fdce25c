"""The administrator's window on people. One door for everyone: the sign-in page with its limits and second factor."""

from importlib import import_module

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.models import User
from common.admin import Rows, Window

admin.site.login = secure_admin_login(admin.site.login)
# Secrets of second factors, sessions and addresses belong to their people; groups mean nothing here.
for package in ("allauth.account", "allauth.mfa", "allauth.usersessions", "django.contrib.auth"):
    import_module(f"{package}.admin")
for model in (Authenticator, EmailAddress, EmailConfirmation, UserSession, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class Addresses(Rows):
    model = EmailAddress
    fields = ("email", "verified", "primary")


@admin.register(User)
class UserAdmin(Window):
    list_display = ("email", "name", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("-date_joined", "-id")
    fields = ("email", "name", "time_zone", "is_active", "is_staff", "date_joined", "last_login")
    inlines = (Addresses,)
    actions = ("shut_out", "let_in")

    @admin.action(description=_("May no longer sign in"), permissions=["view"])
    def shut_out(self, request, people):
        self.do_each(request, people, actions.shut_out, _("May no longer sign in"))

    @admin.action(description=_("May sign in again"), permissions=["view"])
    def let_in(self, request, people):
        self.do_each(request, people, actions.let_in, _("May sign in again"))
