"""Keeps a few processes alive, side by side, until it is told to stop. No Django in it."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# A process that dies at once is started again more and more slowly, so that a broken one does not eat the machine.
FIRST_WAIT, LONGEST_WAIT = 1, 30
CALM = 60
GRACE = 20


@dataclass
class Process:
    """One command that should always run; `options` are those of `subprocess.Popen`."""

    name: str
    command: list[str]
    options: dict = field(default_factory=dict)
    running: subprocess.Popen | None = None
    started_at: float = 0
    start_at: float = 0
    wait: float = FIRST_WAIT

    def start(self):
        # A session of its own: Ctrl+C reaches us alone, and we stop our processes in good order.
        self.running = subprocess.Popen(self.command, start_new_session=True, **self.options)  # noqa: S603 ours
        self.started_at = time.monotonic()

    def ended(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def postpone(self):
        """After its end: again soon, or later if it had not lived long."""
        now = time.monotonic()
        lived_long = now - self.started_at > CALM
        self.wait = FIRST_WAIT if lived_long else min(self.wait * 2, LONGEST_WAIT)
        self.start_at, self.running = now + self.wait, None

    def stop(self):
        if self.running and self.running.poll() is None:
            self.running.terminate()


@dataclass
class Supervisor:
    processes: list[Process]
    say: Callable[[str], None]
    stopping: bool = False

    def run(self):
        before = {number: signal.signal(number, self.stop) for number in STOP}
        try:
            while not self.stopping:
                self.look_after()
                time.sleep(0.2)
        finally:
            self.stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self, number, frame):
        self.stopping = True

    def look_after(self):
        for process in self.processes:
            if process.ended():
                self.say(f"{process.name} ended ({process.running.returncode}); starting it again.")
                process.postpone()
            if process.running is None and time.monotonic() >= process.start_at:
                process.start()

    def stop_all(self):
        for process in self.processes:
            process.stop()
        limit = time.monotonic() + GRACE
        for process in filter(lambda process: process.running, self.processes):
            end(process.running, limit - time.monotonic())


def end(running, patience):
    try:
        running.wait(max(patience, 0))
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
