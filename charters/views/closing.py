"""The pages on which a charter is closed and opened again: what follows is said first."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from charters.actions import closing
from charters.forms.closing import CloseForm
from charters.forms.signing import MoveForm
from charters.permissions import can_close_charter, can_reopen_charter
from charters.views import moves
from charters.views.moving import confirm, newest, posted
from common.permissions import require


def close_charter(request, charter):
    version = newest(request, charter)
    form = CloseForm(posted(request), version=version)
    if form.is_valid():
        given = form.cleaned_data
        closing.close_charter(version.charter, given["outcome"], given["words"], by=request.user)
        messages.success(request, _("The charter is closed. Its text stays to be read."))
        return redirect("charters:show", charter)
    require(can_close_charter(request.user, version.charter))
    return confirm(request, version, form, moves.closing(version))


def reopen_charter(request, charter):
    version = newest(request, charter)
    form = MoveForm(posted(request), version=version)
    if form.is_valid():
        closing.reopen_charter(version.charter, by=request.user)
        messages.success(request, _("The charter is open again."))
        return redirect("charters:show", charter)
    require(can_reopen_charter(request.user, version.charter))
    return confirm(request, version, form, moves.opening_again(version))
