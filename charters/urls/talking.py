"""Addresses of preparing, proposing and talking about clauses."""

from django.urls import path

from charters.views import open_points, preparing, talking

urlpatterns = [
    path("<uuid:charter>/prepare/", preparing.prepare, name="prepare"),
    path("<uuid:charter>/prepare/share/", preparing.share, name="share"),
    path("<uuid:charter>/open-draft/", preparing.open_draft, name="open_draft"),
    path("<uuid:charter>/proposals/", preparing.show_proposals, name="proposals"),
    path("proposals/<uuid:proposal>/adopt/", preparing.adopt_proposal, name="adopt_proposal"),
    path("proposals/<uuid:proposal>/dismiss/", preparing.dismiss_proposal, name="dismiss_proposal"),
    path("proposals/<uuid:proposal>/restore/", preparing.restore_proposal, name="restore_proposal"),
    path("<uuid:charter>/open-points/", open_points.open_points, name="open_points"),
    path("<uuid:charter>/clauses/<uuid:key>/", talking.talk, name="talk"),
    path("<uuid:charter>/clauses/<uuid:key>/ask/", talking.ask, name="ask"),
    path("<uuid:charter>/clauses/<uuid:key>/suggest/", talking.suggest, name="suggest"),
    path("<uuid:charter>/clauses/<uuid:key>/object/", talking.object_to, name="object_to"),
    path("comments/<uuid:comment>/reply/", talking.reply, name="reply"),
    path("comments/<uuid:comment>/answer/", talking.answer, name="answer"),
    path("comments/<uuid:comment>/resolve/", talking.resolve_comment, name="resolve_comment"),
    path("comments/<uuid:comment>/reopen/", talking.reopen_comment, name="reopen_comment"),
    path("comments/<uuid:comment>/take-over/", talking.take_over, name="take_over"),
]
