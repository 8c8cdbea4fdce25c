"""Addresses of days in people's own calendars."""

from django.urls import path

from charters.views import calendars

urlpatterns = [
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
    path("calendar/<uuid:feed>/remake/", calendars.remake_feed, name="remake_feed"),
    path("calendar/<uuid:feed>/revoke/", calendars.revoke_feed, name="revoke_feed"),
    path("<uuid:charter>/calendar/", calendars.charter_calendar, name="charter_calendar"),
    path("<uuid:charter>/calendar.ics", calendars.calendar_file, name="calendar_file"),
    path("<uuid:charter>/deadlines/<uuid:key>.ics", calendars.deadline_file, name="deadline_file"),
]
