"""Addresses of looking again at what was agreed."""

from django.urls import path

from charters.views import charter_reviewing as views

urlpatterns = [
    path("<uuid:charter>/looking-back/", views.charter_reviews, name="charter_reviews"),
    path("<uuid:charter>/looking-back/open/", views.open_charter_review, name="open_charter_review"),
    path("<uuid:charter>/looking-back/every/", views.set_review_every, name="set_review_every"),
    path("looking-back/<uuid:review>/", views.charter_review, name="charter_review"),
    path("looking-back/<uuid:review>/marks/", views.mark_agreements, name="mark_agreements"),
    path("looking-back/<uuid:review>/hand-in/", views.hand_in_marks, name="hand_in_marks"),
    path("looking-back/<uuid:review>/close/", views.close_charter_review, name="close_charter_review"),
    path("looking-back/<uuid:review>/unchanged/", views.leave_unchanged, name="leave_unchanged"),
    path("looking-back/<uuid:review>/change/<uuid:key>/", views.change_agreement, name="change_agreement"),
]
