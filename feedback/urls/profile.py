"""Doors: the collaboration profile."""

from django.urls import path

from feedback.views import profile as views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/section/<str:section>/", views.profile_section, name="profile_section"),
    path("profile/preview/", views.profile_preview, name="profile_preview"),
    path("profile/links/", views.share_link, name="share_link"),
    path("profile/links/<uuid:link>/revoke/", views.revoke_share_link, name="revoke_share_link"),
    path("profile/see/<str:token>/", views.see_profile, name="see_profile"),
]
