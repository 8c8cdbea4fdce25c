"""Doors: starting a sheet, writing it, what is missing, sign-off."""

from django.urls import path

from negotiations.views import preparing as views

urlpatterns = [
    path("", views.sheets, name="list"),
    path("<uuid:sheet>/", views.show, name="show"),
]
