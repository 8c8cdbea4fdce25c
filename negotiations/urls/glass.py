"""Doors: the administrator's emergency door."""

urlpatterns: list = []
