"""Doors of disagreements, chapter mediating: their rows, what they need in the world, and what stands in their addresses.

The observer mediates between bo and cy in one case, is asked in another, and was not accepted in a third.
"""

from conflicts.actions import mediating, rooms
from tests.conflicts.case_people import PARTY, REFUSED_PARTY
from tests.conflicts.disagreements import exchanging, with_options
from tests.conflicts.mediations import (
    asked_at,
    brought_to,
    caucus,
    choosing_in,
    disclosed_in,
    joint,
    mediated_by,
    proposed_in,
)
from tests.rows import get, post

KEY = "0199f000-0000-7000-8000-0000000000f4"
NOBODY = "L - - - - - -"
MEDIATOR = "L - y - - - -"
LED = ("mediate", "mediating_cards", "mediating_options", "mediating_agreement", "mediating_notes")
ROWS: list = [
    *(get(f"conflicts:{name}", "conflict_led", MEDIATOR) for name in LED),
    *(get(f"conflicts:{name}", "conflict_refused", NOBODY) for name in LED),
    *(get(f"conflicts:{name}", "conflict_choosing", NOBODY) for name in LED),
    get("conflicts:mediating_room", "conflict_led conflict_joint", MEDIATOR),
    get("conflicts:mediating_room", "conflict_led conflict_caucus", MEDIATOR),
    get("conflicts:mediating_room", "conflict_led conflict_their_caucus", MEDIATOR),
    get("conflicts:mediating_note", "conflict_led conflict_note", MEDIATOR),
    get("conflicts:room", "conflict_led conflict_joint", PARTY),
    get("conflicts:room", "conflict_led conflict_caucus", PARTY),
    get("conflicts:room", "conflict_led conflict_their_caucus", NOBODY),
    get("conflicts:room", "conflict_led conflict_notes", NOBODY),
    get("conflicts:mediation", "case", PARTY),
    get("conflicts:mediation", "conflict_led", PARTY),
    get("conflicts:mediation", "conflict_choosing", PARTY),
    get("conflicts:leave_mediation", "case", REFUSED_PARTY),
    get("conflicts:leave_mediation", "conflict_choosing", PARTY),
    get("conflicts:object_to_mediator", "conflict_choosing conflict_proposed", PARTY),
    get("conflicts:object_to_mediator", "conflict_led conflict_proposed", NOBODY),
    get("conflicts:door_of_mediator", "conflict_active", MEDIATOR),
    get("conflicts:door_of_mediator", "conflict_objected", MEDIATOR),
    get("conflicts:asked_to_mediate", "conflict_proposed", MEDIATOR),
    get("conflicts:asked_to_mediate", "conflict_active", NOBODY),
    get("conflicts:asked_to_mediate", "conflict_objected", NOBODY),
    get("conflicts:step_aside", "conflict_proposed", MEDIATOR),
    # At an address that the observer confirmed, and at one of the lead, who cannot be neutral.
    get("conflicts:door_of_mediator", "conflict_by_address", MEDIATOR),
    get("conflicts:asked_to_mediate", "conflict_by_address", MEDIATOR),
    get("conflicts:step_aside", "conflict_by_address", MEDIATOR),
    get("conflicts:door_of_mediator", "conflict_of_lead", NOBODY),
    get("conflicts:asked_to_mediate", "conflict_of_lead", NOBODY),
    get("conflicts:step_aside", "conflict_of_lead", NOBODY),
    get("conflicts:object_to_mediator", "conflict_outside conflict_by_address", PARTY),
    get("conflicts:mediate", "conflict_outside", NOBODY),
    post("conflicts:propose_mediator", "conflict_outside", PARTY, "draft", name="Nia", address="nia@out.example"),
    post("conflicts:accept_mediator", "conflict_outside conflict_by_address", REFUSED_PARTY),
    post("conflicts:asked_to_mediate", "conflict_by_address", MEDIATOR, "draft", ties="no"),
    post("conflicts:asked_to_mediate", "conflict_of_lead", NOBODY, "draft", ties="no"),
    post("conflicts:step_aside", "conflict_by_address", MEDIATOR),
    post("conflicts:step_aside", "conflict_of_lead", NOBODY),
    get("conflicts:step_aside", "conflict_active", MEDIATOR),
    get("conflicts:step_aside", "conflict_objected", NOBODY),
    post("conflicts:request_mediation", "case", PARTY),
    post("conflicts:consent_to_mediation", "conflict_asking", PARTY),
    post("conflicts:consent_to_mediation", "case", REFUSED_PARTY),
    post("conflicts:refuse_mediation", "conflict_asking", PARTY),
    post("conflicts:refuse_mediation", "conflict_choosing", REFUSED_PARTY),
    post("conflicts:leave_mediation", "conflict_led", PARTY),
    post("conflicts:propose_mediator", "conflict_choosing", PARTY, "draft", name="Nia", address="nobody@example.org"),
    post("conflicts:propose_mediator", "conflict_led", REFUSED_PARTY, "draft", name="Nia", address="nobody@example.org"),
    post("conflicts:accept_mediator", "conflict_choosing conflict_proposed", REFUSED_PARTY),
    post("conflicts:accept_mediator", "conflict_telling conflict_disclosed", PARTY),
    post("conflicts:object_to_mediator", "conflict_choosing conflict_proposed", PARTY),
    post("conflicts:asked_to_mediate", "conflict_proposed", MEDIATOR, "draft", ties="yes", words="We share an office."),
    post("conflicts:step_aside", "conflict_active", MEDIATOR),
    post("conflicts:room", "conflict_led conflict_joint", PARTY, "draft", key=KEY, text="Thank you for coming"),
    post("conflicts:room", "conflict_led conflict_their_caucus", NOBODY, "draft", key=KEY, text="Thank you"),
    post("conflicts:mediating_room", "conflict_led conflict_caucus", MEDIATOR, "draft", key=KEY, text="How are you?"),
    post("conflicts:mediating_notes", "conflict_led", MEDIATOR, "draft", key=KEY, text="Ask again on Monday"),
    post("conflicts:mediating_note", "conflict_led conflict_note", MEDIATOR, "draft", text="Ask again on Friday"),
    post("conflicts:mediating_add_option", "conflict_led", MEDIATOR, "draft", key=KEY, text="Meet at noon"),
    post("conflicts:mediating_add_option", "conflict_refused", NOBODY, "draft", key=KEY, text="Meet at noon"),
]  # fmt: skip
PARTS: dict = {
    "conflict_led": lambda world: world.conflict_active.case_id,
    "conflict_choosing": lambda world: world.conflict_proposed.case_id,
    "conflict_telling": lambda world: world.conflict_disclosed.case_id,
    "conflict_refused": lambda world: world.conflict_objected.case_id,
    "conflict_asking": lambda world: world.conflict_asking.pk,
    "conflict_active": lambda world: world.conflict_active.pk,
    "conflict_proposed": lambda world: world.conflict_proposed.pk,
    "conflict_disclosed": lambda world: world.conflict_disclosed.pk,
    "conflict_objected": lambda world: world.conflict_objected.pk,
    "conflict_outside": lambda world: world.conflict_by_address.case_id,
    "conflict_by_address": lambda world: world.conflict_by_address.pk,
    "conflict_of_lead": lambda world: world.conflict_of_lead.pk,
    "conflict_joint": lambda world: joint(world.conflict_active).pk,
    "conflict_caucus": lambda world: caucus(world.conflict_active, world.team.bo).pk,
    "conflict_their_caucus": lambda world: caucus(world.conflict_active, world.team.cy).pk,
    "conflict_notes": lambda world: world.conflict_active.rooms.get(kind="notes").pk,
    "conflict_note": lambda world: world.conflict_note.pk,
}


def plant(world):
    bo, cy, ob = world.team.bo, world.team.cy, world.team.ob
    world.conflict_active = mediated_by(with_options(bo, cy, about="Keys"), ob)
    world.conflict_note = rooms.keep_note(world.conflict_active.case, "Ask about the keys", by=ob)
    world.conflict_proposed = proposed_in(choosing_in(exchanging(bo, cy, about="Noise")), ob)
    world.conflict_disclosed = disclosed_in(choosing_in(exchanging(bo, cy, about="Hours")), ob)
    world.conflict_objected = brought_to("objected", exchanging(bo, cy, about="Desk"), ob)
    outside = choosing_in(exchanging(bo, cy, about="Breaks"))
    world.conflict_by_address = asked_at(outside, ob.email, "Somebody")
    world.conflict_of_lead = asked_at(outside, world.people["lead"].email, "Somebody else")
    world.conflict_asking = exchanging(bo, cy, about="Shifts")
    mediating.request_mediation(world.conflict_asking, by=cy)
