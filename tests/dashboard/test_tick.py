"""`manage.py tick`: every clock gets its turn."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dashboard.management.commands.tick import clocks, tick


def test_a_broken_clock_stops_no_other_and_is_told():
    told, now = [], timezone.now()

    def broken(now):
        raise ValueError("broken clock")

    with pytest.raises(ValueError, match="broken clock"):
        tick([SimpleNamespace(tick=told.append), SimpleNamespace(tick=broken), SimpleNamespace(tick=told.append)], now)
    assert told == [now, now]


def test_every_app_with_a_clock_is_found():
    assert "notices.clock" in [clock.__name__ for clock in clocks()]


def test_nothing_is_due_on_an_empty_site(db):
    call_command("tick")
    assert DBTaskResult.objects.count() == 0
