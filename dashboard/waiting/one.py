"""A thing that waits for a person, as the home page shows it."""

from dataclasses import dataclass
from datetime import date

MOST = 50


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what to do, where, of which team, until when."""

    icon: str
    verb: str
    text: str
    team: str
    url: str
    until: date | None = None
