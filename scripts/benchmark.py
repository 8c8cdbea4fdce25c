"""How fast the pages are, as shares of F, the floor (scripts/floor.py), on the data of a company: `make bench SCALE=0.02`.

At scale 1 a company has 10,000 people in 2,000 teams with as many charters and 40,000 held roles. Prints, and asserts nothing.
"""

import argparse
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.plugins.mailbox import free_port  # noqa: E402 the project's root is known only now
from tests.plugins.postgres import Server  # noqa: E402

CLIENTS, ROUNDS = 4, 3


def main():
    options = asked()
    directory = tempfile.mkdtemp(prefix="ground-bench-")
    server = Server()
    try:
        server.start()
        os.environ |= {"VAR_DIR": directory, "DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "config.settings"}
        measure(pages_of(options.scale), options.seconds)
        remind()
    finally:
        server.stop()
        shutil.rmtree(directory, ignore_errors=True)


def asked():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=0.02, help="1 is a company of 10,000 people")
    parser.add_argument("--seconds", type=float, default=2, help="how long each page is asked in each round")
    return parser.parse_args()


def pages_of(scale: float) -> tuple[str, dict[str, str]]:
    """In a process of its own, since Django reads its settings once: the company is made, and its session and pages told."""
    command = [sys.executable, str(ROOT / "scripts" / "company.py"), str(scale)]
    told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return told[0], dict(pair.split("=", 1) for pair in told[1:])


def remind() -> None:
    """In a process of its own too: what one worker needs for ten thousand reminders that are due at once."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "reminders.py")], cwd=ROOT, check=True)


def measure(told: tuple[str, dict[str, str]], seconds: float) -> None:
    session, pages = told
    with web("config.wsgi", "config.settings") as site, web("config.wsgi", "scripts.floor") as floor:
        doors = {"F": floor + "/floor/"} | {name: site + path for name, path in pages.items()}
        sessions = dict.fromkeys(doors, session) | {"login": "", "answer": ""}
        answers = {name: once(door, sessions[name]) for name, door in doors.items()}
        rates = dict.fromkeys(doors, 0.0)
        for _ in range(ROUNDS):
            for name, door in doors.items():
                rates[name] += rate(door, sessions[name], seconds) / ROUNDS
    print(f"{'page':<16}{'a second':>10}{'of F':>8}{'KB':>8}")
    for name, each in rates.items():
        print(f"{name:<16}{each:>10.0f}{each / rates['F']:>8.2f}{len(answers[name]) / 1024:>8.1f}")


@contextmanager
def web(application: str, settings: str):
    """A web server as it is deployed, with two processes."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--workers", "2", "--threads", "4", "--worker-class", "gthread",
               "--bind", f"127.0.0.1:{port}", "--log-level", "error"]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DJANGO_SETTINGS_MODULE": settings}) as running:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The web server did not start.")


def once(door: str, session: str) -> bytes:
    where = urlsplit(door)
    asking = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    asking.request("GET", f"{where.path}?{where.query}", headers={"Cookie": f"session={session}"})
    answer = asking.getresponse()
    body = answer.read()
    asking.close()
    if answer.status != 200:
        sys.exit(f"{door} answered {answer.status}.")
    return body


def rate(door: str, session: str, seconds: float) -> float:
    """Answers a second to several clients at once."""
    counts = [0] * CLIENTS
    end = time.monotonic() + seconds

    def ask(place):
        while time.monotonic() < end:
            once(door, session)
            counts[place] += 1

    clients = [threading.Thread(target=ask, args=[place]) for place in range(CLIENTS)]
    began = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(counts) / (time.monotonic() - began)


if __name__ == "__main__":
    main()
