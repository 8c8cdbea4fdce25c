"""Doors: the administrator's emergency door."""

from django.urls import path

from negotiations.views import glass as views

urlpatterns = [
    path("opened/<uuid:glass>/", views.opened, name="opened"),
    path("opened/<uuid:glass>/close/", views.close_glass, name="close_glass"),
    path("opened/<uuid:glass>/<uuid:sheet>/", views.read_opened, name="read_opened"),
]
