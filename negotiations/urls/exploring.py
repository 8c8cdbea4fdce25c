"""Doors: the win-win explorer, its map, packages and offers."""

urlpatterns: list = []
