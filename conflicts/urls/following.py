"""Whether it holds: follow-ups."""

urlpatterns: list = []
