"""Ending, reopening, and the story of a case."""

urlpatterns: list = []
