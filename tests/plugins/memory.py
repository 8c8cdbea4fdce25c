"""Which tests may begin with what is remembered: see tests/remembering.py."""

import pytest

from tests.remembering import memory

# They commit, so what was remembered of an empty database may hold no longer.
COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if commits(item):
        memory.forget()
    memory.begin(honest=not commits(item) and not patches(item))


def commits(item):
    marker = item.get_closest_marker("django_db")
    return not COMMITTING.isdisjoint(item.fixturenames) or bool(marker and (marker.args or marker.kwargs))


def patches(item):
    """What is patched may change what an action does; plugins of others patch too, but nothing of ours."""
    fixtures = [one for found in item._fixtureinfo.name2fixturedefs.values() for one in found]
    ours = [one.argnames for one in fixtures if one.func.__module__.startswith("tests.")]
    return any("monkeypatch" in names for names in (item._fixtureinfo.argnames, *ours))
