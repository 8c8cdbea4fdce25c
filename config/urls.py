"""Every door of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from common import style

urlpatterns = [
    path("", include("dashboard.urls")),
    path("notices/", include("notices.urls")),
    path("teams/", include("teams.urls")),
    path("charters/", include("charters.urls")),
    path("negotiations/", include("negotiations.urls")),
    path("", include("feedback.urls")),
    path("", include("conflicts.urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
handler500 = "common.views.server_error"
if settings.DEBUG:
    urlpatterns += [path("style/", style.show, name="style")]
