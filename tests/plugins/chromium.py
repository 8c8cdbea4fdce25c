"""Finds the Chromium for the browser tests; `python -m tests.plugins.chromium` installs it where root may, or says how."""

import os
import shutil
import subprocess
import sys

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
ADVICE = """\
The browser tests need Chromium, and none was found. Install it and run the command again:

    {command}

or point to one:

    CHROMIUM=/path/to/chromium make test
"""
COMMANDS = {
    "apt-get": "apt-get update && apt-get install -y chromium",
    "dnf": "dnf install -y chromium",
    "pacman": "pacman -S --noconfirm chromium",
    "apk": "apk add chromium",
    "zypper": "zypper install -y chromium",
    "brew": "brew install --cask chromium",
}
# Nothing that calls home; little shared memory in containers.
FLAGS = [
    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


def find():
    """The path of a Chromium, or None."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


def advice():
    command = next((line for tool, line in COMMANDS.items() if shutil.which(tool)), COMMANDS["apt-get"])
    sudo = "" if os.geteuid() == 0 or command.startswith("brew") else "sudo "
    return ADVICE.format(command=" && ".join(sudo + part for part in command.split(" && ")))


def install():
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser tests …", flush=True)  # noqa: T201
    subprocess.run(COMMANDS["apt-get"], shell=True, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def main():
    if not find() and "CHROMIUM" not in os.environ:
        install()
    return None if find() else advice()


if __name__ == "__main__":
    sys.exit(main())
