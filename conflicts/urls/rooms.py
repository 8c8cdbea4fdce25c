"""The rooms of a mediation."""

urlpatterns: list = []
