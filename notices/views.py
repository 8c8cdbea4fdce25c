"""The pages of the inbox."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.paging import page_of
from notices import actions
from notices.models import Notice


@require_GET
def inbox(request):
    notices = Notice.objects.visible_to(request.user)
    if request.GET.get("only") == "unread":
        notices = notices.unread()
    return render(request, "notices/inbox.html", {"page": page_of(notices, request, moment="created_at")})


@require_GET
def open_notice(request, notice):
    """Following a notice marks it as read and leads to what it is about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=notice)
    return HttpResponseRedirect(actions.read(notice, by=request.user).url)


@require_POST
def read_all(request):
    actions.read_all(by=request.user)
    return redirect("notices:inbox")
