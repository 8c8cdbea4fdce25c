"""Addresses of holding a role and of the review of roles."""

from django.urls import path

from charters.views import answering, reviewing

urlpatterns = [
    path("roles/<uuid:assignment>/", answering.answer_role, name="answer_role"),
    path("roles/<uuid:assignment>/ask-again/", answering.ask_role_again, name="ask_role_again"),
    path("<uuid:charter>/review/", reviewing.review, name="review"),
    path("<uuid:charter>/review/<uuid:key>/", reviewing.review_role, name="review_role"),
    path("reviews/<uuid:review>/reply/", reviewing.reply_to_review, name="reply_to_review"),
]
