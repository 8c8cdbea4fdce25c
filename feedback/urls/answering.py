"""Doors: answering."""

from django.urls import path

from feedback.views import answering as views

urlpatterns = [
    path("feedback/answer/<str:token>/", views.answer, name="answer"),
    path("feedback/asked/<uuid:invitation>/", views.asked, name="asked"),
]
