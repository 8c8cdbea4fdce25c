"""Ending, reopening, and the story of a case."""

from django.urls import path

from conflicts.views import ending, story

urlpatterns = [
    path("disagreements/<uuid:case>/end/", ending.end, name="end"),
    path("disagreements/<uuid:case>/withdraw/", ending.withdraw, name="withdraw"),
    path("disagreements/<uuid:case>/refer/", ending.refer, name="refer"),
    path("disagreements/<uuid:case>/close/", ending.close_case, name="close_case"),
    path("disagreements/<uuid:case>/leave/", ending.leave_case, name="leave_case"),
    path("disagreements/<uuid:case>/reopen/", ending.reopen, name="reopen"),
    path("disagreements/<uuid:case>/story/", story.story, name="story"),
]
