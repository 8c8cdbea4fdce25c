"""Doors of preparing: their rows, what they need in the world, and what stands in their addresses."""

from common.ids import uuid7
from negotiations.actions import parts, preparing
from negotiations.models import SheetPart, SignOff
from tests.negotiations.people import OWNER, SIGNED_IN
from tests.negotiations.sheets import seat
from tests.rows import get, post

# Bo owns the sheet and is told why not: cy was asked to sign off, and the talks have begun.
REFUSED = "L - - n - - -"

ROWS: list = [
    get("negotiations:list", "", SIGNED_IN),
    get("negotiations:start", "", SIGNED_IN),
    get("negotiations:import_sheet", "", SIGNED_IN),
    get("negotiations:show", "sheet", OWNER),
    get("negotiations:limits", "sheet", OWNER),
    get("negotiations:readiness", "sheet", OWNER),
    get("negotiations:describe", "sheet", OWNER),
    get("negotiations:ready", "sheet", OWNER),
    get("negotiations:history", "sheet", OWNER),
    get("negotiations:remove", "sheet", OWNER),
    get("negotiations:part", "sheet prep_part", OWNER),
    get("negotiations:row", "sheet prep_part", OWNER),
    get("negotiations:add", "sheet prep_kind", OWNER),
    get("negotiations:add_many", "sheet prep_kind", OWNER),
    get("negotiations:snapshot", "sheet prep_snapshot", OWNER),
    get("negotiations:sign_off", "sheet prep_sign_off", OWNER),
    get("negotiations:export", "sheet prep_json", OWNER),
    get("negotiations:export", "sheet prep_md", OWNER),
    get("negotiations:export", "sheet prep_pdf", OWNER),
    post("negotiations:sudden", "sheet", OWNER),
    post("negotiations:deepen", "sheet", OWNER, "draft", depth="full"),
    post("negotiations:move_part", "sheet", OWNER),
    post("negotiations:remove_part", "sheet prep_part", OWNER),
    post("negotiations:restore_part", "sheet prep_part", OWNER),
    post("negotiations:take_back", "sheet", REFUSED),
    post("negotiations:archive", "sheet", REFUSED),
    post("negotiations:reopen", "sheet", OWNER),
    post("negotiations:sign_off", "sheet prep_sign_off", REFUSED, "draft", state="approved"),
]


def plant(world):
    """A part of the sheet; it is ready, and cy is asked to look at it. `world.sheet` is there, owned by bo (member)."""
    bo, cy = world.team.bo, world.team.cy
    if not world.sheet.seats.filter(person=cy).exists():
        seat(world.sheet, cy, "approver")
    parts.write_part(world.sheet, uuid7(), "interest", {"text": "Quiet nights", "party": "other"}, "0.", by=bo)
    preparing.make_ready(world.sheet, cy, by=bo)


def one_part(world):
    return SheetPart.objects.filter(sheet=world.sheet, kind="interest").first().pk


def sign_off(world):
    return SignOff.objects.get(sheet=world.sheet)


PARTS: dict = {
    "prep_part": one_part,
    "prep_kind": lambda world: "goal",
    "prep_snapshot": lambda world: sign_off(world).snapshot_id,
    "prep_sign_off": lambda world: sign_off(world).pk,
    "prep_json": lambda world: "json",
    "prep_md": lambda world: "md",
    "prep_pdf": lambda world: "pdf",
}
