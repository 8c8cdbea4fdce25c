"""Doors of lessons: their rows, what they need in the world, and what stands in their addresses."""

from feedback.actions import carrying
from feedback.models import InsightCarry
from tests.feedback.lessons import insight, line
from tests.rows import get, post

OF_THE_TEAM = "L - y y y y -"
LOOKS_BACK = "L - n y y y -"
WRITERS = "L - n y y n -"
AUTHOR = "L - n y n n -"
OWN = "L - - y - - -"
SIGNED_IN = "L y y y y y y"
KEY = "0199f000-0000-7000-8000-00000000000d"

ROWS: list = [
    get("feedback:reflect", "charter", LOOKS_BACK, "active"),
    get("feedback:debrief", "charter", OF_THE_TEAM, "active"),
    get("feedback:add_reflection", "charter why", LOOKS_BACK, "active"),
    get("feedback:add_reflection", "charter nothing", "L - n - - - -", "active"),
    get("feedback:reflect_item", "charter lesson_line", "L - n y - - -", "active"),
    post("feedback:reflect_item", "charter lesson_line", "L - n y - - -", "active", text="Other words", revision="1"),
    post("feedback:share_reflection", "charter lesson_line", OWN, "active"),
    post("feedback:take_back_reflection", "charter lesson_line", OWN, "active"),
    post("feedback:remove_reflection", "charter lesson_line", OWN, "active"),
    post("feedback:finish_reflection", "charter", LOOKS_BACK, "active"),
    get("feedback:insights", "", SIGNED_IN),
    get("feedback:write_insight", "", SIGNED_IN),
    post("feedback:write_insight", "", SIGNED_IN, text="Learned", key=KEY),
    get("feedback:chain", "lesson_insight", OF_THE_TEAM),
    get("feedback:edit_insight", "lesson_insight", AUTHOR),
    post("feedback:edit_insight", "lesson_insight", AUTHOR, text="Other words", revision="1"),
    get("feedback:share_insight", "lesson_insight", AUTHOR),
    post("feedback:share_insight", "lesson_insight", AUTHOR),
    post("feedback:take_back_insight", "lesson_insight", AUTHOR),
    post("feedback:accept_insight", "lesson_insight", WRITERS),
    post("feedback:drop_insight", "lesson_insight", AUTHOR),
    get("feedback:chain", "lesson_private", OWN),
    get("feedback:edit_insight", "lesson_private", OWN),
    get("feedback:share_insight", "lesson_private", OWN),
    post("feedback:accept_insight", "lesson_private", OWN),
    post("feedback:drop_insight", "lesson_private", OWN),
    get("feedback:lessons", "charter", OF_THE_TEAM, "active"),
    get("feedback:open_insights", "charter", WRITERS),
    get("feedback:open_insights", "charter", "L - - - - - -", "active"),
    post("feedback:adopt_insight", "charter lesson_insight", WRITERS),
    post("feedback:adapt_insight", "charter lesson_insight", WRITERS),
    post("feedback:leave_insight", "charter lesson_insight", WRITERS),
    post("feedback:adopt_insight", "charter lesson_private", "L - n y - n -"),
    post("feedback:undo_carry", "lesson_left", WRITERS),
    get("feedback:mark_insights", "open_review", OF_THE_TEAM),
    post("feedback:mark_insight", "lesson_carried", WRITERS, outcome="helped"),
]


def plant(world):
    """Bo has looked back on the charter in force, and learned; one insight was left out of the draft, one is in what holds."""
    bo, active, draft = world.team.bo, world.at["active"], world.at["draft"]
    world.lesson_line = line(active.charter, bo, "Nobody asked the harbour master")
    world.lesson_insight = insight(bo, charter=active.charter)
    world.lesson_private = insight(bo, "Only for Bo", charter=active.charter, shared=False)
    left = insight(bo, "No night shifts", charter=active.charter)
    world.lesson_left = carrying.leave_insight(left, draft.charter, "There are none here.", by=world.team.ann)
    world.lesson_carried = InsightCarry.objects.create(
        insight=insight(bo, "Look each week", charter=active.charter), charter=active.charter, team=world.team, decision="adopt",
        item_key=active.items.get(kind="meeting").key, decided_by=world.team.ann,
    )  # fmt: skip


PARTS: dict = {
    name: lambda world, name=name: getattr(world, name).pk
    for name in ("lesson_line", "lesson_insight", "lesson_private", "lesson_left", "lesson_carried")
}
