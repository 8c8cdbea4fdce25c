"""The card of each party, their interests, and what the others say to them."""

from django.urls import path

from conflicts.views import cards, points

urlpatterns = [
    path("disagreements/<uuid:case>/cards/", cards.show_cards, name="cards"),
    path("disagreements/<uuid:case>/card/", cards.write_card, name="write_card"),
    path("disagreements/<uuid:case>/card/share/", cards.share_card, name="share_card"),
    path("disagreements/<uuid:case>/interests/new/", points.add_point, name="add_point"),
    path("disagreements/<uuid:case>/interests/move/", points.move_point, name="move_point"),
    path("disagreements/<uuid:case>/interests/<uuid:point>/", points.point, name="point"),
    path("disagreements/<uuid:case>/interests/<uuid:point>/remove/", points.remove_point, name="remove_point"),
    path("disagreements/<uuid:case>/interests/<uuid:point>/mark/", points.mark_point, name="mark_point"),
]
