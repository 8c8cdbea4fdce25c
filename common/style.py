"""A page that shows every part of pages with examples; only where DEBUG is on."""

from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from common import diff
from common.permissions import Denied
from common.templatetags.look import STATES, TONES

OLD = "We answer clients within two working days. Mo decides on discounts."
NEW = "We answer clients within one working day. Bo decides on discounts up to 10 %."


@login_not_required
def show(request):
    return render(
        request,
        "common/style.html",
        {
            "states": STATES,
            "tones": TONES,
            "denied": Denied("Only the team’s lead may ask for signatures."),
            "pieces": diff.words(OLD, NEW),
            "conflict": [{"label": "Purpose", "theirs": OLD, "yours": NEW, "pieces": diff.words(OLD, NEW)}],
            "now": timezone.now(),
            "tabs": [
                {"label": "Charter", "href": "#", "icon": "file-pen-line", "current": True},
                {"label": "Roles", "href": "#", "icon": "users"},
                {"label": "Discussion", "href": "#", "icon": "message-square-text", "count": 3},
                {"label": "History", "href": "#", "icon": "history"},
            ],
            "items": [
                {"label": "Copy", "href": "#", "icon": "copy"},
                {"label": "Withdraw", "href": "#", "icon": "undo-2", "danger": True},
            ],
            "steps": [("Teams", "#"), ("Harbour Light", "#"), ("Charter", "")],
            "list": [
                SimpleNamespace(id=str(n), name=name)
                for n, name in enumerate(("Opening concert", "Printed programme", "Volunteers’ handbook"))
            ],
        },
    )
