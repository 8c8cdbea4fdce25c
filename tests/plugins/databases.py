"""Chooses the database before Django reads its settings: `pytest --db=sqlite` (the default) or `pytest --db=postgres`.

Loaded by `-p` in pyproject.toml. The controller prepares, workers inherit the environment.
"""

import os
import shutil
import signal
import sys
import tempfile

import pytest

from tests.plugins.postgres import Server

CHOICES = ["sqlite", "postgres"]


def pytest_addoption(parser):
    parser.addoption("--db", choices=CHOICES, default="sqlite", help="the database to test on")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    if is_worker():
        return
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    early_config.add_cleanup(prepare_directory())
    early_config.add_cleanup(PREPARE[early_config.known_args_namespace.db]())


def is_worker():
    return "PYTEST_XDIST_WORKER" in os.environ


def prepare_directory():
    """Mails, files and keys of a test run never touch the developer's own."""
    directory = tempfile.mkdtemp(prefix="ground-tests-")
    os.environ["VAR_DIR"] = directory
    return lambda: shutil.rmtree(directory, ignore_errors=True)


def prepare_sqlite():
    os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['VAR_DIR']}/site.sqlite3"
    return lambda: None


def prepare_postgres():
    server = Server()
    try:
        server.start()
    except RuntimeError as error:
        server.stop()
        raise pytest.UsageError(str(error)) from error
    os.environ["DATABASE_URL"] = server.url
    return server.stop


PREPARE = {"sqlite": prepare_sqlite, "postgres": prepare_postgres}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """What asks for no database is pure, and tested once, with SQLite."""
    for item in items:
        if not wants_database(item):
            item.add_marker("pure")
    if config.getoption("db") == "sqlite":
        return
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("pure")])
    items[:] = [item for item in items if not item.get_closest_marker("pure")]


def wants_database(item):
    return item.get_closest_marker("django_db") is not None or not NEEDS_DATABASE.isdisjoint(item.fixturenames)


NEEDS_DATABASE = {"db", "transactional_db", "live_server"}
