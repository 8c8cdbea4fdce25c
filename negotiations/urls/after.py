"""Doors: outcome, improving, looking back."""

urlpatterns: list = []
