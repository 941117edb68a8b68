"""What a start looks at before it changes anything: is the database whole, and is it the one of these uploads?"""

import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest
from django.db import connection

from pmcareer import database_file, in_use
from tests.pmcareer.servers import address_of, start, stop
from tests.pmcareer.test_serve import refusal


@pytest.fixture
def put_back_over_a_killed_server(tmp_path):
    """An older file in the place of a newer one, beside what the newer one's server left; its bytes."""
    path, older = tmp_path / "pmcareer.sqlite3", tmp_path / "older"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE wins (id INTEGER PRIMARY KEY, title TEXT)")
        database.execute("CREATE INDEX titles ON wins (title)")
        database.executemany("INSERT INTO wins (title) VALUES (?)", [(f"Win {nth}" * 9,) for nth in range(2000)])
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(path, older)
        database.execute("PRAGMA wal_autocheckpoint = 0")
        database.executemany("INSERT INTO wins (title) VALUES (?)", [(f"New {nth}" * 9,) for nth in range(2000)])
        database.commit()
        database.execute("PRAGMA wal_checkpoint(RESTART)")
        database.execute("DELETE FROM wins WHERE id BETWEEN 3000 AND 3100")
        database.executemany("INSERT INTO wins (title) VALUES (?)", [(f"Late {nth}" * 9,) for nth in range(500)])
        database.commit()
        killed = tmp_path / "killed-wal"
        shutil.copy(tmp_path / "pmcareer.sqlite3-wal", killed)
    for left in tmp_path.glob("pmcareer.sqlite3*"):
        left.unlink()
    shutil.copy(older, path)
    killed.rename(tmp_path / "pmcareer.sqlite3-wal")
    return path.read_bytes()


def test_what_a_killed_server_left_beside_another_file_is_told(tmp_path, put_back_over_a_killed_server):
    said = refusal(tmp_path)
    assert "is damaged: bring back the newest backup with `manage.py restore DIR`" in said
    assert "move away pmcareer.sqlite3-wal" in said
    # Nothing was mixed: what was put back is still what it was, once that is done.
    assert (tmp_path / "pmcareer.sqlite3").read_bytes() == put_back_over_a_killed_server


def test_moved_away_the_file_is_whole(tmp_path, put_back_over_a_killed_server):
    refusal(tmp_path)
    for beside in tmp_path.glob("pmcareer.sqlite3-*"):
        beside.unlink()
    database_file.check(tmp_path / "pmcareer.sqlite3")


def test_a_file_with_pages_that_rotted_is_told(tmp_path):
    path = tmp_path / "pmcareer.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE wins (title TEXT)")
        database.executemany("INSERT INTO wins VALUES (?)", [("words " * 100,) for _ in range(500)])
        database.commit()
    with path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\x05rot" * 2048)
    assert "is damaged: bring back the newest backup" in refusal(tmp_path)


def test_what_a_killed_server_left_beside_its_own_file_is_taken(var, database):
    server = start(var, DATABASE_URL=database)
    address_of(server)
    server.send_signal(signal.SIGKILL)
    server.wait()
    time.sleep(6)  # what it forked ends
    again = start(var, DATABASE_URL=database)
    try:
        assert address_of(again)
    finally:
        stop(again)


def test_other_uploads_than_those_of_the_database_are_told(tmp_path):
    place = tmp_path / "media" / "artifacts" / "7" / "0c1f"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"of somebody")
    assert "knows nothing of" in refusal(tmp_path)
    assert place.exists()
    assert not (tmp_path / "pmcareer.sqlite3").exists()


def test_nothing_starts_while_a_backup_is_put_back(tmp_path):
    with in_use.alone(tmp_path):
        assert "is being restored" in refusal(tmp_path)


def test_servers_hold_the_folder_together_and_nobody_alone(tmp_path):
    in_use.hold(tmp_path)
    in_use.hold(tmp_path)
    with pytest.raises(in_use.InUse), in_use.alone(tmp_path, patience=0):
        pass


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about a file of SQLite")
def test_looking_through_thirty_megabytes_takes_no_time(tmp_path):
    path = tmp_path / "large"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE wins (id INTEGER PRIMARY KEY, title TEXT, said TEXT)")
        database.execute("CREATE INDEX titles ON wins (title)")
        rows = ((f"Win {nth}", f"words of {nth} " * 60) for nth in range(36_000))
        database.executemany("INSERT INTO wins (title, said) VALUES (?, ?)", rows)
        database.commit()
    assert path.stat().st_size > 30_000_000
    begun = time.process_time()
    database_file.check(path)
    assert time.process_time() - begun < 1
