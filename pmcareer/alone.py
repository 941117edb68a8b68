"""One at a time: who prepares a folder and a database waits for whoever is at it already, also on another machine."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

WAITING = "Waiting for another start to finish"
LOCK = "preparing.lock"
KEY = 0x706D636172656572
"""What the lock is called in PostgreSQL, where it has a number for a name: "pmcareer"."""


@contextmanager
def alone() -> Iterator[None]:
    """Holds the folder VAR and the database as long as this lasts. Raises OSError or DatabaseError."""
    folders = {settings.VAR_DIR}
    if connection.vendor == "sqlite":
        folders.add(Path(connection.settings_dict["NAME"]).absolute().parent)
    with ExitStack() as held:
        for folder in sorted(folders):
            held.enter_context(_folder(folder))
        if connection.vendor == "postgresql":
            held.enter_context(_database())
        yield


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(WAITING, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _database() -> Iterator[None]:
    """By one plain connection: a pool would try for half a minute before it told that there is no database.

    The lock ends with its transaction, so it holds behind a proxy of PostgreSQL's too, and nothing lets it lapse.
    """
    with connection.wrap_database_errors:
        held = psycopg.connect(**connection.get_connection_params(), connect_timeout=5)
    try:
        with connection.wrap_database_errors:
            for limit in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
                held.execute(f"SET LOCAL {limit} = 0")
            if held.execute("SELECT pg_try_advisory_xact_lock(%s)", [KEY]).fetchone() != (True,):
                print(WAITING, flush=True)
                held.execute("SELECT pg_advisory_xact_lock(%s)", [KEY])
        yield
    finally:
        held.close()
