"""How each database is handed over to a backup, and put back: SQLite by itself, PostgreSQL by its own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from pmcareer.backups import BackupError
from pmcareer.database_file import BESIDE, Damaged, check

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""What the database is called in a backup."""


def sqlite_file() -> Path:
    """Where the database lies."""
    return Path(connection.settings_dict["NAME"])


def bytes_needed() -> int:
    """About how many bytes its backup takes at most."""
    return sqlite_file().stat().st_size if connection.vendor == "sqlite" and sqlite_file().exists() else 0


def dump(target: Path) -> None:
    """Writes the whole database, as it is at one moment, into a new file. Writers go on. Raises BackupError."""
    if connection.vendor == "sqlite":
        _dump_sqlite(target)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _dump_sqlite(target: Path) -> None:
    path = sqlite_file()
    if not path.exists():
        raise BackupError(f"There is no database at {path}.")
    try:
        # `rw`: it would make a file that is not there.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as source:
            source.execute("VACUUM INTO ?", [str(target)])
        check(target)
    except (sqlite3.Error, Damaged) as error:
        raise BackupError(f"The database at {path} cannot be read whole: {error}.") from None


def is_free() -> None:
    """Makes sure that nobody uses the SQLite file, and folds into it what lies beside. Raises BackupError."""
    path = sqlite_file()
    if connection.vendor != "sqlite" or not path.exists():
        return
    try:
        check(path)
    except (Damaged, DatabaseError):
        # What is damaged is moved away as it is, not mixed with what lies beside.
        return
    try:
        with closing(sqlite3.connect(path, timeout=1)) as database:
            # Only who is alone gets out of WAL mode.
            database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BackupError(f"Somebody uses {path}: stop the server first.") from None


def whats_there() -> list[Path]:
    """The files of an SQLite database, with what lies beside."""
    path = sqlite_file()
    return [file for file in (path, *(path.with_name(path.name + ending) for ending in BESIDE)) if file.exists()]


def has_tables() -> bool:
    """Whether a PostgreSQL database holds anything of ours. Raises BackupError where it does not answer."""
    try:
        with psycopg.connect(_address(), password=_password(), connect_timeout=5) as database:
            asked = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ANY(%s)"
            return bool(database.execute(asked, [_tables()]).fetchone()[0])  # type: ignore[index]  # a count is a row
    except psycopg.Error as error:
        raise BackupError(f"The database does not answer: {_one_line(str(error))}.") from None


def load(source: Path, scratch: Path) -> None:
    """Puts a dump of PostgreSQL in the place of our tables, whole or not at all. Raises BackupError.

    `scratch` is a folder that nobody else reads, for the statements.
    """
    script = scratch / "restore.sql"
    script.touch(mode=0o600)
    try:
        _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}", source)
        # Tables that are newer than the backup would hold on to the others.
        ours = ", ".join(f'"{table}"' for table in _tables())
        _run(
            "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null",
            f"--command=DROP TABLE IF EXISTS {ours} CASCADE", f"--file={script}",
        )  # fmt: skip
    finally:
        script.unlink()


def look_through(source: Path) -> None:
    """Raises BackupError where a backup's database is not whole. PostgreSQL finds out by itself, and takes nothing."""
    if connection.vendor != "sqlite":
        return
    try:
        check(source)
    except (Damaged, DatabaseError):
        raise BackupError(f"The database in {source.name} of the backup is damaged: take another backup.") from None


def tools() -> None:
    """Raises BackupError where a program of PostgreSQL's that a restore needs is not installed."""
    for program in ("pg_dump", "pg_restore", "psql") if connection.vendor == "postgresql" else ():
        if not shutil.which(program):
            raise BackupError(_not_here(program))


def _tables() -> list[str]:
    of_django: set[str] = {MigrationRecorder.Migration._meta.db_table, str(settings.CACHES["default"]["LOCATION"])}
    return sorted(of_django.union(model._meta.db_table for model in apps.get_models(include_auto_created=True)))


def _run(program: str, *arguments: str | Path) -> None:
    """One of PostgreSQL's programs, on our database; the password stands in no list of processes."""
    found = shutil.which(program)
    if not found:
        raise BackupError(_not_here(program))
    where = [] if program == "pg_restore" else [f"--dbname={_address()}"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"} | ({"PGPASSWORD": _password()} if _password() else {})
    done = subprocess.run([found, *arguments, *where], env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{program} failed: {_one_line(done.stderr) or f'it ended with {done.returncode}'}.")


def _address() -> str:
    """The way to the database as PostgreSQL's programs read it, but for the password."""
    understood = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()} - {"password"}
    given: dict[str, Any] = connection.get_connection_params()
    kept = {name: value for name, value in given.items() if name in understood}
    # A dump waits as long as it has to.
    kept["options"] = f"{kept.get('options', '')} -c lock_timeout=0".strip()
    return psycopg.conninfo.make_conninfo(**kept)


def _password() -> str:
    return connection.settings_dict["PASSWORD"] or ""


def _one_line(said: str) -> str:
    with suppress(IndexError):
        said = " ".join(line.split(": ", 1)[-1] for line in said.strip().splitlines()[:3])
    return " ".join(said.split())[:300].rstrip(".")


def _not_here(program: str) -> str:
    return f"{program} is not installed, which comes with PostgreSQL's client programs"
