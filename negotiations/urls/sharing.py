"""Doors: the other side, the agenda and joint mode."""

urlpatterns: list = []
