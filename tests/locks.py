"""What keeps a database from being written: somebody who writes for long, and being read-only."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection


@contextmanager
def somebody_writing() -> Iterator[None]:
    """Another connection holds what every writer needs, and whoever only reads does not."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        kept = {"dbname", "user", "password", "host", "port"}
        given = {name: value for name, value in connection.get_connection_params().items() if name in kept}
        other = psycopg.connect(**given)
        other.execute(f"LOCK TABLE {', '.join(connection.introspection.table_names())} IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def read_only() -> Iterator[None]:
    """The database takes no change."""
    on, off = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if connection.vendor == "sqlite"
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)
