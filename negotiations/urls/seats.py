"""Doors: who has a seat at the sheet."""

from django.urls import path

from negotiations.views import seats as views

urlpatterns = [
    path("<uuid:sheet>/people/", views.seats, name="seats"),
    path("<uuid:sheet>/people/give/", views.give_seat, name="give_seat"),
    path("<uuid:sheet>/people/leave/", views.leave_sheet, name="leave_sheet"),
    path("<uuid:sheet>/people/<uuid:seat>/change/", views.change_seat, name="change_seat"),
    path("<uuid:sheet>/people/<uuid:seat>/take/", views.take_seat, name="take_seat"),
    path("<uuid:sheet>/people/<uuid:seat>/hand-over/", views.hand_over_sheet, name="hand_over_sheet"),
]
