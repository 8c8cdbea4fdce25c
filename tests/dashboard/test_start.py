"""`manage.py start`: the whole site from nothing, and away again."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from dashboard import static_files
from dashboard.management.commands.start import Command, listen, processes


def quiet_port() -> int:
    """Below those that the system hands out: no server or mail of another test is given it before the site opens it."""
    for port in random.sample(range(20_000, 32_000), 50):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError("no port is free")


def test_a_taken_port_is_told_before_anything_is_started():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError) as refused:
            call_command("start", port=port)
    assert str(refused.value) == f"Port {port} on 127.0.0.1 is taken. Use another, like: make run PORT={port + 1}"


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(port):
    parser = Command().create_parser("manage.py", "start")
    with pytest.raises(CommandError, match="invalid port_number value"):
        parser.parse_args(["--port", port])


def test_links_in_mails_lead_to_the_port(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    with listen("127.0.0.1", 0) as door:
        assert {process.options["env"]["SITE_URL"] for process in processes(door, 2, 9000)} == {"http://localhost:9000"}
        monkeypatch.setenv("SITE_URL", "https://ground.example.org")
        assert {process.options["env"]["SITE_URL"] for process in processes(door, 2, 9000)} == {
            "https://ground.example.org"
        }


def test_static_files_are_collected_when_they_change(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("p {}")
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT, settings.VAR_DIR = tmp_path / "static", tmp_path

    assert static_files.collect_if_changed()
    assert not static_files.collect_if_changed()
    (source / "b.css").write_text("p {}")
    assert static_files.collect_if_changed()
    assert (tmp_path / "static/b.css").read_text() == "p {}"
    (source / "a.css").unlink()
    assert static_files.collect_if_changed()
    assert not (tmp_path / "static/a.css").exists()


@pytest.mark.slow
def test_the_whole_site_starts_serves_and_stops(tmp_path):
    port = quiet_port()
    surroundings = os.environ | {
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "manage.py", "start", "--port", str(port)]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=surroundings, stdout=subprocess.PIPE, text=True) as site:
        told = [next(line for line in site.stdout if "is at" in line)]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=300) as answer:
            page = answer.read().decode()
        site.send_signal(signal.SIGTERM)
        told += site.stdout.readlines()

    assert f"is at http://127.0.0.1:{port}/" in told[0]
    assert 'name="login"' in page
    assert any("mira@harbour.example" in line for line in told)
    assert told[-1] == "Stopped. Everything is kept.\n"
    assert site.returncode == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 1)
