"""The database and the folder that the tests of the server serve from."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.pmcareer.servers import address_of, start, stop


@contextmanager
def a_database() -> Iterator[str]:
    """The address of a new database on the server that this run is about; empty for a SQLite file."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield ""
        return
    name = f"serve_{uuid.uuid4().hex}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        parts = urlsplit(given)
        yield parts._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database that the tests of a file share."""
    with a_database() as url:
        yield url


@pytest.fixture
def empty_database() -> Iterator[str]:
    """A database in which nothing has begun."""
    with a_database() as url:
        yield url


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[Path]:
    """A folder that a server has filled once, and was stopped."""
    folder = tmp_path_factory.mktemp("serve") / "var"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SERVE_ON", database)
        server = start(folder)
        address_of(server)
        assert stop(server) == 0
        yield folder
