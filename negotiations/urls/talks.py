"""Doors: sessions, their log, and how estimates move."""

urlpatterns: list = []
