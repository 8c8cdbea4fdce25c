"""The rooms of a mediation, and the pages of the mediator."""

from django.urls import path

from conflicts.views import rooms, rooms_led

LED = "mediating/<uuid:case>/"

urlpatterns = [
    path("disagreements/<uuid:case>/talk/<uuid:room>/", rooms.room, name="room"),
    path(LED, rooms_led.mediate, name="mediate"),
    path(LED + "cards/", rooms_led.mediating_cards, name="mediating_cards"),
    path(LED + "options/", rooms_led.mediating_options, name="mediating_options"),
    path(LED + "options/add/", rooms_led.mediating_add_option, name="mediating_add_option"),
    path(LED + "agreement/", rooms_led.mediating_agreement, name="mediating_agreement"),
    path(LED + "talk/<uuid:room>/", rooms_led.mediating_room, name="mediating_room"),
    path(LED + "notes/", rooms_led.mediating_notes, name="mediating_notes"),
    path(LED + "notes/<uuid:note>/", rooms_led.mediating_note, name="mediating_note"),
]
