"""Addresses of what a charter still lacks, and of what differs between two texts."""

from django.urls import path

from charters.views import comparing, readiness

urlpatterns = [
    path("<uuid:charter>/readiness/", readiness.show, name="readiness"),
    path("<uuid:charter>/compare/", comparing.compare, name="compare"),
]
