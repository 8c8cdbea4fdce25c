"""What a disagreement leaves in the database: at its end, and after the time for which it is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from common.permissions import Refused
from conflicts import clock
from conflicts.actions import ending
from conflicts.models import ConflictCase
from conflicts.permissions import kept_until
from tests.conflicts import rich
from tests.conflicts.disagreements import draft_by, exchanging, find
from tests.factories import team_with
from tests.stored_rows import rows, spellings, tables_with

pytestmark = pytest.mark.django_db
# What is left of a case that was signed.
KEPT = {
    "conflicts_conflictcase", "conflicts_caseparty", "conflicts_resolutionagreement", "conflicts_agreementterm",
    "conflicts_agreementsignature",
}  # fmt: skip


@pytest.fixture
def team(db):
    return team_with()


def found(words: dict) -> set:
    """The names of those words that stand anywhere in the database."""
    everything = [row for table, row in rows() if table.startswith(("conflicts_", "notices_", "django_"))]
    return {name for name, word in words.items() if any(word in row for row in everything)}


def later(case, days=0):
    """At noon of the day on which it is deleted, and some days more."""
    until = kept_until(find(case)) + timedelta(days=days)
    return timezone.now().replace(year=until.year, month=until.month, day=until.day, hour=12)


@pytest.mark.parametrize("verb", [ending.withdraw, ending.refer, ending.close_case])
def test_what_was_private_goes_in_the_moment_in_which_it_ends(team, verb):
    case = rich.rich(team)
    assert found(rich.PRIVATE) == set(rich.PRIVATE)
    verb(case, by=team.bo)
    assert found(rich.PRIVATE) == set()
    assert found(rich.SHARED) == set(rich.SHARED)


def test_what_waited_to_be_read_by_all_is_read_by_nobody(team):
    """Nobody can end it to see how the other had looked."""
    case = rich.rich(team)
    agreement = rich.agreed(case, team)
    assert found({"look": rich.LOOK}) == {"look"}
    ending.close_case(case, by=team.bo)
    assert found({"look": rich.LOOK} | rich.PRIVATE) == set()
    assert set(agreement.follow_ups.values_list("state", flat=True)) == {"lapsed"}
    assert found(rich.SHARED | rich.SIGNED) == {*rich.SHARED, *rich.SIGNED}


def test_a_case_that_came_to_no_agreement_leaves_nothing(team, mailbox, run_tasks):
    case = rich.rich(team)
    ending.close_case(case, by=team.cy)
    run_tasks()
    assert tables_with(*spellings(case.pk)) > {"notices_mail", "notices_notice", "conflicts_caseevent"}
    clock.tick(later(case, days=-1))
    assert found(rich.SHARED) == set(rich.SHARED)
    now = later(case)
    clock.tick(now)
    clock.tick(now)
    assert tables_with(*spellings(case.pk)) == set()
    assert found(rich.SHARED | rich.PRIVATE) == set()


def test_only_what_all_have_signed_is_left_of_a_case_that_came_to_one(team, mailbox, run_tasks):
    case = rich.rich(team)
    agreement = rich.agreed(case, team)
    ending.close_case(case, by=team.cy)
    run_tasks()
    now = later(case)
    clock.tick(now)
    clock.tick(now)
    assert tables_with(*spellings(case.pk)) == KEPT
    assert found(rich.SHARED | rich.PRIVATE | {"look": rich.LOOK}) == set()
    assert found(rich.SIGNED) == set(rich.SIGNED)
    case = find(case)
    assert [str(party) for party in case.parties.all()] == ["Bo", "Cy"]
    assert str(case).startswith("Agreement of ")
    assert set(ConflictCase.objects.of(team.bo)) == {case}
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signatures.count()) == ("signed", 2)


def test_it_goes_on_until_the_day_on_which_it_is_deleted(team):
    case = exchanging(team.bo, team.cy)
    ending.close_case(case, by=team.cy)
    last = later(case, days=-1)
    too_late = pytest.raises(Refused, match="What was said in it is deleted by now")
    with time_machine.travel(later(case), tick=False), too_late:
        ending.reopen(case, by=team.bo)
    with time_machine.travel(last, tick=False):
        ending.reopen(case, by=team.bo)
        clock.tick(later(case, days=400))
    assert find(case).state == ConflictCase.State.EXCHANGING


def test_a_draft_stays_until_its_writer_throws_it_away(team):
    case = draft_by(team.bo, team.cy)
    clock.tick(timezone.now() + timedelta(days=2_000))
    assert find(case).state == ConflictCase.State.DRAFT
