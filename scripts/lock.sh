#!/bin/sh
# Writes the lock files from the .in files, with hashes, for every platform and Python from 3.11.
set -eu
for name in requirements-setup requirements requirements-dev; do
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --upgrade "$name.in" --output-file "$name.txt"
done
git diff --stat -- 'requirements*.txt' || true
