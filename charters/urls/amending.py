"""Addresses of changing what is in force."""

from django.urls import path

from charters.views import amending, signing

urlpatterns = [
    path("<uuid:charter>/amend/", amending.amend, name="amend"),
    path("<uuid:charter>/amendment/", amending.amendment, name="amendment"),
    path("<uuid:charter>/amendment/note/", amending.note, name="note"),
    path("<uuid:charter>/amendment/put-in-force/", amending.put_in_force, name="put_in_force"),
    path("<uuid:charter>/amendment/rebase/", amending.rebase, name="rebase"),
    path("<uuid:charter>/call-material/", amending.call_material, name="call_material"),
    path("<uuid:charter>/clear/", signing.clear, name="clear"),
]
