"""A simulated year: who is reminded of what, when. What is told is compared with an oracle that knows only a calendar.

Five people from +14 to −11, both clock changes, weekends, a 29 February, a worker that is down for two days, ticks at odd
times, many of them by two workers at once. Each reminder is told once, at the first tick of the person's morning.
"""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from accounts.models import User
from charters.actions import moving, reminding, signing
from charters.actions.deadlines import project
from charters.models import Charter, Deadline, Item
from dashboard import clock
from notices.models import Mail, Notice
from teams.actions import leave_team, mark_away, mark_back
from tests.factories import charter_at, team_with
from tests.harbour import clause

ZONES = {
    "ann": "Europe/Amsterdam",
    "bo": "America/New_York",
    "cy": "Asia/Kolkata",
    "dee": "Pacific/Kiritimati",
    "eve": "Pacific/Pago_Pago",
}
START, END = datetime(2027, 3, 1, tzinfo=UTC), datetime(2028, 3, 25, tzinfo=UTC)
OUTAGE = datetime(2027, 6, 9, 1, tzinfo=UTC), datetime(2027, 6, 11, 1, tzinfo=UTC)
# Just before and just after the mornings, summer and winter; the last two are those of the day before over there.
TIMES = ["02:29", "02:30", "06:00", "07:04", "12:00", "13:31", "18:00", "19:29"]
# Both changes of the clocks, the outage, the turn of the year, the leap day.
BUSY = [("2027-03-26", "2027-03-31"), ("2027-06-08", "2027-06-12"), ("2027-10-29", "2027-11-03"), ("2027-12-30", "2028-01-04"), ("2028-02-28", "2028-03-01")]  # fmt: skip
RACE = 5
DAY = timedelta(days=1)

# Who works (R) and who answers (A) by the letters; ann leads, and is in the first group.
FIRST, SECOND = {"ann", "dee"}, {"bo", "eve"}
DUE = {
    # name: the day it is due, and who answers for it
    "in spring": ("2027-03-28", FIRST),  # Amsterdam goes to summer time, a Sunday
    "monday": ("2027-04-12", SECOND),
    "in the outage": ("2027-06-10", FIRST),
    "a week after": ("2027-06-16", SECOND),
    "in autumn": ("2027-10-31", SECOND),  # and back
    "saturday": ("2027-11-06", FIRST),
    "new year": ("2028-01-01", SECOND),
    "leap day": ("2028-02-29", FIRST),
}


