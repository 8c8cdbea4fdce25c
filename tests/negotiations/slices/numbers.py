"""Doors of numbers and files: their rows, what they need in the world, and what stands in their addresses."""

from negotiations.actions import linking
from negotiations.models import Issue, IssueOption
from tests.negotiations.people import OWNER
from tests.rows import get, post

ISSUE = "sheet numbers_issue"

ROWS: list = [
    get("negotiations:numbers", "sheet", OWNER),
    get("negotiations:numbers_shares", "sheet", OWNER),
    get("negotiations:numbers_add", "sheet", OWNER),
    post("negotiations:numbers_add", "sheet", OWNER, name="Deposit"),
    post("negotiations:numbers_order", "sheet", OWNER),
    get("negotiations:numbers_issue", ISSUE, OWNER),
    post("negotiations:numbers_issue", ISSUE, OWNER, name="Wages"),
    get("negotiations:numbers_options", ISSUE, OWNER),
    post("negotiations:numbers_options", ISSUE, OWNER, lines="50,000"),
    get("negotiations:numbers_remove", ISSUE, OWNER),
    post("negotiations:numbers_remove", ISSUE, OWNER),
    get("negotiations:numbers_remove_option", "sheet numbers_option", OWNER),
    post("negotiations:numbers_remove_option", "sheet numbers_option", OWNER),
    get("negotiations:numbers_rank", "sheet", OWNER),
    post("negotiations:numbers_rank", "sheet", OWNER, party="own"),
    get("negotiations:numbers_rank_options", ISSUE, OWNER),
    post("negotiations:numbers_rank_options", ISSUE, OWNER, party="own", listed="best"),
    get("negotiations:numbers_links", "sheet", OWNER),
    post("negotiations:numbers_link", "sheet", OWNER),
    post("negotiations:numbers_unlink", "sheet numbers_link", OWNER),
    get("negotiations:numbers_scenarios", "sheet", OWNER),
    get("negotiations:numbers_scenario_add", "sheet", OWNER),
    post("negotiations:numbers_scenario_add", "sheet", OWNER, name="What if"),
    get("negotiations:numbers_scenario", "sheet numbers_scenario", OWNER),
    post("negotiations:numbers_scenario", "sheet numbers_scenario", OWNER, name="What if not"),
    get("negotiations:numbers_scenario_remove", "sheet numbers_scenario", OWNER),
    post("negotiations:numbers_scenario_remove", "sheet numbers_scenario", OWNER),
    get("negotiations:numbers_files", "sheet", OWNER),
    get("negotiations:numbers_csv", "sheet", OWNER),
    post("negotiations:numbers_import_csv", "sheet", OWNER),
    post("negotiations:numbers_import", "sheet", OWNER),
    get("negotiations:numbers_export_domain", "sheet geniusweb", OWNER),
    get("negotiations:numbers_export_profile", "sheet geniusweb ours", OWNER),
    post("negotiations:numbers_move", "sheet", OWNER),
]


def plant(world):
    """What the doors of this slice lead to; `world.sheet` is there, owned by bo (member)."""
    world.numbers_issue = Issue.objects.filter(sheet=world.sheet).first()
    world.numbers_option = IssueOption.objects.filter(issue=world.numbers_issue).first()
    other = IssueOption.objects.filter(sheet=world.sheet).exclude(issue=world.numbers_issue).first()
    world.numbers_link = linking.link_options(world.sheet, "exclusion", [world.numbers_option, other], by=world.team.bo)
    world.numbers_scenario = linking.add_scenario(world.sheet, {"name": "they care"}, key="plant", by=world.team.bo)


PARTS: dict = {
    "numbers_issue": lambda world: world.numbers_issue.pk,
    "numbers_option": lambda world: world.numbers_option.pk,
    "numbers_link": lambda world: world.numbers_link.pk,
    "numbers_scenario": lambda world: world.numbers_scenario.pk,
}
