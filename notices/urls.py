"""The doors of the inbox, and of how one is told."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read-all/", views.read_all, name="read_all"),
    path("choose/", views.choose, name="choose"),
    path("unsubscribe/<str:token>/", views.stop, name="stop"),
    path("<uuid:notice>/", views.open_notice, name="open"),
    path("<uuid:notice>/read/", views.read, name="read"),
    path("<uuid:notice>/unread/", views.unread, name="unread"),
]
