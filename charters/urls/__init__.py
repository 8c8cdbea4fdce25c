"""The doors of the charters, chapter by chapter."""

from charters.urls import (
    charter_reviewing,
    deadlines,
    document,
    drafting,
    readiness,
    reviewing,
    signing,
    talking,
)

app_name = "charters"
urlpatterns = (
    drafting.urlpatterns + talking.urlpatterns + readiness.urlpatterns + reviewing.urlpatterns + signing.urlpatterns
    + document.urlpatterns + deadlines.urlpatterns + charter_reviewing.urlpatterns
)  # fmt: skip
