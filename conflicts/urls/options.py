"""Options, and how each sees them."""

from django.urls import path

from conflicts.views import criteria, options, ratings

PAGE = "disagreements/<uuid:case>/options/"
YARDSTICKS = "disagreements/<uuid:case>/yardsticks/"

urlpatterns = [
    path(PAGE, options.options, name="options"),
    path(f"{PAGE}look/", options.look_for_options, name="look_for_options"),
    path(f"{PAGE}hear-again/", options.hear_again, name="hear_again"),
    path(f"{PAGE}add/", options.add_option, name="add_option"),
    path(f"{PAGE}close/", options.begin_rating, name="begin_rating"),
    path(f"{PAGE}open-again/", options.open_again, name="open_again"),
    path(f"{PAGE}ratings/", ratings.rate, name="rate"),
    path(f"{PAGE}hand-in/", ratings.hand_in, name="hand_in"),
    path(f"{PAGE}take-back/", ratings.take_back, name="take_back"),
    path(f"{PAGE}another-round/", options.start_another_round, name="start_another_round"),
    path(f"{PAGE}round/<int:number>/", options.old_round, name="old_round"),
    path(f"{PAGE}<uuid:option>/", options.edit_option, name="edit_option"),
    path(f"{PAGE}<uuid:option>/remove/", options.remove_option, name="remove_option"),
    path(f"{YARDSTICKS}add/", criteria.add_criterion, name="add_criterion"),
    path(f"{YARDSTICKS}<uuid:point>/", criteria.edit_criterion, name="edit_criterion"),
    path(f"{YARDSTICKS}<uuid:point>/remove/", criteria.remove_criterion, name="remove_criterion"),
    path(f"{YARDSTICKS}<uuid:point>/fair/", criteria.mark_criterion, name="mark_criterion"),
]
