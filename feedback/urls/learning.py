"""Doors: the learning log."""

from django.urls import path

from feedback.views import learning as views

urlpatterns = [
    path("learning/", views.learning, name="learning"),
    path("learning/new/", views.start_learning, name="start_learning"),
    path("learning/<uuid:item>/", views.edit_learning, name="edit_learning"),
    path("learning/<uuid:item>/move/<str:state>/", views.move_learning, name="move_learning"),
    path("learning/<uuid:item>/done/", views.finish_learning, name="finish_learning"),
    path("learning/<uuid:item>/remove/", views.remove_learning, name="remove_learning"),
]
