"""Doors: from insights to clauses, and whether they helped."""

from django.urls import path

from feedback.views import carrying as views

urlpatterns = [
    path("insights/of/<uuid:charter>/", views.lessons, name="lessons"),
    path("insights/for/<uuid:charter>/", views.open_insights, name="open_insights"),
    path("insights/for/<uuid:charter>/<uuid:insight>/adopt/", views.adopt_insight, name="adopt_insight"),
    path("insights/for/<uuid:charter>/<uuid:insight>/adapt/", views.adapt_insight, name="adapt_insight"),
    path("insights/for/<uuid:charter>/<uuid:insight>/leave/", views.leave_insight, name="leave_insight"),
    path("insights/carried/<uuid:carry>/undo/", views.undo_carry, name="undo_carry"),
    path("insights/carried/<uuid:carry>/mark/", views.mark_insight, name="mark_insight"),
    path("insights/looked-at/<uuid:review>/", views.mark_insights, name="mark_insights"),
]
