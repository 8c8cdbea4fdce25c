"""Doors of disagreements, chapter agreeing: their rows, what they need in the world, and what stands in their addresses."""

from conflicts.actions import sharing
from tests.conflicts import agreements
from tests.conflicts.case_people import PARTY, REFUSED_PARTY
from tests.conflicts.disagreements import with_options
from tests.rows import get, post

KEY = "0199f000-0000-7000-8000-0000000000c1"
TERM = {"text": "We talk first", "owner": "all", "due_on": "", "due_words": "every Monday", "revision": "0."}
WRITTEN, OFFERED, SIGNED = "conflict_written", "conflict_offered", "conflict_signed"
OF_WRITTEN, OF_OFFERED, OF_SIGNED = (f"{one} {one}_words" for one in (WRITTEN, OFFERED, SIGNED))
A_TERM, A_SIGNED_TERM = f"{WRITTEN} {WRITTEN}_term", f"{SIGNED} {SIGNED}_term"
LOOK = "conflict_looked conflict_follow_up"
NOBODY = "L - - - - - -"
ROWS: list = [
    get("conflicts:agreement", "case", PARTY),
    *[get("conflicts:agreement", one, PARTY) for one in (WRITTEN, OFFERED, SIGNED)],
    get("conflicts:begin_agreement", "conflict_to_agree", PARTY),
    get("conflicts:begin_agreement", "case", PARTY),
    get("conflicts:missing_terms", WRITTEN, PARTY),
    get("conflicts:add_term", WRITTEN, PARTY),
    get("conflicts:add_term", OFFERED, REFUSED_PARTY),
    get("conflicts:term", A_TERM, PARTY),
    get("conflicts:term_row", A_TERM, PARTY),
    get("conflicts:signed_agreement", OF_SIGNED, PARTY),
    get("conflicts:signed_agreement", OF_OFFERED, NOBODY),
    get("conflicts:signed_agreement", f"{OFFERED} {SIGNED}_words", NOBODY),
    get("conflicts:export_agreement", f"{OF_SIGNED} conflict_paper", PARTY),
    get("conflicts:export_agreement", f"{OF_OFFERED} conflict_paper", NOBODY),
    get("conflicts:carry_term", A_SIGNED_TERM, PARTY),
    get("conflicts:follow_up", LOOK, PARTY),
    get("conflicts:follow_up", f"{SIGNED} conflict_follow_up", NOBODY),
    post("conflicts:begin_agreement", "case", REFUSED_PARTY),
    post("conflicts:go_back_to_options", SIGNED, REFUSED_PARTY),
    post("conflicts:amend_agreement", WRITTEN, PARTY),
    post("conflicts:amend_agreement", "case", REFUSED_PARTY),
    post("conflicts:keep_agreement", WRITTEN, REFUSED_PARTY),
    post("conflicts:look_again", OFFERED, REFUSED_PARTY),
    post("conflicts:write_opening", OFFERED, REFUSED_PARTY, "draft", opening="Anew", revision="2"),
    post("conflicts:sign_agreement", OF_OFFERED, PARTY, "draft", typed_name="Bo", seen="x"),
    post("conflicts:change_text", OF_SIGNED, REFUSED_PARTY),
    post("conflicts:offer", OF_SIGNED, REFUSED_PARTY),
    post("conflicts:term", f"{WRITTEN} conflict_new_term", PARTY, "draft", **TERM),
    post("conflicts:term", f"{OFFERED} conflict_new_term", REFUSED_PARTY, "draft", **TERM),
    post("conflicts:move_term", WRITTEN, PARTY),
    post("conflicts:remove_term", A_TERM, PARTY),
    post("conflicts:put_back_term", A_TERM, PARTY),
    post("conflicts:write_opening", WRITTEN, PARTY, "draft", opening="Anew", revision="2"),
    post("conflicts:share_term", A_SIGNED_TERM, PARTY),
    post("conflicts:unshare_term", A_SIGNED_TERM, PARTY),
    post("conflicts:share_term", A_TERM, REFUSED_PARTY),
    post("conflicts:begin_agreement", "conflict_to_agree", PARTY),
    post("conflicts:offer", OF_WRITTEN, PARTY),
    post("conflicts:change_text", OF_OFFERED, PARTY),
    post("conflicts:go_back_to_options", WRITTEN, PARTY),
    post("conflicts:follow_up", LOOK, PARTY, "draft"),
    post("conflicts:look_again", SIGNED, PARTY),
    post("conflicts:keep_agreement", "conflict_amended", PARTY),
]  # fmt: skip
PARTS: dict = {
    "conflict_to_agree": lambda world: world.conflict_to_agree.pk,
    WRITTEN: lambda world: world.conflict_written.case_id,
    OFFERED: lambda world: world.conflict_offered.case_id,
    SIGNED: lambda world: world.conflict_signed.case_id,
    "conflict_looked": lambda world: world.conflict_follow_up.case_id,
    f"{WRITTEN}_words": lambda world: world.conflict_written.pk,
    f"{OFFERED}_words": lambda world: world.conflict_offered.pk,
    f"{SIGNED}_words": lambda world: world.conflict_signed.pk,
    f"{WRITTEN}_term": lambda world: world.conflict_written.terms.first().pk,
    f"{SIGNED}_term": lambda world: world.conflict_signed.terms.first().pk,
    "conflict_new_term": lambda world: KEY,
    "conflict_paper": lambda world: "md",
    "conflict_follow_up": lambda world: world.conflict_follow_up.pk,
    "conflict_amended": lambda world: world.conflict_amended.pk,
}


def plant(world):
    """An agreement of bo and cy at each of its steps; a term of the signed one may be shown."""
    bo, cy = world.team.bo, world.team.cy
    world.conflict_to_agree = with_options(bo, cy)
    world.conflict_written = agreements.written(bo, cy)
    world.conflict_offered = agreements.offered(bo, cy)
    world.conflict_signed = agreements.signed(bo, cy)
    term = world.conflict_signed.terms.select_related("case").first()
    for one in (bo, cy):
        sharing.share_term(term, by=one)
    world.conflict_follow_up = agreements.looked_at(agreements.signed(bo, cy))
    world.conflict_amended = agreements.amended(bo, cy)
