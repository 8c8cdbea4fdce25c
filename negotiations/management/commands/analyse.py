"""Analyses a negotiation that another program wrote down: a domain and the profiles of both sides."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from negotiations.analysis.explorer import Analysis, analyse
from negotiations.analysis.frontier import Point
from negotiations.analysis.misses import Miss
from negotiations.analysis.points import FairPoint
from negotiations.exchange.reading import read_domain, read_profile
from negotiations.exchange.scenario import GRID, LARGEST, BadFile, to_problem

# name in the output -> (title, scale of its value: how often utilities are multiplied)
RULES = {
    "nash": ("Nash", GRID**2),
    "egalitarian": ("Egalitarian", GRID),
    "utilitarian": ("Utilitarian", GRID),
    "kalai_smorodinsky": ("Kalai-Smorodinsky", 1),
}
EMPTY = "There is no agreement zone on these numbers: no package reaches both reservations."


class Command(BaseCommand):
    help = (
        "Shows the efficient packages and the fair points of a negotiation between two sides, from files of Genius "
        "(XML), GeniusWeb (JSON) or NegMAS (YAML). Nothing is stored."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("domain", type=Path, help="the issues and their options")
        parser.add_argument("profile_a", type=Path, help="what side A wants")
        parser.add_argument("profile_b", type=Path, help="what side B wants")
        parser.add_argument("--no-reservation", action="store_true", help="leave aside where the sides walk away")
        parser.add_argument("--json", action="store_true", help="one JSON object, for programs")

    def handle(self, *args, domain, profile_a, profile_b, no_reservation, json, **options):
        try:
            issues = read_domain(content(domain), domain.name)
            mine, theirs = (read_profile(content(file), issues, file.name) for file in (profile_a, profile_b))
        except BadFile as bad:
            raise CommandError(str(bad)) from bad
        analysis = analyse(to_problem(issues, mine, theirs), with_reservations=not no_reservation)
        self.stdout.write(as_json(analysis) if json else as_text(analysis))
        if json and not analysis.zone.points:
            self.stderr.write(EMPTY)


def content(file: Path) -> bytes:
    """No more than is needed to see that a file is too large."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error


def as_json(analysis: Analysis) -> str:
    return json.dumps(
        {
            "outcomes": analysis.outcomes,
            "frontier": [[*utilities(point), point.packages] for point in analysis.zone.points],
            **{name: fair(getattr(analysis, name), scale) for name, (_title, scale) in RULES.items()},
            "zone": {"packages": analysis.zone.packages, "points": len(analysis.zone.points)},
            "method": analysis.method,
            "exact": analysis.exact,
            "seconds": round(analysis.seconds, 6),
        },
        indent=2,
    )


def utilities(point: Point) -> list[float]:
    return [point.own / GRID, point.other / GRID]


def fair(found: FairPoint | None, scale: int) -> dict | None:
    return found and {"value": float(found.value / scale), "points": [utilities(point) for point in found.points]}


def as_text(analysis: Analysis) -> str:
    lines = [
        f"{analysis.outcomes:,} packages, {analysis.zone.packages:,} of them in the agreement zone.",
        analysis.method,
        "",
        *(frontier_lines(analysis) if analysis.zone.points else empty_lines(analysis)),
        "",
        f"{analysis.seconds:.3f} seconds.",
    ]
    return "\n".join(lines)


def empty_lines(analysis: Analysis) -> list[str]:
    return [EMPTY, *(f"Nearest: {pair(miss.point)}{short(miss)}" for miss in analysis.no_zone.nearest)]


def short(miss: Miss) -> str:
    return f" (A lacks {miss.own_short / GRID:.6f}, B lacks {miss.other_short / GRID:.6f})"


def frontier_lines(analysis: Analysis) -> list[str]:
    points = analysis.zone.points
    return [
        f"{len(points):,} efficient points (utility of A, utility of B, packages):",
        *(f"  {pair(point)}  {point.packages:,}" for point in points),
        "",
        *(rule_line(title, getattr(analysis, name), scale) for name, (title, scale) in RULES.items()),
    ]


def pair(point: Point) -> str:
    return "  ".join(f"{utility:.6f}" for utility in utilities(point))


def rule_line(title: str, found: FairPoint | None, scale: int) -> str:
    if found is None:
        return f"{title}: none, since a side can gain nothing above its disagreement."
    others = f" and {len(found.points) - 1:,} more" if len(found.points) > 1 else ""
    return f"{title}: {pair(found.point)}{others} (value {float(found.value / scale):.6f})"
