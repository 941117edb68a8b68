"""Commands of `manage.py` beside the server: they find what they need, and end when they are done."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.pmcareer.servers import BASE

SOON = 12
"""Seconds. A pool that nobody lets go of keeps a command for twenty more."""


def manage(var: Path, database: str, *arguments: str, said: str = "") -> subprocess.CompletedProcess:
    """One command as Django people run it."""
    environment = {"PATH": os.environ["PATH"], "VAR": str(var), "DATABASE_URL": database, "LOG_LEVEL": "WARNING"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=BASE, env=environment, input=said, capture_output=True, text=True
    )


def connect(var: Path, database: str) -> Any:
    """A connection to whichever database it is."""
    return psycopg.connect(database) if database else sqlite3.connect(var / "pmcareer.sqlite3")


def do(var: Path, database: str, statement: str) -> None:
    """Change something."""
    with closing(connect(var, database)) as connection, connection:
        connection.execute(statement)


def ask(var: Path, database: str, question: str) -> Any:
    """The one value that the database answers with."""
    with closing(connect(var, database)) as connection:
        return connection.execute(question).fetchone()[0]


def test_migrating_by_hand_prepares_what_make_run_does(tmp_path, empty_database):
    done = manage(tmp_path, empty_database, "migrate", "--verbosity", "0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert ask(tmp_path, empty_database, "SELECT COUNT(*) FROM cache") == 0
    assert ask(tmp_path, empty_database, "SELECT COUNT(*) FROM insights_level") > 5
    done = manage(tmp_path, empty_database, "tidy")
    assert (done.returncode, done.stderr) == (0, "")


def test_migrating_a_part_asks_for_no_catalogue(tmp_path, empty_database):
    done = manage(tmp_path, empty_database, "migrate", "contenttypes", "--verbosity", "0")
    assert (done.returncode, done.stderr) == (0, "")


def test_tidying_does_without_the_cache_s_table(tmp_path, empty_database):
    manage(tmp_path, empty_database, "migrate", "--verbosity", "0")
    do(tmp_path, empty_database, "DROP TABLE cache")
    done = manage(tmp_path, empty_database, "tidy")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 counts of tries" in done.stdout


WAYS_OUT = {
    "a command that is done": ("tidy",),
    "a command that asks": ("readiness", "--user", "nobody@example.org"),
    "a shell that is done": ("shell", "-c", "from evidence.models import User; User.objects.count()"),
    "a shell that breaks": ("shell", "-c", "from evidence.models import User; User.objects.count(); 1 / 0"),
    "a shell that is left": (
        "shell",
        "-c",
        "from evidence.models import User; User.objects.count(); raise SystemExit(3)",
    ),
    "a thread of its own": (
        "shell",
        "-c",
        "from threading import Thread; from evidence.models import User; "
        "t = Thread(target=User.objects.count); t.start(); t.join()",
    ),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_command_ends_when_it_is_done(var, database, way):
    begun = time.monotonic()
    done = manage(var, database, *WAYS_OUT[way])
    assert time.monotonic() - begun < SOON
    assert "couldn't stop thread" not in done.stderr
