"""Two negotiations of the harbour team: the night berth, in the middle of its talks, and an older one that has ended."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from common import merging
from dashboard.demo.days import move_back
from negotiations import estimating, scoring
from negotiations.actions import after, estimates, laying_out, limits, offers, packages, parts, seats, starting, talks
from negotiations.analysis.frontier import frontier
from negotiations.content import Estimate, Issue, Option
from negotiations.kinds import FULL, OTHER, OWN
from negotiations.models import (
    AnalysisRun,
    EstimateChange,
    Outcome,
    Package,
    PrepSheet,
    Reflection,
    Session,
    SessionEntry,
    SheetEvent,
    Snapshot,
)  # fmt: skip
from negotiations.models import Issue as IssueRow
from negotiations.reading import read

# Name, what it weighs for us and, as we guess, for the harbour office; options, the best for us first.
BERTH = (
    ("Fee per night", 41, 17, ("250", "270", "290", "310", "330")),
    ("Berth", 8, 8, ("East pier, under the lights", "East pier", "North pier", "West quay", "Outer mole")),
    ("Crew room", 28, 6, ("Own room, all nights", "Own room, weekends", "Shared room", "Container", "None")),
    ("Cleaning of the pier", 6, 28, ("By the harbour", "Harbour, we pay half", "In turn", "By us, weekends", "By us")),
    ("Runs until", 17, 41, ("October", "September", "August", "July", "June")),
)
# Both want the lit pier: the crews see where they step, and the office has fewer accidents to report.
SAME = "Berth"
WORDS = (
    ("goal", {"text": "A berth for the night ferry from May to October", "party": OWN}),
    ("goal", {"text": "A tariff that the other lines accept", "party": OTHER}),
    ("interest", {"text": "Crews that can rest ashore", "party": OWN, "why": "Two left last season.", "priority": "high"}),
    ("interest", {"text": "Quiet nights", "party": OTHER, "why": "The permit ends after three complaints.", "priority": "high"}),
    ("alternative", {"text": "Keep the day berth for a year and hire a second bus", "party": OWN, "is_best": True}),
    ("alternative", {"text": "Rent the berth to the gravel barges", "party": OTHER, "is_best": True}),
    ("criterion", {"text": "The harbour’s published night tariff of last year", "source": "Harbour gazette, March", "value": 310}),
    ("question", {"text": "What would make the early season work for you?", "listen_for": "Staff, or money?"}),
    ("question", {"text": "Who hears the complaints first?", "listen_for": "Whether the permit is the real worry"}),
    ("assumption", {"text": "They can decide without the city", "status": "untested", "test": "Ask at the beginning."}),
    ("assumption", {"text": "The gravel barges pay less than we would", "status": "untested", "test": "Ask the pilot."}),
)  # fmt: skip
LOG = (
    {"kind": "said", "words": "Below 300 we would have to explain it to every other line."},
    {"kind": "concern", "words": "The season is long, and our people work nights as well.", "heard": "The dates are about staff, not money."},
    {"kind": "common_ground", "words": "Nobody wants anybody to stumble on a dark pier."},
    {"kind": "question", "party": OWN, "words": "If you had the staff until June only, what would you need for July?"},
)  # fmt: skip
HEARD = {
    "kind": "heard", "words": "Honestly, the length decides it: after August we have nobody for the night shift.",
    "heard": "How long it runs matters more to them than the fee.", "reflected_back": True, "confirmed_by_them": True,
}  # fmt: skip
THEIR_OFFER = "310, under the lights, a shared room, and you clean at weekends. Until August."
EMPTY = {
    "party": OTHER,
    "heard": "",
    "reflected_back": False,
    "confirmed_by_them": False,
    "acknowledged": False,
    "package": "",
}
STORAGE = (
    ("Rent for the winter", 50, 30, ("900", "1,000", "1,100", "1,200")),
    ("Hall", 20, 20, ("Dry hall", "Old boathouse", "Under the roof", "Outside")),
    ("Access", 30, 50, ("Any day", "Weekdays", "On call", "Once a month")),
)
REFLECTED = {
    "worked": "We had asked two other halls first.", "surprised": "That they cared about access more than rent.",
    "ourselves": "We said yes to the first offer because it was late.", "prepare": "Which days we really need the hall.",
    "promise": "Sleep on it.",
}  # fmt: skip


def play(team, cast) -> None:
    ended(team, cast)
    night_berth(team, cast)


def night_berth(team, cast) -> PrepSheet:
    """Prepared in full, one session, an estimate that has moved, offers of both sides."""
    mira, jo = cast["mira"], cast["jo"]
    sheet = starting.start_sheet(
        team, "Night berth at the east pier", by=mira, depth=FULL, counterpart="Harbour office"
    )
    prepare(sheet, BERTH, WORDS, by=mira)
    set_limits(sheet, by=mira)
    seats.give_seat(sheet, jo, "editor", sees_limits=True, by=mira)
    seats.give_seat(sheet, cast["sam"], "viewer", sees_limits=False, by=mira)
    make_offers(sheet, by=mira)
    session = talks.start_session(
        sheet, timezone.localdate() - timedelta(days=2), title="First round", with_whom="Frau Aalto and the pier master",
        by=mira,
    )  # fmt: skip
    for line in LOG:
        talks.log_entry(session, EMPTY | line, by=jo)
    heard = talks.log_entry(session, EMPTY | HEARD, by=jo)
    move(sheet, heard, "Runs until", by=jo)
    offer = named(
        sheet, {"Fee per night": 3, "Berth": 0, "Crew room": 2, "Cleaning of the pier": 3, "Runs until": 2}, by=jo
    )
    talks.log_entry(session, EMPTY | {"kind": "offer", "words": THEIR_OFFER}, choices=offer, by=jo)
    return sheet


def prepare(sheet, table, words, *, by) -> None:
    laying_out.lay_out(sheet, [issue_of(*row) for row in table], by=by)
    for kind, values in words:
        parts.write_part(sheet, uuid4(), kind, values, "", by=by)


def issue_of(name, own, other, options) -> Issue:
    levels = [round(100 * (len(options) - 1 - at) / (len(options) - 1)) for at in range(len(options))]
    theirs = levels if name == SAME else levels[::-1]
    rows = [
        Option("", option, Estimate(mine), Estimate(yours, confidence="low"))
        for option, mine, yours in zip(options, levels, theirs, strict=True)
    ]
    return Issue("", name, own=Estimate(own), other=Estimate(other, confidence="low"), options=tuple(rows))


def set_limits(sheet, *, by) -> None:
    fields = limits.flat(sheet) | {
        "target_score_value": 80, "target_score_unit": "percent", "target_note": "What we had at the west quay.",
        "reservation_score_value": 45, "reservation_score_unit": "percent", "reservation_note": "The second bus costs as much.",
        "other_reservation_value": 40, "other_reservation_unit": "percent", "confidence": "low",
        "other_reservation_note": "What the barges would bring them.",
    }  # fmt: skip
    limits.set_limits(sheet, fields, merging.stamp(sheet.revision, limits.flat(sheet)), by=by)


def make_offers(sheet, *, by):
    """Three that are worth about the same to us."""
    content = read(sheet, by)
    problem = scoring.problem_of(content)
    line = frontier(problem)
    near = sorted(line.points, key=lambda point: abs(scoring.percent_of(problem, OWN, point.own) - 75))[:3]
    chosen = [scoring.choices_of(content, line.best_package(point)) for point in near]
    return offers.make_offers(sheet, chosen, score=near[0].own, tolerance=300, by=by)


def move(sheet, entry, name: str, *, by) -> None:
    issue = IssueRow.objects.filter(sheet=sheet)[[row[0] for row in BERTH].index(name)]
    now = read(sheet, by).by_key[str(issue.pk)].other
    after_it = estimating.weight(now, estimating.MORE, estimating.CONFIRMED)
    estimates.move_estimate(entry, estimating.WEIGHT, issue, after_it, estimates.mark_of(now), by=by)


def named(sheet, places: dict[str, int], *, by) -> dict[str, str]:
    """A package from the places of its options."""
    return {issue.key: issue.options[places[issue.name]].key for issue in read(sheet, by).issues}


def ended(team, cast) -> PrepSheet:
    """The winter before: agreed three months ago, looked back on; today one looks whether it is kept."""
    mira = cast["mira"]
    sheet = starting.start_sheet(team, "Winter storage for the signs", by=mira, counterpart="Boatyard")
    prepare(sheet, STORAGE, [("goal", {"text": "A dry hall until March", "party": OWN})], by=mira)
    today = timezone.localdate()
    talks.start_session(sheet, today, title="At the boatyard", by=mira)
    deal = packages.save_package(
        sheet, "As shaken on", named(sheet, {"Rent for the winter": 2, "Hall": 1, "Access": 1}, by=mira), by=mira
    )
    after.record_outcome(
        sheet, "agreed", package=deal, ended_on=today, check_on=today + after.CHECK_AFTER, by=mira,
        words="1,100 for the winter in the old boathouse, and the key on weekdays.",
    )  # fmt: skip
    after.reflect(sheet, REFLECTED, "", by=mira)
    after.finish_reflecting(sheet, by=mira)
    days_pass(sheet, after.CHECK_AFTER + timedelta(days=1))
    return sheet


def days_pass(sheet, time: timedelta) -> None:
    """Moves what has happened to a sheet into the past, and the day to look again with it."""
    for model in (
        AnalysisRun, EstimateChange, Outcome, Package, Reflection, Session, SessionEntry, SheetEvent, Snapshot,
    ):  # fmt: skip
        move_back(model.objects.filter(sheet=sheet), time)
    move_back(PrepSheet.objects.filter(pk=sheet.pk), time)
