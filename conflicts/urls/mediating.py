"""Calling a neutral, choosing them, accepting them."""

urlpatterns: list = []
