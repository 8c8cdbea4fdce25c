"""Doors of profile: their rows, what they need in the world, and what stands in their addresses."""

from feedback.actions import profile
from feedback.models import QuoteConsent
from tests.feedback.people import SIGNED_IN, SUBJECT
from tests.rows import get, post

NOWHERE = "- - - - - - -"
AUTHOR = "L - - - y - -"
ROWS: list = [
    get("feedback:profile", "", SIGNED_IN),
    post("feedback:profile", "", SIGNED_IN),
    post("feedback:profile_section", "strengths", SIGNED_IN),
    post("feedback:profile_section", "nonsense", "L - - - - - -"),
    get("feedback:profile_section", "strengths", "L x x x x x x"),
    get("feedback:profile_preview", "", SIGNED_IN),
    get("feedback:share_link", "", SIGNED_IN),
    post("feedback:share_link", "", SIGNED_IN),
    post("feedback:revoke_share_link", "share_link", SUBJECT),
    get("feedback:see_profile", "share_token", "y y y y y y y"),
    get("feedback:see_profile", "nobody-knows-this", NOWHERE),
    get("feedback:quotes", "", SIGNED_IN),
    get("feedback:ask_quote", "ask", "L - - n - - -"),  # it collects still
    post("feedback:take_back_quote", "quote", SUBJECT),
    get("feedback:quote", "nobody-knows-this", NOWHERE),
    post("feedback:quote", "nobody-knows-this", NOWHERE, choice="no", sure="1"),
    get("feedback:quote_asked", "quote", AUTHOR),
    post("feedback:quote_asked", "quote", AUTHOR, choice="role"),
    get("feedback:stop_quotes_by_link", "nobody-knows-this", NOWHERE),
    post("feedback:stop_quotes_by_link", "nobody-knows-this", NOWHERE, sure="yes"),
    get("feedback:stop_quotes", "quote", AUTHOR),
    post("feedback:stop_quotes", "quote", AUTHOR),
]


def plant(world):
    """bo, the member, shows a profile by a link, and asks ann, the lead, for words of hers."""
    bo = world.team.bo
    profile.write_profile(True, "Lists", "", by=bo, revision=1)
    world.share_link, world.share_token = profile.make_share_link("Office", 30, by=bo)
    world.quote = QuoteConsent.objects.create(
        subject=bo, author=world.team.ann, author_address=world.team.ann.email, author_role="Lead", words="Well done",
        asked_on=world.share_link.created_at.date(),
    )  # fmt: skip


PARTS: dict = {
    "share_link": lambda world: world.share_link.pk,
    "share_token": lambda world: world.share_token,
    "quote": lambda world: world.quote.pk,
}
