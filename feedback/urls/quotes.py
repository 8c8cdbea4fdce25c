"""Doors: quotes."""

from django.urls import path

from feedback.views import quotes as views

urlpatterns = [
    path("feedback/quotes/", views.quotes, name="quotes"),
    path("feedback/quotes/<uuid:consent>/back/", views.take_back_quote, name="take_back_quote"),
    path("feedback/<uuid:ask>/quotes/", views.ask_quote, name="ask_quote"),
    path("feedback/quote/<str:token>/", views.quote, name="quote"),
    path("feedback/quote/<str:token>/stop-mails/", views.stop_quotes_by_link, name="stop_quotes_by_link"),
    path("feedback/quoted/<uuid:consent>/", views.quote_asked, name="quote_asked"),
    path("feedback/quoted/<uuid:consent>/stop-mails/", views.stop_quotes, name="stop_quotes"),
]
