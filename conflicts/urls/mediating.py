"""Calling a neutral, choosing them, accepting them."""

from django.urls import path

from conflicts.views import choosing, mediating

CASE = "disagreements/<uuid:case>/mediator/"

urlpatterns = [
    path(CASE, mediating.mediation, name="mediation"),
    path(CASE + "ask/", mediating.request_mediation, name="request_mediation"),
    path(CASE + "agree/", mediating.consent_to_mediation, name="consent_to_mediation"),
    path(CASE + "not-now/", mediating.refuse_mediation, name="refuse_mediation"),
    path(CASE + "leave/", mediating.leave_mediation, name="leave_mediation"),
    path(CASE + "propose/", mediating.propose_mediator, name="propose_mediator"),
    path(CASE + "<uuid:assignment>/accept/", mediating.accept_mediator, name="accept_mediator"),
    path(CASE + "<uuid:assignment>/object/", mediating.object_to_mediator, name="object_to_mediator"),
    # Mails lead here: the address names no topic.
    path("for-you/asked/<uuid:assignment>/", choosing.door_of_mediator, name="door_of_mediator"),
    path("mediating/asked/<uuid:assignment>/", choosing.asked_to_mediate, name="asked_to_mediate"),
    path("mediating/asked/<uuid:assignment>/step-aside/", choosing.step_aside, name="step_aside"),
]
