"""Two first starts at once, on one folder or on one database: one prepares, the other waits and finds all there."""

import fcntl
import time
from pathlib import Path

import psycopg
import pytest

from pmcareer.alone import KEY, LOCK, WAITING
from tests.pmcareer.servers import address_of, ctrl_c, everything_ends, start


def both_serve(*vars_: Path) -> list[str]:
    """What two servers said, started at once and stopped when both served; neither has anything to complain of."""
    servers = [start(var) for var in vars_]
    said = []
    try:
        for server in servers:
            address_of(server)
        for server in servers:
            ctrl_c(server)
        for server in servers:
            out, wrong = server.communicate(timeout=20)
            assert (server.returncode, wrong) == (0, "")
            said.append(out)
    finally:
        ended = [everything_ends(server, within=5) for server in servers]
    assert all(ended)
    return said


def test_on_one_folder(tmp_path, empty_database, monkeypatch):
    monkeypatch.setenv("SERVE_ON", empty_database)
    for number in range(2):
        both_serve(*[tmp_path / str(number)] * 2)


def test_on_one_database_from_two_folders(tmp_path, empty_database, monkeypatch):
    """As two machines have it; of SQLite a file that lies in neither folder."""
    url = empty_database or f"sqlite:///{tmp_path}/shared.sqlite3"
    monkeypatch.setenv("SERVE_ON", url)
    both_serve(tmp_path / "one", tmp_path / "other")


@pytest.mark.parametrize("held", ["folder", "database"])
def test_who_waits_says_so(tmp_path, empty_database, monkeypatch, held):
    if held == "database" and not empty_database:
        pytest.skip("SQLite's database is held by its folder")
    monkeypatch.setenv("SERVE_ON", empty_database)
    lock = (tmp_path / LOCK).open("a")
    if held == "folder":
        fcntl.flock(lock, fcntl.LOCK_EX)
    else:
        lock.close()
        lock = psycopg.connect(empty_database)
        lock.execute("SELECT pg_advisory_xact_lock(%s)", [KEY])
    server = start(tmp_path)
    try:
        assert server.stdout.readline() == f"{WAITING}\n"
        time.sleep(1)
        assert not (tmp_path / "static").exists()
        lock.close()
        address_of(server)
    finally:
        ctrl_c(server)
        assert everything_ends(server, within=20)
