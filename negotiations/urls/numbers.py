"""Doors: issues, options, weights and scores."""

urlpatterns: list = []
