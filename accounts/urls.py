"""The doors of an account beside those of allauth."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("data/", views.data, name="data"),
    path("data/download/", views.download_data, name="download_data"),
    path("close/", views.close, name="close"),
    path("closed/", views.closed, name="closed"),
]
