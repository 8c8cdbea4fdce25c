from django.urls import path

from charters.views import answering, reviewing

urlpatterns = [
    path("roles/<uuid:assignment>/", answering.answer_role, name="answer_role"),
    path("roles/<uuid:assignment>/ask-again/", answering.ask_role_again, name="ask_role_again"),
    path("<uuid:charter>/review/", reviewing.review, name="review"),
]
