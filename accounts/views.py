"""The pages of an account beside those of allauth: who one is, what is kept of one, and going for good."""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.serializers.json import DjangoJSONEncoder
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import actions, own_data
from accounts.forms import CloseForm, ProfileForm
from accounts.models import User
from accounts.permissions import can_close_account
from common.downloads import attached
from common.permissions import May


def profile(request):
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        actions.edit_profile(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def data(request):
    """What the file of one's own data holds, and what it does not."""
    return render(request, "accounts/data.html", {"most": own_data.MOST})


@require_GET
@reauthentication_required
def download_data(request):
    """Everything that is kept of the person, in one file."""
    found = own_data.gathered(request.user)
    content = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    return attached(content + "\n", "my-data.json", "application/json; charset=utf-8")


@reauthentication_required
def close(request):
    """Says what stays and what goes; closes when the address is typed."""
    person = User.objects.get(pk=request.user.pk)
    form = CloseForm(person, request.POST or None)
    if form.is_valid():
        actions.close_account(person, by=request.user)
        logout(request)
        return redirect("accounts:closed")
    context = {"form": form, "may": May(request.user, person, close=can_close_account)}
    return render(request, "accounts/close.html", context, status=422 if form.errors else 200)


@login_not_required
@require_GET
def closed(request):
    """The last page that a former member sees."""
    return render(request, "accounts/closed.html")
