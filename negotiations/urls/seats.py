"""Doors: who has a seat at the sheet."""

urlpatterns: list = []
