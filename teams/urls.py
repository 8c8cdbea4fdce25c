"""The doors of the teams."""

from django.urls import path

from teams.views import invitations, members, teams

app_name = "teams"
urlpatterns = [
    path("", teams.list_teams, name="list"),
    path("new/", teams.create, name="create"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
    path("invitations/<uuid:invitation>/", invitations.answer, name="answer"),
    path("<slug:slug>/", teams.show, name="show"),
    path("<slug:slug>/edit/", teams.edit, name="edit"),
    path("<slug:slug>/parent/", teams.set_parent, name="set_parent"),
    path("<slug:slug>/history/", teams.history, name="history"),
    path("<slug:slug>/leave/", members.leave, name="leave"),
    path("<slug:slug>/invite/", invitations.invite, name="invite"),
    path("<slug:slug>/invitations/<uuid:invitation>/resend/", invitations.resend, name="resend_invitation"),
    path("<slug:slug>/invitations/<uuid:invitation>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("<slug:slug>/members/<uuid:membership>/", members.show, name="member"),
    path("<slug:slug>/members/<uuid:membership>/role/", members.change_role, name="change_role"),
    path("<slug:slug>/members/<uuid:membership>/hours/", members.set_hours, name="set_hours"),
    path("<slug:slug>/members/<uuid:membership>/away/", members.mark_away, name="mark_away"),
    path("<slug:slug>/members/<uuid:membership>/back/", members.mark_back, name="mark_back"),
    path("<slug:slug>/members/<uuid:membership>/remove/", members.remove, name="remove_member"),
]
