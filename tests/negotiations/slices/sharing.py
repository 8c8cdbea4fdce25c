"""Doors of seats, sharing and the emergency door: their rows, what they need in the world, and what stands in their addresses."""

from negotiations.actions import agenda, glass, sharing
from negotiations.models import AgendaIssue, SideInvitation
from tests.negotiations.people import OWNER
from tests.negotiations.sheets import seat, sheet_of
from tests.rows import get, post

NOT_OWN = "L - - n - - -"
ADMINISTRATOR = "L - - - - - y"

ROWS: list = [
    get("negotiations:seats", "sheet", OWNER),
    post("negotiations:give_seat", "sheet", OWNER, person="", role="viewer"),
    post("negotiations:change_seat", "sheet cy_seat", OWNER, role="viewer", limits="no"),
    post("negotiations:take_seat", "sheet cy_seat", OWNER),
    post("negotiations:hand_over_sheet", "sheet cy_seat", OWNER),
    post("negotiations:leave_sheet", "sheet", NOT_OWN),
    get("negotiations:sharing", "sheet", OWNER),
    post("negotiations:ask_side", "sheet", OWNER, person=""),
    post("negotiations:withdraw_side", "sheet", NOT_OWN),
    get("negotiations:side", "side", "L - - - - y -"),
    post("negotiations:accept_side", "side", "L - - - - y -", title="Theirs"),
    post("negotiations:decline_side", "side", "L - - - - y -"),
    get("negotiations:agenda", "shared_sheet", OWNER),
    post("negotiations:open_agenda", "shared_sheet", OWNER),
    post("negotiations:close_agenda", "shared_sheet", OWNER),
    post("negotiations:propose_topics", "shared_sheet", OWNER, typed="Bus: yes; no"),
    post("negotiations:take_topics", "shared_sheet", OWNER),
    post("negotiations:strike_topic", "shared_sheet topic", OWNER),
    post("negotiations:agree_joint", "shared_sheet", NOT_OWN),
    post("negotiations:withdraw_joint", "shared_sheet", OWNER),
    get("negotiations:opened", "glass", ADMINISTRATOR),
    post("negotiations:read_opened", "glass sheet", ADMINISTRATOR),
    post("negotiations:close_glass", "glass", ADMINISTRATOR),
]


def plant(world):
    """A seat of cy at the sheet; mo asked for the other side of another sheet; a third with an agenda shared with cy; an open glass."""
    team = world.team
    world.cy_seat = world.sheet.seats.filter(person=team.cy).first() or seat(world.sheet, team.cy, "viewer")
    asking = sheet_of(team, team.bo, "Asks for the other side")
    world.side = sharing.ask_side(asking, team.mo, by=team.bo)
    world.shared_sheet = sheet_of(team, team.bo, "Shares an agenda")
    other = sharing.accept_side(sharing.ask_side(world.shared_sheet, team.cy, by=team.bo), by=team.cy)
    agenda.open_agenda(world.shared_sheet, by=team.bo)
    agenda.open_agenda(other, by=team.cy)
    agenda.propose_topics(other, [], [("Night berth", ["east", "west"])], by=team.cy)
    world.glass = glass.break_glass(team.bo, team, "A court asks for it.", by=world.people["administrator"])


PARTS: dict = {
    "cy_seat": lambda world: world.cy_seat.pk,
    "side": lambda world: SideInvitation.objects.get(pk=world.side.pk).pk,
    "shared_sheet": lambda world: world.shared_sheet.pk,
    "topic": lambda world: AgendaIssue.objects.get(negotiation=world.shared_sheet.negotiation).pk,
    "glass": lambda world: world.glass.pk,
}
