"""What the site keeps of one person, in one piece for them to take along. Each app adds the part that it keeps."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

from django.utils import timezone

from accounts.models import User

FORMAT, VERSION = "commonground.own-data", 1
# Of each kind of thing; the newest where there are more.
MOST = 5_000

parts: dict[str, Callable[[User], object]] = {}


def part(name: str):
    """Decorator: the function gives what is kept of a person, as JSON can hold it, and nothing that others wrote in confidence."""

    def register(function: Callable[[User], object]):
        parts[name] = function
        return function

    return register


def gathered(person: User, now: datetime | None = None) -> dict:
    made_at = (now or timezone.now()).isoformat()
    return {"format": FORMAT, "version": VERSION, "made_at": made_at} | {
        name: gather(person) for name, gather in parts.items()
    }


def told(rows: Iterable, tell: Callable) -> list:
    """Each row in words, up to the bound."""
    return [tell(row) for row in islice(rows, MOST)]


@part("account")
def account(person: User) -> dict:
    addresses = person.emailaddress_set.order_by("-primary", "email")
    return {
        "name": person.name,
        "address": person.email,
        "addresses": [{"address": one.email, "confirmed": one.verified} for one in addresses],
        "time_zone": person.time_zone,
        "joined": person.date_joined,
    }
