"""The card of each party, their interests and yardsticks."""

urlpatterns: list = []
