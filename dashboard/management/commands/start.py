"""The whole site with one command: prepares what is missing, then keeps the web, the worker and the clock running."""

import errno
import os
import socket
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from dashboard.demo.feedback import path_for_the_operator
from dashboard.demo.story import LOGINS, PASSWORD
from dashboard.processes import Process, Supervisor
from dashboard.static_files import collect_if_changed

LOCAL = "127.0.0.1"


class Command(BaseCommand):
    help = "Migrates, loads the demo into an empty database, and serves: web, background worker and clock together."

    def add_arguments(self, parser):
        parser.add_argument("--host", default=LOCAL, help="the address to listen on (%(default)s)")
        parser.add_argument("--port", type=port_number, default=8000, help="the port to listen on (%(default)s)")
        parser.add_argument("--workers", type=int, default=2, help="web processes, of four threads each (%(default)s)")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *, host, port, workers, no_demo, **options):
        # First of all, so that nothing is half started when the port is taken.
        door = listen(host, port)
        self.prepare(no_demo)
        self.announce(host, port)
        connections.close_all()
        Supervisor(processes(door, workers, port), self.say).run()
        self.say("Stopped. Everything is kept.")

    def prepare(self, no_demo):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        collect_if_changed()
        if not no_demo and "demo" in get_commands() and not get_user_model().objects.exists():
            self.say("Loading the demo …")
            call_command("demo", stdout=self.stdout)

    def announce(self, host, port):
        self.say(f"\n{settings.SITE_NAME} is at http://{host}:{port}/ (stop it with Ctrl+C)")
        if folder := getattr(settings, "EMAIL_FILE_PATH", ""):
            self.say(f"Mails are written to {folder}")
        self.introduce_the_demo(f"http://{host}:{port}")

    def introduce_the_demo(self, address):
        people = get_user_model().objects.filter(email__in=dict(LOGINS)).values_list("email", flat=True)
        if here := set(people):
            self.say(f"\nSign in to the demo with the password {PASSWORD} as")
            self.stdout.writelines(f"  {email}, who {role}\n" for email, role in LOGINS if email in here)
            self.stdout.flush()
        if path := path_for_the_operator():
            self.say(f"\nA client without an account answers how it went at {address}{path}")

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()


def port_number(text):
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError(text)
    return number


def listen(host, port):
    """The open door, which the web processes inherit; so nobody can take it in between."""
    try:
        return socket.create_server((host, port), backlog=512)
    except PermissionError as error:
        raise CommandError(f"Port {port} is reserved. Use one above 1023, like: make run PORT=8001") from error
    except OSError as error:
        reason = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be opened ({error.strerror})"
        raise CommandError(f"Port {port} on {host} {reason}. Use another, like: make run PORT={port + 1}") from error


def processes(door, workers, port):
    env = os.environ | {"SITE_URL": site_url(port)}
    door.set_inheritable(True)
    manage = [sys.executable, "manage.py"]
    web = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"fd://{door.fileno()}", *web_options(workers)]
    worker = [*manage, "db_worker", "--queue-name", "*", "--no-reload", "--verbosity", "0"]
    here = {"cwd": settings.BASE_DIR, "env": env}
    return [
        Process("The web server", web, here | {"pass_fds": [door.fileno()]}),
        Process("The background worker", worker, here),
        Process("The clock", [*manage, "tick", "--every", "60"], here),
    ]


def web_options(workers):
    return [
        "--worker-class", "gthread", "--workers", str(workers), "--threads", "4", "--keep-alive", "5",
        "--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip


def site_url(port):
    """Links in mails lead here, unless the configuration says where the site lives."""
    return os.environ.get("SITE_URL") or f"http://localhost:{port}"
