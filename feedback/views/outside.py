"""Pages for people who may have no account: behind the secret of a link, kept by no cache and by no search engine."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

# Not "no-referrer": a browser would then send its forms without an origin, and the check against forgery refuses them.
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
}


def outsiders(view):
    """Decorator: no sign-in, no session, no trace of the secret in an error report. The view keeps no message."""
    hidden = sensitive_variables()(view)

    @login_not_required
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def shown(request, *args, **kwargs):
        response = hidden(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return shown


def gone(request):
    """Unknown, expired, ended, closed: one and the same page, which tells none of it and helps to a new link."""
    return render(request, "feedback/answer/gone.html", status=404)
