"""The drill: fill, back up while somebody writes, destroy, put back, and compare every row and every file."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from tests.pmcareer.servers import BASE, address_of, start, stop
from tests.postgres import programs

# As a kill would: nothing after it runs.
KILLED_BEFORE_THE_MANIFEST = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "pmcareer.settings"
import django
django.setup()
from django.core.management import call_command
from pmcareer.backups import making
making.Manifest.write = lambda *_: os._exit(9)
call_command("backup", sys.argv[1])
"""


class Site:
    """One installation: its folder, its database, and the commands that are run on it."""

    def __init__(self, var: Path, database: str) -> None:
        self.var, self.database = var, database
        self.backups = var.parent / "backups"
        self.environment = {"PATH": f"{programs()}:{os.environ['PATH']}", "VAR": str(var), "DATABASE_URL": database}

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *arguments], cwd=BASE, env=self.environment, capture_output=True, text=True
        )

    def manage(self, *arguments: str) -> str:
        """What a command says that ends well."""
        done = self.run("manage.py", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: str) -> str:
        """The one line of a command that does not."""
        done = self.run("manage.py", *arguments)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        return done.stderr

    def records(self, what: str) -> str:
        done = self.run("-m", "tests.pmcareer.records", what)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def state(self) -> dict:
        return json.loads(self.records("show"))

    def destroy(self) -> None:
        """What is worse than losing all: other people's things lie in its place, and what a killed server left."""
        for path in self.var.iterdir():
            if path.name != "static":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        (self.var / "media" / "artifacts" / "1").mkdir(parents=True)
        (self.var / "media" / "artifacts" / "1" / "other").write_text("of somebody else")
        if self.database:
            with psycopg.connect(self.database, autocommit=True) as server:
                server.execute("DROP TABLE evidence_win CASCADE")
                # A table of a version that is newer than the backup.
                server.execute("CREATE TABLE IF NOT EXISTS evidence_newer (owner bigint REFERENCES evidence_user)")
                server.execute("DELETE FROM django_session")
        else:
            (self.var / "pmcareer.sqlite3").write_bytes(b"no database at all " * 500)
            (self.var / "pmcareer.sqlite3-wal").write_bytes(b"left over" * 500)
            (self.var / "pmcareer.sqlite3-shm").write_bytes(b"left over" * 500)


@pytest.fixture(scope="module")
def site(var, database) -> Site:
    site = Site(var, database)
    site.records("fill")
    return site


def test_the_drill(site):
    with subprocess.Popen(
        [sys.executable, "-m", "tests.pmcareer.records", "write"],
        cwd=BASE,
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        before = [int(writer.stdout.readline()) for _ in range(10)]
        assert "Backed up to" in site.manage("backup", str(site.backups))
        time.sleep(1)
        writer.kill()
    last = max(site.state()["wins"])

    # Put back, it is a moment of then: what had been stored is there, with its bytes.
    site.destroy()
    assert "Put back" in site.manage("restore", str(site.backups))
    then = site.state()
    assert set(before) <= set(then["wins"])
    assert last not in then["wins"]
    assert {place: then["files"][place] for place in then["of rows"]} == then["of rows"]
    assert len(then["of rows"]) >= 40 + len(before)

    # Made in quiet, it is the same to the last row and byte.
    quiet = site.state()
    site.manage("backup", str(site.backups), "--overwrite")
    site.destroy()
    said = site.manage("restore", str(site.backups))
    assert site.state() == quiet
    assert quiet["tables"]["evidence.Win"][0] >= 50

    # What had been there lies aside.
    aside = Path(said.split("lies in ")[1].split(". Start")[0])
    assert (aside / "files" / "artifacts" / "1" / "other").read_text() == "of somebody else"
    assert (aside / ("database.dump" if site.database else "pmcareer.sqlite3-wal")).stat().st_size

    server = start(site.var, DATABASE_URL=site.database)
    try:
        with urllib.request.urlopen(f"{address_of(server)}readyz") as answer:
            assert answer.read().startswith(b"ok\n")
        assert "stop it first" in site.refused("restore", str(site.backups))
    finally:
        stop(server)


def test_a_backup_while_the_server_runs_makes_nobody_wait(site):
    server = start(site.var, DATABASE_URL=site.database)
    try:
        address = address_of(server)
        backup = subprocess.Popen(
            [sys.executable, "manage.py", "backup", str(site.var.parent / "running")],
            cwd=BASE,
            env=site.environment,
            stdout=subprocess.PIPE,
        )
        longest = 0.0
        while backup.poll() is None:
            begun = time.monotonic()
            with urllib.request.urlopen(f"{address}library/") as answer:
                assert answer.status == 200
            longest = max(longest, time.monotonic() - begun)
        assert backup.communicate() and backup.returncode == 0
        assert longest < 5
    finally:
        stop(server)


def test_a_restore_that_fails_leaves_everything_as_it_was(site):
    before = site.state()
    folder = site.var.parent / "spoiled"
    site.manage("backup", str(folder))
    backup = next(folder.iterdir())
    name = "database.dump" if site.database else "database.sqlite3"
    content = (backup / name).read_bytes()
    # As long, and with the manifest to match: found out by the database alone.
    (backup / name).write_bytes(content[:3000] + bytes(len(content) - 3000))
    manifest = json.loads((backup / "manifest.json").read_text())
    from pmcareer.backups.manifest import entry_of

    manifest["files"][name]["sha256"] = entry_of(backup / name).sha256
    (backup / "manifest.json").write_text(json.dumps(manifest))
    site.refused("restore", str(folder))
    assert site.state() == before


def test_an_interrupted_backup_is_never_taken_for_a_whole_one(site):
    folder = site.var.parent / "interrupted"
    assert site.run("-c", KILLED_BEFORE_THE_MANIFEST, str(folder)).returncode == 9
    (left,) = folder.iterdir()
    assert left.name.endswith(".partial")
    assert "no whole backup" in site.refused("restore", str(folder))
    assert "no whole backup" in site.refused("restore", str(left))
    site.manage("backup", str(folder))
    assert not left.exists()


def test_other_databases_are_refused_in_one_line(site, tmp_path):
    nowhere = "postgres://ann@127.0.0.1:1/career"
    other = Site(site.var, nowhere)
    assert "pg_dump failed" in other.refused("backup", str(tmp_path / "b"))
    assert list((tmp_path / "b").iterdir()) == []
    folder = site.var.parent / "of-another"
    site.manage("backup", str(folder))
    elsewhere = Site(tmp_path / "var", "" if site.database else nowhere)
    assert "give one that fits" in elsewhere.refused("restore", str(folder))
    without = Site(site.var, nowhere)
    without.environment["PATH"] = "/nowhere"
    assert "pg_dump is not installed" in without.refused("backup", str(tmp_path / "b"))
