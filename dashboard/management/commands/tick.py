"""What time alone makes happen, in every app that has a clock. Safe to run twice, late, or in two places at once."""

import importlib
import signal
import sys
import threading

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from common.turns import each


class Command(BaseCommand):
    help = "Does what is due by now: reminders, expiries, deliveries. Run it each minute, or once with --every."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, with this pause in between")

    def handle(self, *, every=None, **options):
        if every is None:
            return tick(clocks(), timezone.now())
        told_to_stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit() if told_to_stop.is_set() else told_to_stop.set())
        while not told_to_stop.is_set():
            tick(clocks(), timezone.now())
            close_old_connections()
            told_to_stop.wait(every)
        return None


def tick(clocks, now):
    """Every clock gets its turn, even after one that failed; the failure is raised at the end."""
    each(clocks, lambda clock: clock.tick(now))


def clocks():
    """The module `clock` of each app that has one, lower floors first."""
    return [
        importlib.import_module(f"{app.name}.clock")
        for app in apps.get_app_configs()
        if module_has_submodule(app.module, "clock")
    ]
