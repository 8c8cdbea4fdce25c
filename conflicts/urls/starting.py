"""One's own disagreements: the list, the draft, opening it, answering."""

from django.urls import path

from conflicts.views import starting

urlpatterns = [
    path("disagreements/", starting.cases, name="list"),
    path("for-you/<uuid:case>/", starting.door, name="door"),
    path("disagreements/<uuid:case>/", starting.show, name="show"),
]
