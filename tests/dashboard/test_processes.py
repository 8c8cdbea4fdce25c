"""The supervisor: what ends is started again, more slowly each time; at the end nothing is left."""

import signal
import sys

import pytest

from dashboard import processes
from dashboard.processes import Process, Supervisor

FOREVER = [sys.executable, "-c", "import signal; signal.pause()"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); signal.pause()",
]
CALLER = "import os, signal; os.kill(os.getppid(), {number}); signal.pause()"
BRIEF = [sys.executable, "-c", ""]


@pytest.fixture
def said():
    return []


def test_a_dead_process_is_started_again(said):
    process = Process("The worker", FOREVER)
    supervisor = Supervisor([process], said.append)
    supervisor.look_after()
    first = process.running
    first.kill()
    first.wait()

    supervisor.look_after()
    process.start_at = 0  # the moment has come
    supervisor.look_after()

    assert said == ["The worker ended (-9); starting it again."]
    assert process.running.pid != first.pid
    assert process.running.poll() is None
    supervisor.stop_all()
    assert process.running.returncode == -signal.SIGTERM


def test_a_process_that_dies_at_once_waits_longer_each_time(said):
    process = Process("The worker", BRIEF)
    supervisor = Supervisor([process], said.append)
    waits = []
    for _ in range(7):
        process.start_at = 0
        supervisor.look_after()
        process.running.wait()
        supervisor.look_after()
        waits.append(process.wait)
    assert waits == [2, 4, 8, 16, 30, 30, 30]


def test_a_process_that_lived_long_starts_again_soon(said):
    process = Process("The worker", BRIEF, wait=30)
    process.start()
    process.running.wait()
    process.started_at -= processes.CALM + 1
    process.postpone()
    assert process.wait == processes.FIRST_WAIT


def test_who_does_not_hear_is_killed(said, monkeypatch):
    monkeypatch.setattr(processes, "GRACE", 0.1)
    process = Process("Deaf", STUBBORN, {"stdout": -1})
    process.start()
    with process.running.stdout as ready:
        ready.readline()
        Supervisor([process], said.append).stop_all()
    assert process.running.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all(said, number):
    """The process sends it as soon as it runs: by then whoever started it listens."""
    process = Process("The worker", [sys.executable, "-c", CALLER.format(number=int(number))])
    before = signal.getsignal(number)
    Supervisor([process], said.append).run()
    assert process.running.returncode == -signal.SIGTERM
    assert signal.getsignal(number) == before
