"""Doors: results, what is done with them, and how they went over time."""

from django.urls import path

from feedback.views import result_files as files
from feedback.views import results as views
from feedback.views import steps, trend

urlpatterns = [
    path("feedback/<uuid:ask>/results/", views.results, name="results"),
    path("feedback/<uuid:ask>/results.<str:extension>", files.export, name="export"),
    path("feedback/<uuid:ask>/results/cards/", views.tag_card, name="tag_card"),
    path("feedback/<uuid:ask>/results/steps/<str:purpose>/", steps.choose_step, name="choose_step"),
    path("feedback/<uuid:ask>/steps/<uuid:step>/done/", steps.finish_step, name="finish_step"),
    path("feedback/<uuid:ask>/steps/<uuid:step>/drop/", steps.drop_step, name="drop_step"),
    path("feedback/over-time/", trend.trend, name="trend"),
]