class World:
    """The team and its charter, and for the oracle a plain copy of what is true, kept beside what is done."""

    def __init__(self):
        team = self.team = team_with(dict.fromkeys(ZONES, "member") | {"ann": "lead", "mo": "manager"})
        for place, (name, zone) in enumerate(ZONES.items()):
            team.memberships.filter(person=getattr(team, name)).update(joined_at=START + timedelta(seconds=place))
            User.objects.filter(email=f"{name}@example.org").update(time_zone=zone)
            getattr(team, name).time_zone = zone
        self.version = charter_at("active", team)
        self.version.charter.next_review_on = None
        self.version.charter.save()
        Deadline.objects.all().delete()
        self.here = set(ZONES)
        # What has a day: id → (sort, day, since when, who may hear, what groups they are of, expected on)
        self.things = {}
        self.rows = {name: self.deadline(name, *told) for name, told in DUE.items()}

    def deadline(self, name, due, accountable):
        roles = list(self.version.items.filter(kind="role").order_by("position").values_list("key", flat=True))
        letters = dict(zip(map(str, roles[:2]), "AR" if accountable is FIRST else "RA", strict=True))
        values = clause("deliverable", {"title": name, "due": due, "letters": letters}).values
        item = Item.objects.create(team=self.team, version=self.version, kind="deliverable", values=values)
        row = Deadline.objects.create(
            team=self.team, charter=self.version.charter, key=item.key, kind="deliverable", title=name, due_on=due, baseline_on=START.date()
        )  # fmt: skip
        self.things[row.pk] = {
            "sort": "deadline", "on": date.fromisoformat(due), "since": START.date(), "answers": accountable, "works": (FIRST | SECOND) - accountable,
        }  # fmt: skip
        return row

    # What happens in the year

    def done(self, name):
        Deadline.objects.filter(pk=self.rows[name].pk).update(
            state="done", reason="It is there.", settled_at=timezone.now()
        )
        del self.things[self.rows[name].pk]

    def expect(self, name, on):
        self.rows[name].refresh_from_db()
        project(self.rows[name], date.fromisoformat(on), "More tests.", by=self.team.bo)
        self.things[self.rows[name].pk]["expected"] = date.fromisoformat(on)

    def move(self, name, on):
        """Another day was agreed on: it holds from today."""
        today = timezone.localdate()
        Deadline.objects.filter(pk=self.rows[name].pk).update(due_on=on, baseline_on=today, projected_on=None)
        thing = self.things[self.rows[name].pk]
        thing |= {"on": date.fromisoformat(on), "since": today}
        thing.pop("expected", None)

    def ask(self, until):
        self.signing = charter_at("in_review", self.team, title=f"To be signed by {until}")
        self.signing = moving.ask_signatures(
            self.signing, sign_by=date.fromisoformat(until), unendorsed_reason="x", by=self.team.ann
        )
        for one in self.signing.signatures.filter(state="requested"):
            name = one.person.email.split("@")[0]
            since = timezone.now().astimezone(ZoneInfo(ZONES[name])).date()
            self.things[one.pk] = {"sort": "answer", "on": date.fromisoformat(until), "since": since, "who": {name}}

    def sign(self, *names):
        for name in names:
            person = getattr(self.team, name)
            del self.things[self.signing.signatures.get(person=person).pk]
            signing.sign(self.signing, typed_name=str(person), seen=self.signing.content_hash, by=person)
        # Once in force it has days of its own, which are no part of this story.
        Deadline.objects.filter(charter=self.signing.charter).delete()
        Charter.objects.filter(pk=self.signing.charter_id).update(next_review_on=None)

    def extend(self, until):
        moving.extend(self.signing, sign_by=date.fromisoformat(until), by=self.team.ann)
        for one in self.signing.signatures.filter(state="requested"):
            self.things[one.pk]["on"] = date.fromisoformat(until)

    def review(self, on):
        charter = self.version.charter
        charter.next_review_on = on
        charter.save()
        self.things.pop(charter.pk, None)
        if on:
            self.things[charter.pk] = {
                "sort": "review",
                "on": date.fromisoformat(on),
                "since": date.min,
                "who": set(ZONES),
            }

    def leave(self, name):
        self.here.discard(name)
        leave_team(self.team.memberships.get(person=getattr(self.team, name)), by=getattr(self.team, name))

    def away(self, name):
        self.here.discard(name)
        mark_away(self.seat(name), timezone.localdate(), by=self.team.mo)

    def back(self, name):
        self.here.add(name)
        mark_back(self.seat(name), by=self.team.mo)

    def seat(self, name):
        return self.team.memberships.get(person=getattr(self.team, name))


STORY = [
    ("2027-03-10T00:10", World.review, "2027-04-04"),  # a Sunday
    ("2027-03-30T09:00", World.expect, "in spring", "2027-04-10"),  # late already, on a Saturday
    ("2027-04-20T10:00", World.done, "monday"),
    ("2027-05-03T10:00", World.ask, "2027-05-15"),  # a Saturday
    ("2027-05-10T10:00", World.sign, "ann", "dee"),
    ("2027-05-17T10:00", World.extend, "2027-06-10"),  # in the outage
    ("2027-06-10T12:00", World.sign, "cy"),
    ("2027-06-14T12:00", World.sign, "bo", "eve"),
    ("2027-06-20T12:00", World.move, "a week after", "2027-07-26"),
    ("2027-07-05T12:00", World.expect, "in the outage", "2027-07-07"),
    ("2027-07-13T12:00", World.done, "in the outage"),
    ("2027-08-02T12:00", World.done, "a week after"),
    ("2027-08-15T12:00", World.review, "2027-08-31"),
    ("2027-09-01T12:00", World.review, None),
    ("2027-11-03T05:00", World.done, "in autumn"),
    ("2027-11-30T12:00", World.ask, "2027-12-06"),  # less than a week
    ("2027-12-06T20:00", World.sign, "ann", "bo", "cy", "dee", "eve"),
    ("2027-12-20T12:00", World.leave, "eve"),
    ("2028-01-10T12:00", World.done, "new year"),
    ("2028-02-20T12:00", World.away, "dee"),
    ("2028-03-02T12:00", World.back, "dee"),
]  # fmt: skip


# The oracle


def working_day_before(day):
    return day - DAY * max(0, day.weekday() - 4)


def working_day_after(day):
    return day + DAY * (7 - day.weekday() if day.weekday() > 4 else 0)


def calendar_of(thing, name):
    """The working days on which this person may hear of it, with what they hear."""
    days = CALENDARS[thing["sort"]](thing, thing["on"], name)
    return sorted((day, word) for day, word in days.items() if day > thing["since"])


