"""One's own disagreements: the list, the draft, opening it, answering."""

from django.urls import path

from conflicts.views import opening, starting, starting_draft

urlpatterns = [
    path("disagreements/", starting.cases, name="list"),
    path("disagreements/start/", starting.start, name="start"),
    path("for-you/<uuid:case>/", starting.door, name="door"),
    path("disagreements/<uuid:case>/", starting.show, name="show"),
    path("disagreements/<uuid:case>/about/", starting.describe, name="describe"),
    path("disagreements/<uuid:case>/people/", starting_draft.choose_people, name="choose_people"),
    path("disagreements/<uuid:case>/people/add/", starting_draft.ask_address, name="ask_address"),
    path("disagreements/<uuid:case>/people/<uuid:party>/drop/", starting_draft.drop_party, name="drop_party"),
    path("disagreements/<uuid:case>/belongs-here/", starting_draft.answer_safety, name="answer_safety"),
    path("disagreements/<uuid:case>/elsewhere/", starting_draft.take_elsewhere, name="take_elsewhere"),
    path("disagreements/<uuid:case>/drop/", starting_draft.drop_draft, name="drop_draft"),
    path("disagreements/<uuid:case>/open/", opening.open_case, name="open_case"),
    path("disagreements/<uuid:case>/join/", opening.join, name="join"),
    path("disagreements/<uuid:case>/decline/", opening.decline_part, name="decline_part"),
    path("disagreements/<uuid:case>/not-safe/", opening.unsafe, name="unsafe"),
    path("disagreements/<uuid:case>/people/<uuid:party>/remove/", opening.remove_invited, name="remove_invited"),
]
