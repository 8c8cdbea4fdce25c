"""Doors: sessions, their log, and how estimates move."""

from django.urls import path

from negotiations.views import estimates
from negotiations.views import talks as views

urlpatterns = [
    path("<uuid:sheet>/talks/", views.show_talks, name="talks"),
    path("<uuid:sheet>/talks/start/", views.start_session, name="start_session"),
    path("<uuid:sheet>/talks/<uuid:session>/", views.session, name="session"),
    path("<uuid:sheet>/talks/<uuid:session>/about/", views.describe_session, name="describe_session"),
    path("<uuid:sheet>/talks/<uuid:session>/log/", views.log_entry, name="log_entry"),
    path("<uuid:sheet>/talks/<uuid:session>/offer/", views.log_offer, name="log_offer"),
    path("<uuid:sheet>/entries/<uuid:entry>/", views.entry, name="entry"),
    path("<uuid:sheet>/entries/<uuid:entry>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:sheet>/entries/<uuid:entry>/remove/", views.remove_entry, name="remove_entry"),
    path("<uuid:sheet>/entries/<uuid:entry>/restore/", views.restore_entry, name="restore_entry"),
    path("<uuid:sheet>/entries/<uuid:entry>/moves/", estimates.move_estimate, name="move_estimate"),
    path("<uuid:sheet>/entries/<uuid:entry>/preferred/", estimates.prefer_offer, name="prefer_offer"),
    path("<uuid:sheet>/assumptions/<uuid:part>/", views.settle_assumption, name="settle_assumption"),
    path("<uuid:sheet>/estimates/", estimates.show_estimates, name="estimates"),
]
