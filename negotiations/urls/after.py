"""Doors: outcome, improving, looking back."""

from django.urls import path

from negotiations.views import after as views

urlpatterns = [
    path("<uuid:sheet>/after/", views.after, name="after"),
    path("<uuid:sheet>/after/record/", views.record_outcome, name="record_outcome"),
    path("<uuid:sheet>/after/improve/", views.improve, name="improve"),
    path("<uuid:sheet>/after/leave/", views.leave_deal, name="leave_deal"),
    path("<uuid:sheet>/after/resume/", views.resume_talks, name="resume_talks"),
    path("<uuid:sheet>/after/reflect/", views.reflect, name="reflect"),
    path("<uuid:sheet>/after/reflected/", views.finish_reflecting, name="finish_reflecting"),
    path("<uuid:sheet>/after/<uuid:outcome>/kept/", views.check_outcome, name="check_outcome"),
]
