"""Doors of results: their rows, what they need in the world, and what stands in their addresses."""

from datetime import timedelta

from feedback.actions import results
from tests.feedback.people import SIGNED_IN, SUBJECT
from tests.feedback.results import answered_by, asked_by, close
from tests.rows import get, post

NOBODY = "L - - - - - -"
ROWS: list = [
    get("feedback:results", "ask", SUBJECT),
    get("feedback:results", "released", SUBJECT),
    get("feedback:export", "released json", SUBJECT),
    get("feedback:export", "released csv", SUBJECT),
    get("feedback:export", "released pdf", SUBJECT),
    get("feedback:export", "ask json", NOBODY),  # nothing is read before it is released
    post("feedback:tag_card", "released", SUBJECT, "draft", place="keep_doing/teammate/cards/0", tag="advice"),
    post(
        "feedback:choose_step", "released change", SUBJECT, "draft",
        **{"change-words": "Ask first", "change-form": "goal", "change-due_on": "2099-01-01"},
    ),
    post("feedback:finish_step", "released step", SUBJECT),
    post("feedback:drop_step", "released step", SUBJECT),
    get("feedback:trend", "", SIGNED_IN),
]  # fmt: skip


def plant(world):
    """A request of bo that was answered by three and released, with one step chosen."""
    team = world.team
    givers = [one for one in team.memberships.present().people() if one != team.bo]
    world.released = close(answered_by(asked_by(team.bo, team, givers, about="Winter release"), *givers))
    due_on = world.released.closed_on + timedelta(days=28)
    world.step = results.choose_step(world.released, results.Chosen("keep", "goal", "Go on", due_on), by=team.bo)


PARTS: dict = {
    "released": lambda world: world.released.pk,
    "step": lambda world: world.step.pk,
    "json": lambda world: "json",
    "csv": lambda world: "csv",
    "pdf": lambda world: "pdf",
    "change": lambda world: "change",
}
