"""What members prepare alone, and the proposals they make of it."""

from charters import proposing
from charters.actions import preparing
from charters.models import Preparation

SECRET = "zanzibar-4711"


def write(version, who, **fields):
    preparation = Preparation.objects.of(version, who)
    values = preparation.fields() | {"keep_private": preparation.keep_private} | fields
    return preparing.prepare(version, values, revision=preparation.revision, by=who)


def proposed(version, who, **fields):
    """One proposal out of one line."""
    preparation = write(version, who, **fields)
    (proposal,) = preparing.share(version, [line.mark for line in proposing.split(preparation.fields())], by=who)
    return proposal


def texts(version, state="open"):
    return [
        (one.author.name, one.kind, one.text) for one in version.proposals.filter(state=state).select_related("author")
    ]


PREPARING = {
    "ann": True,
    "bo": True,
    "mo": "Only the lead and the members prepare a charter.",
    "ob": "Only the lead and the members prepare a charter.",
    "oz": "Only the lead and the members prepare a charter.",
    "admin": "Only the lead and the members prepare a charter.",
}
