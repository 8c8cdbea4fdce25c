"""Whether it holds: follow-ups."""

from django.urls import path

from conflicts.views import following

urlpatterns = [
    path("disagreements/<uuid:case>/follow-ups/<uuid:follow_up>/", following.follow_up, name="follow_up"),
]
