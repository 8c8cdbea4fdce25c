#!/bin/sh
# Prints a Python of at least 3.11 that can make virtual environments, or says what to install.
fits='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

for name in python3.13 python3.12 python3.11 python3 python python3.14; do
    # A name may be found and yet not work (a shim of a version manager), so each is tried.
    if "$name" -c "$fits" >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done

{
    echo "Common Ground needs Python 3.11 or newer with the module venv, and found none. Install it, for example:"
    echo "    Debian, Ubuntu:  sudo apt-get install python3 python3-venv"
    echo "    Fedora:          sudo dnf install python3"
    echo "    macOS:           brew install python"
} >&2
exit 1
