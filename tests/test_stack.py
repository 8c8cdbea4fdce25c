"""The ground the tests stand on is the one that was asked for."""

from django.conf import settings
from django.db import connection

VENDORS = {"sqlite": "sqlite", "postgres": "postgresql"}


def test_the_database_is_the_one_asked_for(db, pytestconfig):
    connection.ensure_connection()
    assert connection.vendor == VENDORS[pytestconfig.getoption("db")]


def test_the_developers_own_directory_is_left_alone():
    assert settings.BASE_DIR not in settings.VAR_DIR.parents
