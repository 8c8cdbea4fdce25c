"""What every test may ask for. The database is chosen in plugins/databases.py."""

import os

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.plugins.browser import *  # noqa: F403
from tests.plugins.browser import mark_browser
from tests.plugins.client import client, new_client, run_tasks  # noqa: F401
from tests.plugins.figures import figures, pytest_terminal_summary  # noqa: F401
from tests.plugins.mailbox import mail_server, mailbox, rude_server  # noqa: F401

# Playwright keeps an event loop in the main thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# Time is no verdict: a slow machine must not fail a property.
hypothesis_settings.register_profile(
    "ground", deadline=None, max_examples=50, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
hypothesis_settings.load_profile("ground")

# Whole stories, sweeps over everything and searches for counter-examples: in `make test`, not in `make check`.
SLOW = {
    "journeys", "test_analyse.py", "test_bad_input.py", "test_budgets.py", "test_clock_year.py", "test_counting.py", "test_frontier.py",
    "test_headers.py", "test_hostile.py", "test_killed.py", "test_leaks.py", "test_materiality_properties.py", "test_misses.py",
    "test_points.py", "test_real_charters.py", "test_real_scenarios.py", "test_secrecy.py", "test_sensitivity.py", "test_snapshots.py",
    "test_start.py",
}  # fmt: skip
# The main path of each app: in `make check`, on both databases.
FIRST = {
    "accounts/test_entrance.py", "charters/test_signing.py", "conflicts/test_opening.py", "feedback/test_closing.py",
    "negotiations/test_talks.py", "notices/test_sending.py", "teams/test_members.py",
}  # fmt: skip


@pytest.fixture
def transactional_db(transactional_db):
    """The table of the cache is no model's, so Django does not empty it: limits of one test would count in the next."""
    yield
    cache.clear()


def pytest_collection_modifyitems(items):
    for item in items:
        mark_browser(item)
        app, name = item.path.parent.name, item.path.name
        if not SLOW.isdisjoint({app, name}):
            item.add_marker("slow")
        if f"{app}/{name}" in FIRST:
            item.add_marker("first")
