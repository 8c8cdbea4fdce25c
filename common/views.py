"""Pages that belong to no app."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

A_MOMENT = "30"


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


@never_cache
def server_error(request):
    """Asks neither the database nor who is there: it may be the database that is missing."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": A_MOMENT})
    return HttpResponse(render_to_string("500.html"), status=500)
