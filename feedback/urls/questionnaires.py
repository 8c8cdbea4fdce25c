"""Doors: questionnaires, and the people outside with whom a charter's work is done."""

from django.urls import path

from feedback.views import contacts
from feedback.views import questionnaires as views

urlpatterns = [
    path("feedback/questionnaires/", views.questionnaires, name="questionnaires"),
    path("feedback/questionnaires/<uuid:questionnaire>/", views.questionnaire, name="questionnaire"),
    path("feedback/questionnaires/<uuid:questionnaire>/copy/", views.copy_questionnaire, name="copy_questionnaire"),
    path("feedback/questionnaires/<uuid:questionnaire>/edit/", views.edit_questionnaire, name="edit_questionnaire"),
    path(
        "feedback/questionnaires/<uuid:questionnaire>/retire/", views.retire_questionnaire, name="retire_questionnaire"
    ),
    path("feedback/questionnaires/<uuid:questionnaire>/offer/", views.offer_questionnaire, name="offer_questionnaire"),
    path("feedback/charters/<uuid:charter>/contacts/", contacts.contacts, name="contacts"),
    path("feedback/contacts/<uuid:contact>/confirm/", contacts.confirm_contact, name="confirm_contact"),
    path("feedback/contacts/<uuid:contact>/remove/", contacts.remove_contact, name="remove_contact"),
]
