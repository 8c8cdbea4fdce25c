"""Doors: exports and imports."""

urlpatterns: list = []
