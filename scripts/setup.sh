#!/bin/sh
# Installs locked requirements into .venv, which it makes if need be: setup.sh requirements.txt …
# uv does it in seconds; where it cannot, pip does the same. Both check every hash.
set -eu

python=.venv/bin/python
fits='import sys, pip; sys.exit(sys.version_info < (3, 11))'

make_environment() {
    found=$(sh scripts/python.sh)
    echo "Preparing .venv with $("$found" --version) …"
    "$found" -m venv --clear .venv
}

use_uv() {
    $python -m pip install --quiet --require-hashes -r requirements-setup.txt || return 1
    # A mirror that pip was told about serves uv too.
    mirror=${PIP_INDEX_URL:-$($python -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$mirror" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$mirror}"
    UV_HTTP_TIMEOUT=15 UV_HTTP_RETRIES=1 $python -m uv pip install --quiet --python $python --require-hashes "$@"
}

use_pip() {
    echo "uv could not do it; pip takes over …"
    $python -m pip install --quiet --require-hashes "$@"
}

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
"$python" -c "$fits" >/dev/null 2>&1 || make_environment
for file in "$@"; do
    set -- "$@" -r "$file"
    shift
done
echo "Installing what the lock files name …"
use_uv "$@" 2>.venv/uv.log || use_pip "$@"
