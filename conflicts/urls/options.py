"""Options, and how each sees them."""

urlpatterns: list = []
