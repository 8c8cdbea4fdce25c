"""The floor of the benchmark: a bare Django page with a login session, one indexed list of 25 rows and a plain template.

Settings and addresses in one; the database and its tables are those of the site.
"""

import sys
from functools import cache
from pathlib import Path

from django.apps import apps
from django.http import HttpResponse
from django.template import Context, engines
from django.urls import path

sys.path.insert(0, str(Path(__file__).parent.parent))

from config.settings import *  # noqa: F403

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # its application refuses to start without it
]
ROOT_URLCONF = "scripts.floor"
PAGE = "<!doctype html><title>Floor</title><p>{{ user }}</p><ul>{% for row in rows %}<li>{{ row.text }}</li>{% endfor %}</ul>"


@cache
def template():
    return engines["django"].from_string(PAGE).template


def floor(request):
    rows = apps.get_model("notices", "Notice").objects.filter(person=request.user).order_by("-created_at", "-id")[:25]
    return HttpResponse(template().render(Context({"user": request.user, "rows": rows})))


urlpatterns = [path("floor/", floor)]
