"""Addresses of taking clauses from another charter."""

from django.urls import path

from charters.views import inheriting

urlpatterns = [
    path("<uuid:charter>/inherit/", inheriting.choose_parent, name="choose_parent"),
    path("<uuid:charter>/inherit/<uuid:parent>/", inheriting.inherit, name="inherit"),
    path("<uuid:charter>/parents/", inheriting.parents, name="parents"),
    path("<uuid:charter>/parents/<uuid:parent>/follow/", inheriting.follow_parent, name="follow_parent"),
    path("<uuid:charter>/parents/<uuid:parent>/keep/", inheriting.keep_own, name="keep_own"),
]
