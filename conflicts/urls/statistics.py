"""Counts, from five on."""

urlpatterns: list = []
