"""Doors of exploring: their rows, what they need in the world, and what stands in their addresses."""

from negotiations import scoring
from negotiations.actions import offers, packages
from negotiations.reading import read_whole
from tests.negotiations.people import OWNER
from tests.rows import get, post

ROWS: list = [
    get("negotiations:explore", "sheet", OWNER),
    get("negotiations:draw", "sheet", OWNER),
    get("negotiations:compare_scenarios", "sheet", OWNER),
    get("negotiations:analyses", "sheet", OWNER),
    post("negotiations:keep_analysis", "sheet", OWNER),
    get("negotiations:packages", "sheet", OWNER),
    get("negotiations:save_package", "sheet", OWNER),
    post("negotiations:save_package", "sheet", OWNER),
    get("negotiations:compare_packages", "sheet", OWNER),
    get("negotiations:package", "sheet package", OWNER),
    post("negotiations:rename_package", "sheet package", OWNER, "draft", name="Our first offer"),
    post("negotiations:mark_theirs", "sheet package", OWNER),
    post("negotiations:mark_ours", "sheet package", OWNER),
    post("negotiations:remove_package", "sheet package", OWNER),
    get("negotiations:make_offers", "sheet", OWNER),
    post("negotiations:make_offers", "sheet", OWNER, "draft", score="8400", unit="points", tolerance="200"),
    post("negotiations:prefer", "sheet offers offer", OWNER),
]


def plant(world):
    """A package by hand, and a set of offers with one package."""
    content = read_whole(world.sheet)
    middle = scoring.choices_of(content, tuple(len(issue.options) // 2 for issue in content.issues))
    world.package = packages.save_package(world.sheet, "The middle", middle, by=world.team.bo)
    world.offers = offers.make_offers(world.sheet, [middle], score=3200, tolerance=0, by=world.team.bo)


PARTS: dict = {
    "package": lambda world: world.package.pk,
    "offers": lambda world: world.offers.pk,
    "offer": lambda world: world.offers.packages.get().pk,
}
