"""The doors of the charters, chapter by chapter."""

from charters.urls import (
    amending,
    calendars,
    charter_reviewing,
    deadlines,
    document,
    drafting,
    handing_on,
    inheriting,
    readiness,
    reviewing,
    signing,
    talking,
)

app_name = "charters"
CHAPTERS = (
    drafting,
    talking,
    readiness,
    reviewing,
    signing,
    document,
    amending,
    deadlines,
    calendars,
    charter_reviewing,
    handing_on,
    inheriting,
)
urlpatterns = [door for chapter in CHAPTERS for door in chapter.urlpatterns]
