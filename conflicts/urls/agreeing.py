"""The agreement: its terms, offering, signing, sharing."""

urlpatterns: list = []
