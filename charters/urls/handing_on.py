"""Addresses of filling a role, and of handing it on."""

from django.urls import path

from charters.views import handing_on, holding

urlpatterns = [
    path("<uuid:charter>/roles/<uuid:key>/fill/", holding.fill_role, name="fill_role"),
    path("roles/<uuid:assignment>/hand-over/", handing_on.begin_hand_over, name="begin_hand_over"),
    path("hand-overs/<uuid:pk>/", handing_on.hand_over_sheet, name="hand_over_sheet"),
    path("hand-overs/<uuid:pk>/resume/", handing_on.resume_hand_over, name="resume_hand_over"),
]
