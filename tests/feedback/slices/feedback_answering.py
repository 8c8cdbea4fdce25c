"""Doors of answering: their rows, what they need in the world, and what stands in their addresses."""

from feedback.actions import stopping
from tests.feedback.requests import invitation_of
from tests.rows import get, post

DEAD = "nobody-knows-this"
EVERYONE, SIGNED_IN = "y y y y y y y", "L y y y y y y"
# A link that leads nowhere is the same to all; ann, the lead, is asked; nobody but bo answers about bo.
NOBODY, ANN, BO = "- - - - - - -", "L - - - y - -", "L - - - - - -"
READ = ("", "_write", "_review", "_lock")
RATHER_NOT = ("_decline", "_not_me", "_stop_mails", "_concern")

ROWS: list = [
    get("feedback:asks", "", SIGNED_IN),
    get("feedback:recover", "", EVERYONE),
    post("feedback:recover", "", EVERYONE, address="nobody@nowhere.example"),
    get("feedback:open_link", DEAD, NOBODY),
    get("feedback:no_more_mails", DEAD, NOBODY),
    post("feedback:no_more_mails", DEAD, NOBODY, sure="yes"),
    get("feedback:no_more_mails", "way_out", EVERYONE),
    post("feedback:no_more_mails", "way_out", EVERYONE, sure="yes"),
    *[get(f"feedback:answer{page}", DEAD, NOBODY) for page in READ + RATHER_NOT],
    post("feedback:answer_undo_decline", DEAD, NOBODY),
    *[get(f"feedback:asked{page}", "asked_invitation", ANN) for page in READ + RATHER_NOT],
    post("feedback:asked_undo_decline", "asked_invitation", ANN),
    *[get(f"feedback:own_answers{page}", "ask", BO) for page in READ],
]


def plant(world):
    """Nothing beyond what feedback has planted already."""


PARTS: dict = {
    "way_out": lambda world: stopping.way_out("nobody@nowhere.example").split("/")[-2],
    "asked_invitation": lambda world: invitation_of(world.ask, world.team.ann).pk,
}
