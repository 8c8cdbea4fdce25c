"""What the tests of lessons share: lines of a reflection, insights, and a charter that was closed."""

from charters.actions import closing
from common.ids import uuid7
from feedback.actions import insights, reflecting
from feedback.actions.reflecting import Words
from feedback.models import Insight, ReflectionItem
from tests.factories import charter_at, lead_of

WARN = "Warn of a delay by Wednesday, so that there is time to act."


def closed_charter(team=None, title="Harbour App charter"):
    """The version; its charter was in force and is closed by the lead."""
    version = charter_at("active", team, title=title)
    team = version.team
    closing.close_charter(version.charter, "reached", "It runs on every line.", by=lead_of(team))
    version.refresh_from_db()
    version.team = version.charter.team = team
    return version


def line(charter, person, text, kind="differently", *, shared=False, key=None, **more) -> ReflectionItem:
    item = reflecting.save_item(charter, key or uuid7(), kind, Words(text, **more), revision=0, by=person)
    return reflecting.share_item(item, by=person) if shared else item


def insight(person, text=WARN, section="working_agreement", *, charter=None, shared=True) -> Insight:
    noted = insights.write_insight(text, section=section, origin=insights.Origin(charter=charter), by=person)
    return insights.share_insight(noted, by=person) if shared else noted
