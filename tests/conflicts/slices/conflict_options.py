"""Doors of disagreements, chapter options: their rows, what they need in the world, and what stands in their addresses."""

from conflicts.actions import criteria, options
from tests.conflicts.case_people import PARTY, REFUSED_PARTY
from tests.conflicts.disagreements import exchanging, with_options
from tests.conflicts.rated import handed_in_by, rating, revealed
from tests.rows import get, post

KEY = "0199f000-0000-7000-8000-0000000000f1"
ROWS: list = [
    get("conflicts:options", "case", PARTY),
    get("conflicts:options", "conflict_looking", PARTY),
    get("conflicts:options", "conflict_rating", PARTY),
    get("conflicts:options", "conflict_revealed", PARTY),
    get("conflicts:look_for_options", "case", PARTY),
    get("conflicts:look_for_options", "conflict_looking", PARTY),
    get("conflicts:hear_again", "conflict_looking", PARTY),
    get("conflicts:hear_again", "case", REFUSED_PARTY),
    get("conflicts:begin_rating", "conflict_looking", PARTY),
    get("conflicts:begin_rating", "conflict_rating", REFUSED_PARTY),
    get("conflicts:hand_in", "conflict_rating", PARTY),
    get("conflicts:hand_in", "conflict_looking", REFUSED_PARTY),
    get("conflicts:start_another_round", "conflict_revealed", PARTY),
    get("conflicts:start_another_round", "conflict_rating", REFUSED_PARTY),
    get("conflicts:old_round", "conflict_revealed conflict_round", PARTY),
    get("conflicts:old_round", "conflict_looking conflict_round", "L - - - - - -"),
    get("conflicts:edit_option", "conflict_looking conflict_option", PARTY),
    get("conflicts:edit_option", "conflict_rating conflict_closed_option", REFUSED_PARTY),
    get("conflicts:edit_criterion", "conflict_looking conflict_yardstick", PARTY),
    get("conflicts:edit_criterion", "conflict_looking conflict_their_yardstick", REFUSED_PARTY),
    post("conflicts:add_option", "conflict_rating", REFUSED_PARTY),
    post("conflicts:edit_option", "conflict_rating conflict_closed_option", REFUSED_PARTY),
    post("conflicts:rate", "conflict_looking", REFUSED_PARTY),
    post("conflicts:open_again", "conflict_looking", REFUSED_PARTY),
    post("conflicts:take_back", "conflict_rating", REFUSED_PARTY),
    post("conflicts:hand_in", "conflict_looking", REFUSED_PARTY),
    post("conflicts:remove_option", "conflict_rating conflict_closed_option", REFUSED_PARTY),
    post("conflicts:mark_criterion", "conflict_looking conflict_yardstick", REFUSED_PARTY, "draft", fair="yes", revision="1"),
    post("conflicts:remove_criterion", "conflict_looking conflict_their_yardstick", REFUSED_PARTY),
    post("conflicts:add_option", "conflict_looking", PARTY, "draft", token=KEY, lines="Monday noon"),
    post("conflicts:edit_option", "conflict_looking conflict_option", PARTY, "draft", text="Monday one", revision="1"),
    post("conflicts:add_criterion", "conflict_looking", PARTY, "draft", token=KEY, text="What others do"),
    post("conflicts:edit_criterion", "conflict_looking conflict_yardstick", PARTY, "draft", text="Custom", revision="1"),
    post("conflicts:mark_criterion", "conflict_looking conflict_their_yardstick", PARTY, "draft", fair="yes", revision="1"),
    post("conflicts:remove_criterion", "conflict_looking conflict_yardstick", PARTY),
    post("conflicts:begin_rating", "conflict_looking", PARTY),
    post("conflicts:open_again", "conflict_rating", PARTY),
    post("conflicts:take_back", "conflict_waiting", PARTY),
    post("conflicts:remove_option", "conflict_looking conflict_option", PARTY),
    post("conflicts:start_another_round", "conflict_revealed", PARTY, "draft", token=KEY, lines="Half and half"),
    post("conflicts:hear_again", "conflict_looking", PARTY),
    post("conflicts:look_for_options", "conflict_heard", PARTY),
]  # fmt: skip
PARTS: dict = {
    "conflict_looking": lambda world: world.conflict_looking.pk,
    "conflict_rating": lambda world: world.conflict_rating.pk,
    "conflict_waiting": lambda world: world.conflict_waiting.pk,
    "conflict_revealed": lambda world: world.conflict_revealed.pk,
    "conflict_heard": lambda world: world.conflict_heard.pk,
    "conflict_option": lambda world: world.conflict_looking.options.first().pk,
    "conflict_closed_option": lambda world: world.conflict_rating.options.first().pk,
    "conflict_round": lambda world: 1,
    "conflict_yardstick": lambda world: world.conflict_yardstick.pk,
    "conflict_their_yardstick": lambda world: world.conflict_their_yardstick.pk,
}


def plant(world):
    """A case of bo and cy at each step of a round."""
    bo, cy = world.team.bo, world.team.cy
    world.conflict_looking = with_options(bo, cy)
    options.add_option(world.conflict_looking, "Monday noon at the latest", by=bo)
    world.conflict_yardstick = criteria.add_criterion(world.conflict_looking, "Half and half", by=bo)
    world.conflict_their_yardstick = criteria.add_criterion(world.conflict_looking, "What others do", by=cy)
    world.conflict_rating = rating(bo, cy)
    world.conflict_waiting = rating(bo, cy)
    handed_in_by(world.conflict_waiting, bo, 2)
    world.conflict_revealed = revealed(bo, cy)
    world.conflict_heard = exchanging(bo, cy)
