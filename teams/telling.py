"""How an event is told: one sentence for each verb. Apps above add theirs to `sentences`."""

from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from teams.models import Event, MemberRole

# {actor} is who did it; the other names come from the event's data. All of them are escaped when told.
sentences: dict[str, str] = {
    "team.created": _("{actor} started the team."),
    "team.edited": _("{actor} changed how the team is described; it is called {name}."),
    "team.parent_set": _("{actor} made the team a sub-group of another team."),
    "team.parent_removed": _("{actor} took the team out of the team that it was part of."),
    "invitation.sent": _("{actor} invited {email} as {role}."),
    "invitation.resent": _("{actor} sent the invitation to {email} again."),
    "invitation.withdrawn": _("{actor} withdrew the invitation to {email}."),
    "invitation.accepted": _("{actor} accepted the invitation and joined as {role}."),
    "member.role_changed": _("{actor} changed the role of {person} from {before} to {role}."),
    "member.removed": _("{actor} removed {person} from the team."),
    "member.left": _("{actor} left the team."),
    "member.hours_set": _("{actor} noted that {person} has {hours} hours a week for the team."),
    "member.marked_away": _("{actor} noted a long absence of {person} since {since}."),
    "member.marked_back": _("{actor} noted that {person} is back."),
}


def tell(event: Event) -> SafeString:
    """The sentence of an event, its names set apart. A verb without a sentence shows its own name."""
    return SafeString(str(sentences.get(event.verb, "{actor}: " + event.verb)).format_map(Names(event)))


class Names:
    """What a sentence may name; what an old event does not know reads as an ellipsis."""

    def __init__(self, event: Event):
        self.event = event

    def __getitem__(self, name: str) -> SafeString:
        if name == "actor":
            return strong(actor_of(self.event))
        return strong(in_words(name, self.event.data.get(name, "…")))


def actor_of(event: Event) -> str:
    return str(event.actor) if event.actor else str(_("Time"))


def in_words(name: str, value) -> str:
    if name in {"role", "before"} and value in MemberRole.values:
        return str(MemberRole(value).label)
    return "–" if value is None else as_day(value) or str(value)


def as_day(value) -> str:
    """A day as people write it; "" for anything else."""
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except (TypeError, ValueError):
        return ""


def strong(value: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", value)
