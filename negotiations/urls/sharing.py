"""Doors: the other side, the agenda and joint mode."""

from django.urls import path

from negotiations.views import sharing as views

urlpatterns = [
    path("<uuid:sheet>/together/", views.sharing, name="sharing"),
    path("<uuid:sheet>/together/ask/", views.ask_side, name="ask_side"),
    path("<uuid:sheet>/together/withdraw/", views.withdraw_side, name="withdraw_side"),
    path("side/<uuid:invitation>/", views.side, name="side"),
    path("side/<uuid:invitation>/accept/", views.accept_side, name="accept_side"),
    path("side/<uuid:invitation>/decline/", views.decline_side, name="decline_side"),
    path("<uuid:sheet>/agenda/", views.agenda, name="agenda"),
    path("<uuid:sheet>/agenda/open/", views.open_agenda, name="open_agenda"),
    path("<uuid:sheet>/agenda/close/", views.close_agenda, name="close_agenda"),
    path("<uuid:sheet>/agenda/propose/", views.propose_topics, name="propose_topics"),
    path("<uuid:sheet>/agenda/take/", views.take_topics, name="take_topics"),
    path("<uuid:sheet>/agenda/<uuid:topic>/strike/", views.strike_topic, name="strike_topic"),
    path("<uuid:sheet>/joint/agree/", views.agree_joint, name="agree_joint"),
    path("<uuid:sheet>/joint/withdraw/", views.withdraw_joint, name="withdraw_joint"),
]
