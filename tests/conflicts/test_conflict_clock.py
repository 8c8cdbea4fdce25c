"""What time alone makes happen to disagreements."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from conflicts import clock
from conflicts.actions import cards, ending, opening, starting
from conflicts.models import CaseEvent, CaseTally, ConflictCase
from notices.models import Mail, Notice
from tests.conflicts.agreements import signed
from tests.conflicts.disagreements import draft_by, exchanging, find, opened_by, say
from tests.conflicts.mediations import mediated_by
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("UTC"))
DAY = timedelta(days=1)


@pytest.fixture
def team():
    return team_with()


def at(moment):
    return time_machine.travel(moment, tick=False)


def tick(moment):
    """Twice, as two machines might."""
    with at(moment):
        clock.tick(moment)
        clock.tick(moment)


def told(case, word) -> list[str]:
    rows = Notice.objects.filter(key__startswith=f"private:{case.pk}:{word}")
    return sorted(rows.values_list("person__name", flat=True))


def test_a_week_without_an_answer_is_told_to_all_once(team):
    with at(START):
        case = draft_by(team.bo, team.cy, team.ann)
        starting.ask_party(case, name="Dee", address="dee@example.org", by=team.bo)
        case = opened_by_now(case, team.bo)
    tick(START + 7 * DAY - timedelta(minutes=1))
    assert told(case, "unanswered") == []
    tick(START + 7 * DAY)
    tick(START + 8 * DAY)
    assert told(case, "unanswered") == ["Ann", "Bo", "Cy"]
    again = Mail.objects.filter(key__startswith=f"private:{case.pk}:asked_again")
    assert list(again.values_list("to", "template")) == [("dee@example.org", "conflicts/notices/asked.txt")]
    # Reminding is no deed: the time in which nothing happens goes on.
    assert find(case).moved_at == START


def opened_by_now(case, by) -> ConflictCase:
    opening.open_case(find(case), by=by)
    return find(case)


def test_two_weeks_of_silence_are_told_once_and_again_after_new_ones(team):
    with at(START):
        case = exchanging(team.bo, team.cy)
    tick(START + 14 * DAY - timedelta(minutes=1))
    assert told(case, "idle") == []
    tick(START + 14 * DAY)
    tick(START + 40 * DAY)
    assert told(case, "idle") == ["Bo", "Cy"]
    with at(START + 41 * DAY):
        say(case, team.bo, seen="Something else")
        cards.share_card(case, by=team.bo)
    tick(START + 55 * DAY)
    assert told(case, "idle") == ["Bo", "Bo", "Cy", "Cy"]
    assert CaseEvent.objects.filter(case=case, verb="time.idle", actor=None).count() == 2


def test_what_is_agreed_or_private_or_over_is_not_called_idle(team):
    with at(START):
        cases = [draft_by(team.bo, team.cy), signed(team.bo, team.cy).case]
    tick(START + 14 * DAY)
    assert [told(case, "idle") for case in cases] == [[], []]


def test_looks_come_on_their_day_and_lapse(team):
    with at(START):
        case = signed(team.bo, team.cy).case
    tick(START + 15 * DAY)
    assert find(case).state == "follow_up"
    tick(START + 90 * DAY)
    assert find(case).state == "resolved"


def test_a_quarter_is_counted_when_it_is_over(team):
    """Drafts and cases of other quarters do not count; what was missed is made up for."""
    with at(START):
        exchanging(team.bo, team.cy)
        signed(team.bo, team.ann)
        mediated_by(exchanging(team.cy, team.ann), person("pat"))
        draft_by(team.bo, team.mo)
    with at(datetime(2026, 4, 1, tzinfo=ZoneInfo("UTC"))):
        opened_by(team.bo, team.cy)
    tick(datetime(2026, 3, 31, 23, 59, tzinfo=ZoneInfo("UTC")))
    assert not CaseTally.objects.exists()
    tick(datetime(2026, 8, 1, tzinfo=ZoneInfo("UTC")))
    counted = list(CaseTally.objects.values_list("begins_on", "opened", "agreed", "mediated"))
    assert [(day.isoformat(), *rest) for day, *rest in counted] == [("2026-04-01", 1, 0, 0), ("2026-01-01", 3, 1, 1)]


def test_a_case_that_was_deleted_was_counted_before(team, settings):
    settings.CONFLICT_RETENTION_DAYS = 1
    with at(START):
        case = opened_by(team.bo, team.cy)
        ending.withdraw(case, by=team.bo)
    tick(START + 20 * DAY)
    assert ConflictCase.objects.filter(pk=case.pk).exists()
    tick(datetime(2026, 4, 1, tzinfo=ZoneInfo("UTC")))
    assert not ConflictCase.objects.filter(pk=case.pk).exists()
    assert CaseTally.objects.get().opened == 1