def calendar_of_answer(thing, on, name):
    if name not in thing["who"]:
        return {}
    return {working_day_before(on - DAY * back): word for back, word in ((7, "week"), (1, "day"), (0, "due"))}


def calendar_of_review(thing, on, name):
    return {working_day_before(on - DAY * back): word for back, word in ((14, "fortnight"), (0, "due"))}


def calendar_of_deadline(thing, on, name):
    days, expected = {}, max(on, thing.get("expected", on))
    if name in thing["answers"] | thing["works"]:
        days = {working_day_before(on - DAY * 7): "week", working_day_before(on): "due"}
        days |= {working_day_before(expected): f"expected {expected}"} if expected > on else {}
    if name in thing["answers"] | {"ann"}:
        days |= {working_day_after(expected + DAY * 7 * week): f"late {expected} {week}" for week in (1, 2, 3, 4)}
    return days


CALENDARS = {"answer": calendar_of_answer, "review": calendar_of_review, "deadline": calendar_of_deadline}


class Oracle:
    def __init__(self):
        self.heard = dict.fromkeys(ZONES, START.date() - DAY)
        self.told = {}
        self.counts = defaultdict(int)

    def tick(self, world, now):
        for name in ZONES:
            local = now.astimezone(ZoneInfo(ZONES[name]))
            if local.weekday() > 4 or local.hour < 8 or local.date() <= self.heard[name]:
                continue
            if name in world.here:
                self.morning(world, name, local.date(), now)
            self.heard[name] = local.date()

    def morning(self, world, name, today, now):
        for pk, thing in world.things.items():
            for day, word in calendar_of(thing, name):
                reminder = (name, f"reminder:{pk}:{thing['on']}:{word}")
                item = (name, pk, thing["on"])
                if self.heard[name] < day <= today and reminder not in self.told and self.counts[item] < 4:
                    self.told[reminder] = now
                    self.counts[item] += 1


def moments():
    """When the clock ticks: at all odd times where much happens, else once a day, at another time each day."""
    for day in (START + DAY * count for count in range((END - START).days)):
        is_busy = any(first <= day.date().isoformat() <= last for first, last in BUSY)
        for text in TIMES if is_busy else [TIMES[day.toordinal() % len(TIMES)]]:
            moment = datetime.combine(day, time.fromisoformat(text), UTC)
            if not OUTAGE[0] <= moment < OUTAGE[1]:
                yield moment


def told():
    """Every reminder in the database: who, which, when."""
    found = Notice.objects.filter(is_reminder=True).values_list("person__email", "key", "created_at", "mailed_at")
    return {(email.split("@")[0], key): (at, mailed) for email, key, at, mailed in found}


def work(now, together=None):
    """One tick of one worker. Where there is another, they begin at the same moment."""
    if together:
        together.wait()
    reminding.remind_due(now)
    clock.tick(now)


@pytest.fixture
def two_workers():
    """Ticks twice at once, in two threads with a connection each."""
    together = Barrier(2)

    def close():
        together.wait()
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        yield lambda now: list(pool.map(work, [now, now], [together, together]))
        for one in [pool.submit(close), pool.submit(close)]:
            one.result()


def test_each_reminder_of_a_year_is_told_once_and_none_is_missing(transactional_db, two_workers):
    oracle, seen = Oracle(), {}
    story = [(datetime.fromisoformat(at).replace(tzinfo=UTC), *what) for at, *what in STORY]
    with time_machine.travel(START, tick=False) as traveller:
        world = World()
        for place, now in enumerate(moments()):
            while story and story[0][0] <= now:
                at, happen, *what = story.pop(0)
                traveller.move_to(at)
                seen |= told()  # whose team is left, their notices vanish
                happen(world, *what)
            traveller.move_to(now)
            (work if place % RACE else two_workers)(now)
            oracle.tick(world, now)
        seen |= told()

    assert {reminder: at for reminder, (at, _mailed) in seen.items()} == oracle.told
    assert all(mailed == at for at, mailed in seen.values())
    mails = Mail.objects.filter(key__startswith="digest:").values_list("person__email", "created_at")
    mailed = {(email.split("@")[0], at) for email, at in mails}
    assert {(name, at) for (name, _key), at in oracle.told.items()} <= mailed
    mornings = [(name, at.astimezone(ZoneInfo(ZONES[name]))) for name, at in mailed]
    assert len({(name, at.date()) for name, at in mornings}) == len(mails)
    assert all(at.hour >= 8 and at.weekday() < 5 for _name, at in mornings)
    assert story == []
    assert len(oracle.told) > 100
