"""Counts, from five on."""

from django.urls import path

from conflicts.views import statistics

urlpatterns = [path("disagreements/statistics/", statistics.statistics, name="statistics")]
