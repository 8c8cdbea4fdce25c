"""Addresses of the moves of a charter and of signing it."""

from django.urls import path

from charters.views import moving, signing

urlpatterns = [
    path("signed/", signing.mine, name="mine"),
    path("signed/<uuid:signature>/", signing.signed, name="signed"),
    path("<uuid:charter>/signatures/", signing.signatures, name="signatures"),
    path("<uuid:charter>/sign/", signing.sign, name="sign"),
    path("<uuid:charter>/approve/", signing.approve, name="approve"),
    path("<uuid:charter>/decline/", signing.decline, name="decline"),
    path("<uuid:charter>/vote/", signing.vote, name="vote"),
    path("<uuid:charter>/send-to-review/", moving.send_to_review, name="send_to_review"),
    path("<uuid:charter>/return-to-draft/", moving.return_to_draft, name="return_to_draft"),
    path("<uuid:charter>/ask-signatures/", moving.ask_signatures, name="ask_signatures"),
    path("<uuid:charter>/declare/", moving.declare, name="declare"),
    path("<uuid:charter>/withdraw/", moving.withdraw, name="withdraw"),
    path("<uuid:charter>/extend/", moving.extend, name="extend"),
]
