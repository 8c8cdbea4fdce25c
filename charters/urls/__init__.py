"""The doors of the charters, chapter by chapter."""

from charters.urls import (
    amending,
    calendars,
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
)
urlpatterns = [door for chapter in CHAPTERS for door in chapter.urlpatterns]
