#!/bin/sh
# Finds a Python, makes .venv and installs the pinned packages: `sh pmcareer/venv.sh run` or `test`.
# Does nothing when they stand already. Says in one line what is wrong when it cannot.
set -u
cd "$(dirname "$0")/.." || exit 1
venv=.venv

die() {
    echo "pmcareer: $1" >&2
    exit 1
}

new_enough() { # Is $1 a Python 3.12 or newer that can make an environment?
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

find_python() { # Prints the first that will do; 3.13 first, as .python-version says.
    for name in python3.13 python3.14 python3.12 python3; do
        if new_enough "$name"; then command -v "$name" && return; fi
    done
    for path in "${PYENV_ROOT:-${HOME:-/}/.pyenv}"/versions/3.1[2-9]*/bin/python3; do
        if new_enough "$path"; then echo "$path" && return; fi
    done
    if command -v uv >/dev/null 2>&1; then
        path=$(uv python find '>=3.12' 2>/dev/null || { uv python install 3.13 >/dev/null 2>&1 && uv python find 3.13; })
        if [ -n "$path" ] && new_enough "$path"; then echo "$path" && return; fi
    fi
    return 1
}

case "${1:-}" in
run) pins="requirements.txt" ;;
test) pins="requirements.txt tests/requirements.txt" ;;
*) die "say run or test after venv.sh" ;;
esac

if [ -d "$venv" ] && ! "$venv/bin/python" -c '' >/dev/null 2>&1; then
    rm -rf "$venv" # its Python is gone, or making it was interrupted
fi
# The environment keeps a copy of the pins that it was made from.
if [ -d "$venv" ] && cat $pins 2>/dev/null | cmp -s - "$venv/pins-$1"; then exit 0; fi

if [ ! -d "$venv" ]; then
    python=$(find_python) || die "needs Python 3.12 or newer with venv. Install one (for example the packages python3.13 and python3.13-venv, or pyenv, or uv) and try again."
    echo "Making $venv with $("$python" --version)"
    answer=$("$python" -m venv "$venv" 2>&1) || {
        rm -rf "$venv"
        die "cannot make $venv: $(echo "$answer" | tail -n 1)"
    }
fi
echo "Installing the pinned packages"
answer=$("$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes \
    $(for file in $pins; do echo "-r $file"; done) 2>&1) ||
    die "cannot install the packages: $({ echo "$answer" | grep -i error || echo "$answer"; } | tail -n 1)"
cat $pins >"$venv/pins-$1" || die "cannot write to $venv: is the disk full?"
