"""Doors of talks and what comes after: their rows, what they need in the world, and what stands in their addresses."""

import datetime

from negotiations.actions import after, packages, parts, talks
from negotiations.models import OfferSet, Package
from tests.negotiations.people import OWNER
from tests.rows import get, post

DAY = "2026-11-03"
# The deal stands while they look for a better one, so the talks are not taken up again.
REFUSED = "L - - n - - -"
ROWS: list = [
    get("negotiations:talks", "sheet", OWNER),
    post("negotiations:start_session", "sheet", OWNER, held_on=DAY),
    get("negotiations:session", "sheet session", OWNER),
    get("negotiations:describe_session", "sheet session", OWNER),
    post("negotiations:describe_session", "sheet session", OWNER, held_on=DAY),
    post("negotiations:log_entry", "sheet session", OWNER, kind="heard", party="other", words="Quiet nights"),
    get("negotiations:log_offer", "sheet session", OWNER),
    post("negotiations:log_offer", "sheet session", OWNER, party="other", words="290 a night"),
    get("negotiations:entry", "sheet entry", OWNER),
    post("negotiations:entry", "sheet entry", OWNER, kind="heard", party="other", words="Quiet nights"),
    post("negotiations:acknowledge", "sheet entry", OWNER),
    post("negotiations:remove_entry", "sheet entry", OWNER),
    post("negotiations:restore_entry", "sheet entry", OWNER),
    get("negotiations:move_estimate", "sheet entry", OWNER),
    post("negotiations:move_estimate", "sheet entry", OWNER),
    get("negotiations:prefer_offer", "sheet entry", OWNER),
    post("negotiations:prefer_offer", "sheet entry", OWNER),
    post("negotiations:settle_assumption", "sheet assumption", OWNER, status="confirmed"),
    get("negotiations:estimates", "sheet", OWNER),
    get("negotiations:after", "sheet", OWNER),
    post("negotiations:record_outcome", "sheet", OWNER, kind="agreed", ended_on=DAY),
    post("negotiations:improve", "sheet", OWNER),
    post("negotiations:leave_deal", "sheet", OWNER),
    post("negotiations:resume_talks", "sheet", REFUSED),
    get("negotiations:check_outcome", "sheet outcome", OWNER),
    post("negotiations:check_outcome", "sheet outcome", OWNER, words="It is kept."),
    get("negotiations:reflect", "sheet", OWNER),
    post("negotiations:reflect", "sheet", OWNER, worked="Listening"),
    post("negotiations:finish_reflecting", "sheet", OWNER),
]


def plant(world):
    """Talks about a better deal than the one there is, on `world.sheet`, which bo (member) owns."""
    bo, day = world.team.bo, datetime.date.fromisoformat(DAY)
    world.session = talks.start_session(world.sheet, day, by=bo)
    offers = OfferSet.objects.create(sheet=world.sheet, team_id=world.team.pk)
    package = packages.save_package(world.sheet, "Offer A", {}, by=bo)
    Package.objects.filter(pk=package.pk).update(offer_set=offers)
    said = {"kind": "offer", "party": "other", "words": "This one", "heard": "", "reflected_back": False,
            "confirmed_by_them": False, "acknowledged": False, "package": str(package.pk)}  # fmt: skip
    world.entry = talks.log_entry(world.session, said, by=bo)
    key = world.session.pk
    world.assumption = parts.write_part(world.sheet, key, "assumption", {"text": "They decide alone"}, "", by=bo).part
    world.outcome = after.record_outcome(world.sheet, "agreed", ended_on=day, check_on=day, by=bo)
    after.improve(world.sheet, by=bo)


PARTS: dict = {
    "session": lambda world: world.session.pk,
    "entry": lambda world: world.entry.pk,
    "assumption": lambda world: world.assumption.pk,
    "outcome": lambda world: world.outcome.pk,
}
