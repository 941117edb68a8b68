"""How long a write waits for other writers, what keeps one from being made, and writes that a page can do without.

Readers never wait: SQLite in WAL mode and PostgreSQL both read past whoever writes. So nothing that is only shown may
need a write: what is kept on the way (a remembered result, the count of a link's visits) is `dispensable`.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Literal

from django.db import DatabaseError, IntegrityError, connection

Hindrance = Literal["busy", "closed"]
"""Somebody else writes for longer than one waits; or nothing can be written: a full disk, a read-only one."""

A_MOMENT = 0.1
"""Seconds: longer than the writes of a page take, shorter than anybody notices."""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
# Lock not available, deadlock, too many connections; a read-only transaction, a full disk.
_STATES: dict[str, Hindrance] = {
    "55P03": "busy",
    "40P01": "busy",
    "53300": "busy",
    "25006": "closed",
    "53100": "closed",
}
_NO_WRITING = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def hindrance(error: BaseException | None) -> Hindrance | None:
    """What kept a write from being made, if `error` comes of that; None where it is any other fault."""
    if isinstance(error, OSError):
        return "closed" if error.errno in _NO_WRITING else None
    if not isinstance(error, DatabaseError):
        return None
    cause = error.__cause__
    if code := getattr(cause, "sqlite_errorcode", 0):
        # The lower byte is the kind; the rest says more about it.
        return "busy" if code & 0xFF in _BUSY else "closed" if code & 0xFF in _CLOSED else None
    if type(cause).__name__ == "PoolTimeout":
        return "busy"
    return _STATES.get(getattr(cause, "sqlstate", None) or "")


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Writes within wait so many seconds for other writers, and raise OperationalError then; with 0, at once."""
    before = _wait(str(max(1, round(seconds * 1000))))
    try:
        yield
    finally:
        _wait(before)


def _wait(milliseconds: str) -> str:
    """Lets this connection wait so long from now on; returns how long it did."""
    connection.ensure_connection()
    # By the driver itself: this is no question to the database that a page has to pay for.
    driver: Any = connection.connection
    if connection.vendor == "sqlite":
        before = driver.execute("PRAGMA busy_timeout").fetchone()[0]
        driver.execute(f"PRAGMA busy_timeout = {milliseconds}")
        return str(before)
    asked = "SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, false)"
    return driver.execute(asked, [milliseconds]).fetchone()[0]


@contextmanager
def dispensable() -> Iterator[None]:
    """For one write on the way to showing something: where it cannot be made just now, it is not made.

    Nor is it where the rows that it belongs to have gone meanwhile. Within a transaction of the caller's it is part of
    that: it waits like the rest.
    """
    try:
        with nullcontext() if connection.in_atomic_block else patience(A_MOMENT):
            yield
    except IntegrityError:
        return
    except DatabaseError as error:
        if connection.in_atomic_block or not hindrance(error):
            raise
