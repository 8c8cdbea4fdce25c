"""Doors: exports and imports."""

from django.urls import path

from negotiations.views import files as views

urlpatterns = [
    path("import/", views.import_sheet, name="import_sheet"),
    path("<uuid:sheet>/export/<slug:extension>/", views.export, name="export"),
]
