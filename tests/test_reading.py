"""Reading goes on where nothing can be written: while somebody writes for long, and on a read-only database."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import psycopg
import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection

from tests.test_access import BACK, ROUTES, SIGN_IN, address, fits, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def somebody_writing() -> Iterator[None]:
    """Another connection holds what every writer needs, and whoever only reads does not."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        kept = {"dbname", "user", "password", "host", "port"}
        given = {name: value for name, value in connection.get_connection_params().items() if name in kept}
        tables = ", ".join(connection.introspection.table_names())
        other = psycopg.connect(**given)
        other.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
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


@pytest.mark.parametrize("hindrance", [somebody_writing, read_only])
def test_every_page_can_be_read(world, hindrance):  # noqa: F811
    # An account that was made by the command line gets its address noted when it first looks at it.
    EmailAddress.objects.create(user=world.alice, email=world.alice.email, primary=True)
    wrong = []
    with hindrance():
        for name, visitor in product(ROUTES.keys() - {"account_logout"}, ("owner", "holder")):
            client, expected = world.clients[visitor], ROUTES[name][visitor][0]
            client.raise_request_exception = False
            cookies, begun = client.cookies.copy(), time.monotonic()
            answer = client.get(address(world, name, visitor))
            client.cookies, spent = cookies, time.monotonic() - begun
            # The first page of a run loads the models of the suggestions.
            if not fits(answer, expected) or spent > settings.WRITERS_WAIT / 2:
                wrong.append(f"{visitor} {name}: {answer.status_code} after {spent:.1f} s")
    assert not wrong
