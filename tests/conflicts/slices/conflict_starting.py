"""Doors of the draft, of opening it and of cards: their rows, what they need in the world, and what stands in their addresses.

The draft is bo's, the member's; in the case of the world bo takes part; cy asks bo in a third, and bo asks cy in a fourth.
"""

from common.ids import uuid7
from conflicts.actions import points
from conflicts.models import CaseParty
from tests.conflicts.case_people import PARTY, REFUSED_PARTY, SIGNED_IN
from tests.conflicts.disagreements import draft_by, opened_by, party
from tests.rows import get, post

KEY = "0199f000-0000-7000-8000-0000000000a1"
NEW = "0199f000-0000-7000-8000-0000000000a2"
NOWHERE = "L - - - - - -"
ROWS: list = [
    get("conflicts:list", "", SIGNED_IN),
    get("conflicts:start", "", SIGNED_IN),
    post("conflicts:start", "", SIGNED_IN, about="Late builds", key=KEY),
    get("conflicts:door", "case", PARTY),
    get("conflicts:show", "case", PARTY),
    get("conflicts:show", "conflict_draft", PARTY),
    get("conflicts:show", "conflict_asked", PARTY),
    get("conflicts:describe", "conflict_draft", PARTY),
    get("conflicts:describe", "case", REFUSED_PARTY),
    post("conflicts:describe", "conflict_draft", PARTY, about="Builds", revision="1"),
    post("conflicts:choose_people", "conflict_draft", PARTY),
    post("conflicts:choose_people", "case", REFUSED_PARTY),
    post("conflicts:ask_address", "conflict_draft", PARTY, name="Pia", address="pia@client.example"),
    post("conflicts:ask_address", "case", REFUSED_PARTY, name="Pia", address="pia@client.example"),
    post("conflicts:drop_party", "conflict_draft conflict_draft_party", PARTY),
    post("conflicts:drop_party", "case conflict_draft_party", "L - - n - - -"),
    get("conflicts:answer_safety", "conflict_draft", PARTY),
    get("conflicts:answer_safety", "case", REFUSED_PARTY),
    post("conflicts:answer_safety", "conflict_draft", PARTY, reasons="none"),
    get("conflicts:take_elsewhere", "conflict_draft", PARTY),
    post("conflicts:take_elsewhere", "conflict_draft", PARTY),
    post("conflicts:take_elsewhere", "case", REFUSED_PARTY),
    get("conflicts:drop_draft", "conflict_draft", PARTY),
    post("conflicts:drop_draft", "conflict_draft", PARTY),
    post("conflicts:drop_draft", "case", REFUSED_PARTY),
    get("conflicts:open_case", "conflict_draft", PARTY),
    get("conflicts:open_case", "case", REFUSED_PARTY),
    post("conflicts:join", "conflict_asked", PARTY),
    post("conflicts:join", "conflict_draft", PARTY),
    get("conflicts:decline_part", "conflict_asked", PARTY),
    post("conflicts:decline_part", "conflict_asked", PARTY),
    get("conflicts:decline_part", "case", REFUSED_PARTY),
    get("conflicts:unsafe", "conflict_asked", PARTY),
    get("conflicts:unsafe", "case", PARTY),
    get("conflicts:remove_invited", "conflict_opened conflict_invited", PARTY),
    post("conflicts:remove_invited", "conflict_opened conflict_invited", PARTY),
    get("conflicts:remove_invited", "conflict_asked conflict_asking_bo", REFUSED_PARTY),
    get("conflicts:cards", "case", PARTY),
    get("conflicts:cards", "conflict_draft", PARTY),
    get("conflicts:cards", "conflict_asked", NOWHERE),
    get("conflicts:write_card", "case", PARTY),
    post("conflicts:write_card", "case", PARTY, seen="Twice last week", revision="2"),
    post("conflicts:write_card", "conflict_asked", NOWHERE, seen="Twice last week", revision="2"),
    post("conflicts:share_card", "case", PARTY),
    post("conflicts:share_card", "conflict_draft", REFUSED_PARTY),
    get("conflicts:add_point", "case", PARTY),
    get("conflicts:add_point", "conflict_asked", NOWHERE),
    post("conflicts:move_point", "case", PARTY),
    get("conflicts:point", "case conflict_point", PARTY),
    post("conflicts:point", "case conflict_point", PARTY, text="A day", revision="1"),
    post("conflicts:point", "case conflict_point_new", PARTY, text="Another day"),
    get("conflicts:point", "case conflict_point_of_cy", NOWHERE),
    post("conflicts:point", "case conflict_point_of_cy", NOWHERE, text="A day", revision="1"),
    get("conflicts:remove_point", "case conflict_point", PARTY),
    post("conflicts:remove_point", "case conflict_point", PARTY),
    post("conflicts:remove_point", "case conflict_point_of_cy", NOWHERE),
    post("conflicts:mark_point", "case conflict_point_of_cy", PARTY, kind="shares", revision="1"),
    post("conflicts:mark_point", "case conflict_point", REFUSED_PARTY, kind="shares", revision="1"),
    post("conflicts:mark_point", "case conflict_point_unshared", NOWHERE, kind="shares"),
]
PARTS: dict = {
    "conflict_draft": lambda world: world.conflict_draft.pk,
    "conflict_draft_party": lambda world: party(world.conflict_draft, world.team.cy).pk,
    "conflict_asked": lambda world: world.conflict_asked.pk,
    "conflict_asking_bo": lambda world: party(world.conflict_asked, world.team.bo).pk,
    "conflict_opened": lambda world: world.conflict_opened.pk,
    "conflict_invited": lambda world: CaseParty.objects.get(case=world.conflict_opened, is_opener=False).pk,
    "conflict_point": lambda world: world.conflict_points[0].pk,
    "conflict_point_of_cy": lambda world: world.conflict_points[1].pk,
    "conflict_point_unshared": lambda world: world.conflict_points[2].pk,
    "conflict_point_new": lambda _world: NEW,
}


def plant(world):
    """A draft, a question to bo, one to cy, and interests in the case: one of each that is shared, and one that cy keeps."""
    team = world.team
    world.conflict_draft = draft_by(team.bo, team.cy, about="A draft")
    world.conflict_asked = opened_by(team.cy, team.bo, about="A question")
    world.conflict_opened = opened_by(team.bo, team.cy, about="Opened")
    world.conflict_points = [add(world, team.bo), add(world, team.cy), add(world, team.cy)]
    for shared in world.conflict_points[:2]:
        shared.shared_at = world.case.opened_at
        shared.save()


def add(world, who):
    return points.add_point(world.case, uuid7(), by=who, text="A day to test")
