"""What the tests of ends share: a charter in force that says itself until when it holds."""

from charters.actions import writing
from charters.due import parse
from tests import harbour
from tests.factories import STEPS, charter_at


def charter_until(end: str, team=None, title="Harbour App charter"):
    """In force now; `end` is a due as one types it."""
    version = charter_at("draft", team, title=title)
    team = version.team
    writing.append_clause(version, harbour.clause("dates", {"ends": parse(end)}), by=team.ann)
    for step in STEPS:
        step(version)
        version.refresh_from_db()
        version.team = version.charter.team = team
    return version
