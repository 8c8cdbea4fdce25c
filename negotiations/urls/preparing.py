"""Doors: starting a sheet, writing it, what is missing, sign-off, history."""

from django.urls import path

from negotiations.views import history, parts, ready, starting
from negotiations.views import preparing as views

urlpatterns = [
    path("", starting.sheets, name="list"),
    path("start/", starting.start, name="start"),
    path("<uuid:sheet>/", views.show, name="show"),
    path("<uuid:sheet>/sudden/", views.sudden, name="sudden"),
    path("<uuid:sheet>/limits/", views.limits, name="limits"),
    path("<uuid:sheet>/missing/", views.readiness, name="readiness"),
    path("<uuid:sheet>/describe/", views.describe, name="describe"),
    path("<uuid:sheet>/deepen/", views.deepen, name="deepen"),
    path("<uuid:sheet>/add/<slug:kind>/", parts.add, name="add"),
    path("<uuid:sheet>/add/<slug:kind>/many/", parts.add_many, name="add_many"),
    path("<uuid:sheet>/move/", parts.move_part, name="move_part"),
    path("<uuid:sheet>/<uuid:key>/", parts.part, name="part"),
    path("<uuid:sheet>/<uuid:key>/row/", parts.row, name="row"),
    path("<uuid:sheet>/<uuid:key>/remove/", parts.remove_part, name="remove_part"),
    path("<uuid:sheet>/<uuid:key>/restore/", parts.restore_part, name="restore_part"),
    path("<uuid:sheet>/ready/", ready.ready, name="ready"),
    path("<uuid:sheet>/take-back/", ready.take_back, name="take_back"),
    path("<uuid:sheet>/archive/", ready.archive, name="archive"),
    path("<uuid:sheet>/reopen/", ready.reopen, name="reopen"),
    path("<uuid:sheet>/delete/", ready.remove, name="remove"),
    path("<uuid:sheet>/kept/<uuid:pk>/", ready.snapshot, name="snapshot"),
    path("<uuid:sheet>/sign-off/<uuid:pk>/", ready.sign_off, name="sign_off"),
    path("<uuid:sheet>/history/", history.history, name="history"),
]
