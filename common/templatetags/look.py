"""What a state, a tone or a person looks like: icon, word and colour together, never a colour alone."""

from typing import NamedTuple

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()


class Picture(NamedTuple):
    icon: str
    word: str
    tone: str


STATES = {
    "draft": Picture("pencil-line", _("Draft"), "quiet"),
    "in_review": Picture("search-check", _("In review"), "note"),
    "signing": Picture("pen-line", _("Signing"), "warn"),
    "active": Picture("badge-check", _("Active"), "good"),
    "superseded": Picture("history", _("Superseded"), "quiet"),
    "expired": Picture("calendar-x", _("Expired"), "quiet"),
    "closed": Picture("archive", _("Closed"), "quiet"),
    "withdrawn": Picture("undo-2", _("Withdrawn"), "quiet"),
    "requested": Picture("hourglass", _("Requested"), "note"),
    "signed": Picture("signature", _("Signed"), "good"),
    "carried": Picture("forward", _("Carried over"), "good"),
    "declined": Picture("circle-x", _("Declined"), "bad"),
    "void": Picture("ban", _("Void"), "quiet"),
    "proposed": Picture("lightbulb", _("Proposed"), "note"),
    "accepted": Picture("handshake", _("Accepted"), "good"),
    "ended": Picture("flag", _("Ended"), "quiet"),
    "endorsed": Picture("thumbs-up", _("Endorsed"), "good"),
    "changes_requested": Picture("message-circle-warning", _("Changes asked for"), "warn"),
    "open": Picture("circle-dot", _("Open"), "note"),
    "resolved": Picture("circle-check", _("Resolved"), "good"),
    "pending": Picture("clock", _("Waiting"), "note"),
    "vacant": Picture("user-round-x", _("Vacant"), "warn"),
    "term_running": Picture("circle-check", _("Term"), "good"),
    "term_ending": Picture("hourglass", _("Term ends soon"), "warn"),
    "term_over": Picture("octagon-x", _("Term ended"), "bad"),
    "blocked": Picture("octagon-alert", _("Blocked"), "bad"),
    "delivered": Picture("package-check", _("Handed over"), "note"),
    "overdue": Picture("alarm-clock", _("Overdue"), "bad"),
    "not_done": Picture("circle-slash", _("Not done"), "quiet"),
    "dropped": Picture("circle-minus", _("No longer in the charter"), "quiet"),
    "done": Picture("circle-check", _("Done"), "good"),
    "ready": Picture("circle-check", _("Ready"), "good"),
    "negotiating": Picture("messages-square", _("Negotiating"), "note"),
    "agreed": Picture("handshake", _("Agreed"), "good"),
    "no_deal": Picture("circle-slash", _("No deal"), "quiet"),
    "improving": Picture("sparkles", _("Improving the deal"), "note"),
    "reflected": Picture("rotate-ccw", _("Looked back on"), "quiet"),
    "archived": Picture("archive", _("Archived"), "quiet"),
    "collecting": Picture("hourglass", _("Collecting"), "note"),
    "released": Picture("circle-check", _("Released"), "good"),
    "withheld": Picture("eye-off", _("Withheld"), "quiet"),
    "cancelled": Picture("ban", _("Cancelled"), "quiet"),
    "asked": Picture("mail", _("Asked"), "note"),
    "answered": Picture("circle-check", _("Answered"), "good"),
    "unreached": Picture("mail-x", _("Not reached"), "warn"),
    "idea": Picture("lightbulb", _("Idea"), "quiet"),
    "planned": Picture("calendar", _("Planned"), "note"),
    "in_progress": Picture("loader", _("In progress"), "note"),
    "tried": Picture("flask-conical", _("Tried"), "note"),
    "confirmed": Picture("badge-check", _("Confirmed"), "good"),
    "case_draft": Picture("lock", _("Private draft"), "quiet"),
    "case_opened": Picture("hourglass", _("Waiting for an answer"), "note"),
    "case_exchanging": Picture("messages-square", _("Hearing each other"), "note"),
    "case_options": Picture("split", _("Looking for options"), "note"),
    "case_agreeing": Picture("pen-line", _("Writing the agreement"), "note"),
    "case_signed": Picture("handshake", _("All have signed"), "good"),
    "case_follow_up": Picture("calendar-clock", _("Looking whether it holds"), "note"),
    "case_resolved": Picture("circle-check", _("Settled"), "good"),
    "case_declined": Picture("circle-slash", _("Not taken up"), "quiet"),
    "case_withdrawn": Picture("undo-2", _("Taken back"), "quiet"),
    "case_referred": Picture("signpost", _("Taken elsewhere"), "quiet"),
    "case_closed": Picture("archive", _("Closed without agreement"), "quiet"),
    "at_risk": Picture("triangle-alert", _("At risk"), "warn"),
}
TONES = {
    "note": Picture("info", _("Note"), "note"),
    "good": Picture("circle-check", _("Done"), "good"),
    "warn": Picture("triangle-alert", _("Attention"), "warn"),
    "bad": Picture("octagon-alert", _("Problem"), "bad"),
}
# Asked in this order: Edge and Opera also call themselves Chrome, Chrome also Safari.
BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
LEVELS = {"success": "good", "warning": "warn", "error": "bad"}


@register.filter
def state_picture(state):
    """The picture of a state; an unknown one shows its own name."""
    name = str(state)
    return STATES.get(name) or Picture("circle", name.replace("_", " ").capitalize(), "quiet")


@register.filter
def tone_picture(tone):
    """The picture of a tone; Django's message levels are tones too."""
    return TONES.get(LEVELS.get(tone, tone), TONES["note"])


@register.filter
def initials(person):
    """The first letters of the first and the last word of a name."""
    words = str(person).split("@")[0].replace(".", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.filter
def device(user_agent):
    """What a browser calls itself, as people call it: "Firefox on Linux"."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), _("A browser"))
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), _("an unknown device"))
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
