"""How long one worker takes for 10,000 due reminders, from asking what is due to the mails of the day: printed, never asserted."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import time_machine  # noqa: E402 Django must be ready first
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from accounts.models import User  # noqa: E402
from charters.actions import reminding  # noqa: E402
from charters.actions.writing import as_item  # noqa: E402
from charters.models import Charter, CharterVersion, Deadline, Item  # noqa: E402
from notices import actions  # noqa: E402
from notices.models import Mail, Notice  # noqa: E402
from scripts.company import made, membership, version  # noqa: E402
from teams.models import Membership, Team  # noqa: E402
from tests import harbour  # noqa: E402

# Five people in a team hold three roles, so that each of its two deliverables is due for four of them.
TEAMS, MEMBERS = 1_250, 5
MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


def main() -> None:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        teams()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with time_machine.travel(MONDAY, tick=False):
        telling = seconds(lambda: reminding.remind_due(MONDAY))
        gathering = seconds(lambda: actions.gather(MONDAY))
        idle = seconds(lambda: reminding.remind_due(MONDAY) + actions.gather(MONDAY))
    told = Notice.objects.filter(is_reminder=True).count()
    mails = Mail.objects.filter(key__startswith="digest:").count()
    print(f"{told} reminders due: told in {telling:.1f} s, {mails} mails of the day gathered in {gathering:.1f} s, a minute with nothing due {idle * 1000:.0f} ms")  # fmt: skip


def seconds(verb) -> float:
    """By a clock that time_machine leaves alone."""
    began = os.times().elapsed
    verb()
    return os.times().elapsed - began


def teams() -> None:
    people = made(
        User, (User(email=f"due{place}@example.org", name=f"Due {place}") for place in range(TEAMS * MEMBERS))
    )
    of_team = [people[place * MEMBERS : (place + 1) * MEMBERS] for place in range(TEAMS)]
    found = made(Team, (Team(name=f"Due {place}", slug=f"due-{place}") for place in range(TEAMS)))
    seats = [membership(team, one, place) for team, these in zip(found, of_team, strict=True) for place, one in enumerate(these)]  # fmt: skip
    for seat in seats:
        seat.joined_at = MONDAY - timedelta(days=90)
    made(Membership, seats)
    charters = made(Charter, (Charter(team=team, title="Due", created_by=people[0]) for team in found))
    contents = [harbour.content(these) for these in of_team]
    versions = made(CharterVersion, (version(one, text, "active", people[0]) for one, text in zip(charters, contents, strict=True)))  # fmt: skip
    texts = list(zip(versions, contents, strict=True))
    made(Item, (as_item(one, clause, place, people[0]) for one, text in texts for place, clause in enumerate(text.clauses, 1)))  # fmt: skip
    made(Deadline, (deadline(one, clause) for one, text in texts for clause in text.of("deliverable")))


def deadline(one: CharterVersion, clause) -> Deadline:
    return Deadline(
        team=one.team, charter=one.charter, key=clause.key, kind=clause.kind, title=clause.heading,
        due_on=MONDAY.date(), baseline_on=MONDAY.date() - timedelta(days=90),
    )  # fmt: skip


if __name__ == "__main__":
    main()
