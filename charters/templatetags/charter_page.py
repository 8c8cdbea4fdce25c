"""The frame of a charter's pages: where the version stands, and the pages beside this one."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from charters import reading, terms
from charters.exporting.words import day_of
from charters.models import Charter, CharterVersion

register = template.Library()
register.filter("read", reading.read)
register.filter("day", day_of)
# Each place weighs fifty bytes; a longer charter has only the one that was asked for.
MOST_PLACES = 150
State, Adoption = CharterVersion.State, Charter.Adoption

ADOPTING = {
    Adoption.SIGNATURES: _("Signing"),
    Adoption.VOTE: _("Vote"),
    Adoption.SPONSOR: _("Approval"),
    Adoption.NONE: _("Declaring"),
}
TABS = (
    ("document", "charters:show", _("Document"), "scroll-text"),
    ("draft", "charters:draft", _("Draft"), "pencil-line"),
    ("amendment", "charters:amendment", _("What changes"), "git-compare-arrows"),
    ("review", "charters:review", _("Roles review"), "search-check"),
    ("signatures", "charters:signatures", _("Signatures"), "signature"),
    ("looking_back", "charters:charter_reviews", _("Looking back"), "rotate-ccw"),
    ("deadlines", "charters:deadlines", _("Deadlines"), "calendar-clock"),
    ("history", "charters:history", _("History"), "history"),
)


@register.simple_tag(takes_context=True)
def places_of(context, content):
    """The keys of the clauses to which a link can lead."""
    if len(content.clauses) > MOST_PLACES:
        return {context["request"].GET.get("clause")}
    return content.by_key.keys()


@register.filter
def steps_of(version):
    """Prepare, Draft, Review, Signing, Active: each with its word and whether it is done, now or to come."""
    here = place_of(version)
    words = (_("Prepare"), _("Draft"), _("Review"), ADOPTING[version.charter.adoption], _("Active"))
    return [
        {"word": word, "is_done": place < here or here == len(words), "is_now": place == here}
        for place, word in enumerate(words)
    ]


def place_of(version) -> int:
    if version.state == State.DRAFT:
        return 1 if version.opened_at else 0
    return {State.IN_REVIEW: 2, State.SIGNING: 3}.get(version.state, 5)


@register.filter
def is_on_the_way(version):
    """Whether the steps still say something: a version that is over has left them."""
    return version.state in [*CharterVersion.OPEN, State.ACTIVE]


@register.simple_tag
def charter_tabs(charter, version, tab=""):
    """The pages of a charter that have something to show."""
    shown = [one for one in TABS if one[0] not in hidden(version)]
    tabs = [
        {"label": label, "href": door(name, charter), "icon": icon, "current": key == tab}
        for key, name, label, icon in shown
    ]
    return [one for one in tabs if one["href"]]


def hidden(version) -> set[str]:
    """The draft of a version that is not written any more, what a first version changes, what follows only from holding."""
    is_written = version.state in CharterVersion.OPEN
    was_in_force = version.activated_at or version.is_amendment
    shown = {
        "draft": is_written,
        "amendment": is_written and version.is_amendment,
        "deadlines": was_in_force,
        "looking_back": was_in_force,
    }
    return {name for name, is_shown in shown.items() if not is_shown}


def door(name, charter):
    try:
        return reverse(name, args=[charter.pk])
    except NoReverseMatch:
        return ""


@register.filter
def term(day):
    """How near the end of a term is for who reads it."""
    return terms.stand(day, timezone.localdate())


@register.filter
def moment(text):
    """An ISO moment of a record as a time; None for what is no moment."""
    try:
        return parse_datetime(text or "")
    except ValueError:
        return None
