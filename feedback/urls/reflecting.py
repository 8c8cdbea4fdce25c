"""Doors: looking back on a charter."""

from django.urls import path

from feedback.views import reflecting as views

urlpatterns = [
    path("reflections/<uuid:charter>/", views.reflect, name="reflect"),
    path("reflections/<uuid:charter>/shared/", views.debrief, name="debrief"),
    path("reflections/<uuid:charter>/finish/", views.finish_reflection, name="finish_reflection"),
    path("reflections/<uuid:charter>/add/<slug:kind>/", views.add_reflection, name="add_reflection"),
    path("reflections/<uuid:charter>/<uuid:key>/", views.reflect_item, name="reflect_item"),
    path("reflections/<uuid:charter>/<uuid:key>/share/", views.share_reflection, name="share_reflection"),
    path("reflections/<uuid:charter>/<uuid:key>/take-back/", views.take_back_reflection, name="take_back_reflection"),
    path("reflections/<uuid:charter>/<uuid:key>/remove/", views.remove_reflection, name="remove_reflection"),
]
