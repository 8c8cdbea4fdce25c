"""The pages on which a charter is closed and opened again: what follows is said first."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from charters.actions import closing
from charters.forms.closing import CloseForm
from charters.forms.signing import MoveForm
from charters.permissions import can_close_charter, can_reopen_charter
from charters.permissions.closing import nothing_on_its_way, was_in_force
from charters.views.moving import Move, confirm, newest, people, posted, refusals
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
    move = Move(
        title=_("Close this charter?"),
        button=_("Close it"),
        icon="archive",
        effects=[
            _("It binds nobody any more: nobody is reminded of its dates, and its roles leave everyone’s home page."),
            _("The text, its signatures and its history stay to be read and taken away."),
            _("Nobody is asked to sign it any more. You can open it again."),
        ],
        left_open=closing.left_open(version.charter),
        people=people(version),
        hears=_("Everyone gets a mail with your words."),
        in_the_way=refusals(was_in_force(version.charter), nothing_on_its_way(version.charter)),
    )
    return confirm(request, version, form, move)


def reopen_charter(request, charter):
    version = newest(request, charter)
    form = MoveForm(posted(request), version=version)
    if form.is_valid():
        closing.reopen_charter(version.charter, by=request.user)
        messages.success(request, _("The charter is open again."))
        return redirect("charters:show", charter)
    require(can_reopen_charter(request.user, version.charter))
    move = Move(
        title=_("Open this charter again?"),
        button=_("Open it again"),
        icon="archive-restore",
        effects=[
            _("What you agreed last holds again, unless its own end has passed."),
            _("Who is in the team now and has not signed it is asked to."),
        ],
        people=people(version),
        hears=_("Everyone gets a mail."),
    )
    return confirm(request, version, form, move)
