"""Addresses of writing a draft together."""

from django.urls import path

from charters.views import adding, changing, drafting, items, starting

urlpatterns = [
    path("start/", starting.choose_team, name="choose_team"),
    path("start/<slug:team>/", starting.start, name="start"),
    path("<uuid:charter>/draft/", drafting.draft, name="draft"),
    path("<uuid:charter>/draft/title/", starting.retitle, name="retitle"),
    path("<uuid:charter>/draft/changes/", drafting.changes, name="changes"),
    path("<uuid:charter>/draft/raci/", drafting.raci, name="raci"),
    path("<uuid:charter>/draft/move/", changing.move, name="move"),
    path("<uuid:charter>/draft/order/", changing.order, name="order"),
    path("<uuid:charter>/draft/add/<slug:kind>/", adding.add, name="add"),
    path("<uuid:charter>/draft/add/<slug:kind>/many/", adding.add_many, name="add_many"),
    path("<uuid:charter>/draft/<uuid:key>/", items.item, name="item"),
    path("<uuid:charter>/draft/<uuid:key>/row/", items.row, name="row"),
    path("<uuid:charter>/draft/<uuid:key>/remove/", changing.remove, name="remove"),
    path("<uuid:charter>/draft/<uuid:key>/restore/", changing.restore, name="restore"),
]
