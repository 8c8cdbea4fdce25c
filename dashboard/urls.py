"""The doors of the roof."""

from django.urls import path

from dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("care/", views.care, name="care"),
    path("teams/<slug:slug>/charters/", views.team_charters, name="team_charters"),
    path("teams/<slug:slug>/charters/closed/", views.closed_charters, name="closed_charters"),
]
