"""Doors: what one learned."""

from django.urls import path

from feedback.views import chain, insights

urlpatterns = [
    path("insights/", insights.insights, name="insights"),
    path("insights/write/", insights.write_insight, name="write_insight"),
    path("insights/<uuid:insight>/", chain.chain, name="chain"),
    path("insights/<uuid:insight>/edit/", insights.edit_insight, name="edit_insight"),
    path("insights/<uuid:insight>/share/", insights.share_insight, name="share_insight"),
    path("insights/<uuid:insight>/take-back/", insights.take_back_insight, name="take_back_insight"),
    path("insights/<uuid:insight>/carry-on/", insights.accept_insight, name="accept_insight"),
    path("insights/<uuid:insight>/drop/", insights.drop_insight, name="drop_insight"),
]
