"""Doors: asking."""

from django.urls import path

from feedback.views import asking, asking_links, asking_preparing, sending

urlpatterns = [
    path("feedback/", asking.requests, name="list"),
    path("feedback/start/", asking.start, name="start"),
    path("feedback/propose/<slug:slug>/", asking.propose, name="propose"),
    path("feedback/<uuid:ask>/", asking.show, name="show"),
    path("feedback/<uuid:ask>/accept/", asking.accept_proposal, name="accept_proposal"),
    path("feedback/<uuid:ask>/decline/", asking.decline_proposal, name="decline_proposal"),
    # Preparing
    path("feedback/<uuid:ask>/describe/", asking_preparing.describe, name="describe"),
    path("feedback/<uuid:ask>/clauses/", asking_preparing.choose_clauses, name="choose_clauses"),
    path("feedback/<uuid:ask>/groups/<slug:key>/", asking_preparing.set_group, name="set_group"),
    path("feedback/<uuid:ask>/groups/<slug:key>/add/", asking_preparing.add_group, name="add_group"),
    path("feedback/<uuid:ask>/groups/<slug:key>/name/", asking_preparing.name_group, name="name_group"),
    path("feedback/<uuid:ask>/groups/<slug:key>/remove/", asking_preparing.remove_group, name="remove_group"),
    path("feedback/<uuid:ask>/groups/<slug:key>/people/", asking_preparing.add_people, name="add_people"),
    path("feedback/<uuid:ask>/people/<uuid:invitation>/remove/", asking_preparing.remove_person, name="remove_person"),
    # Sending, and while it collects
    path("feedback/<uuid:ask>/send/", sending.send, name="send"),
    path("feedback/<uuid:ask>/extend/", sending.extend_request, name="extend_request"),
    path("feedback/<uuid:ask>/cancel/", sending.cancel_request, name="cancel_request"),
    path("feedback/<uuid:ask>/remind/", sending.remind_all, name="remind_all"),
    path("feedback/<uuid:ask>/people/<uuid:invitation>/readdress/", sending.readdress, name="readdress"),
    path("feedback/<uuid:ask>/links/", asking_links.make_open_link, name="make_open_link"),
    path("feedback/<uuid:ask>/links/<uuid:link>/revoke/", asking_links.revoke_open_link, name="revoke_open_link"),
    path("feedback/<uuid:ask>/people/<uuid:invitation>/confirm/", asking_links.confirm_person, name="confirm_person"),
    path("feedback/<uuid:ask>/people/<uuid:invitation>/refuse/", asking_links.refuse_person, name="refuse_person"),
]
