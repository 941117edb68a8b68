"""Making backups: a folder a night, whole or not there, and for nobody else's eyes."""

import errno
import os
import shutil
import stat
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from evidence.files import belonging
from evidence.models import Installation
from pmcareer.backups import BackupError, databases, making
from pmcareer.backups.manifest import faults, read
from pmcareer.backups.restoring import newest, restore
from tests.factories import make_user, make_win, store_bytes
from tests.pmcareer.test_environment import manage
from tests.postgres import programs

pytestmark = pytest.mark.django_db(transaction=True)
NIGHT = datetime(2026, 11, 28, 2, tzinfo=UTC)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _programs_of_postgresql(monkeypatch):
    monkeypatch.setenv("PATH", f"{programs()}:{os.environ['PATH']}")


@pytest.fixture
def folder(tmp_path, transactional_db) -> Path:
    """Where backups go, of a database with a win and a file."""
    belonging.settle()
    store_bytes(make_win(make_user()), "plan.txt", b"words " * 1000)
    return tmp_path / "backups"


def make(folder: Path, nights: int = 0, *, keep: int = 14, overwrite: bool = False) -> Path:
    return making.make(folder, NIGHT + timedelta(days=nights), keep=keep, overwrite=overwrite)[0]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_holds_the_database_the_files_and_the_key(folder, settings):
    backup = make(folder)
    assert backup.name == "2026-11-28"
    manifest = read(backup)
    assert list(faults(backup, manifest)) == []
    assert manifest.database == connection.vendor
    (upload,) = (backup / "files").rglob("artifacts/*/*")
    assert upload.read_bytes() == b"words " * 1000
    assert (backup / "secret-key").read_text() == settings.SECRET_KEY
    assert {path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file()} == {
        *manifest.files,
        "manifest.json",
    }


def test_nobody_else_may_read_any_of_it(folder):
    backup = make(folder)
    for path in (folder, backup, *backup.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_every_night_has_its_folder_and_the_last_are_kept(folder):
    (folder / "notes").mkdir(parents=True)
    for night in range(5):
        make(folder, night, keep=3)
    assert names(folder) == ["2026-11-30", "2026-12-01", "2026-12-02", "notes"]
    assert newest(folder).name == "2026-12-02"


def test_what_is_there_is_not_overwritten_without_being_told(folder):
    first = make(folder)
    written = (first / "manifest.json").read_text()
    with pytest.raises(BackupError, match="--overwrite"):
        make(folder)
    assert (first / "manifest.json").read_text() == written
    make_win(make_user("bob@example.org"))
    make(folder, overwrite=True)
    assert (first / "manifest.json").read_text() != written
    assert names(folder) == ["2026-11-28"]


def test_a_file_that_has_not_changed_takes_no_room_again(folder):
    first, second = make(folder), make(folder, 1)
    (one,), (other,) = ((backup / "files").rglob("artifacts/*/*") for backup in (first, second))
    assert one.samefile(other)
    shutil.rmtree(first)
    assert list(faults(second, read(second))) == []


def test_a_file_that_rotted_in_the_last_backup_is_copied_anew(folder):
    first = make(folder)
    (one,) = (first / "files").rglob("artifacts/*/*")
    one.write_bytes(b"wordx " * 1000)
    second = make(folder, 1)
    assert list(faults(second, read(second))) == []


def full_at(monkeypatch, where: str):
    """The disk is full when it comes to this."""

    def fail(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "there")

    monkeypatch.setattr(where, fail)


@pytest.mark.parametrize("step", ["databases.dump", "copied", "os.sync"])
def test_a_full_disk_leaves_nothing_half_made(folder, monkeypatch, step):
    make(folder)
    with monkeypatch.context() as patch:
        full_at(patch, f"pmcareer.backups.making.{step}")
        store_bytes(make_win(make_user("bob@example.org")), "new.txt", b"more")
        with pytest.raises(BackupError, match="full or read-only"):
            make(folder, 1)
    assert names(folder) == ["2026-11-28"]
    assert make(folder, 1).exists()


def test_too_little_room_is_found_out_beforehand(folder, monkeypatch):
    monkeypatch.setattr("pmcareer.backups.making.shutil.disk_usage", lambda _path: Usage(1, 1, 10))
    with pytest.raises(BackupError, match="has 0 MB left"):
        make(folder)
    assert names(folder) == []


def test_what_an_interrupted_backup_left_goes_with_the_next(folder):
    make(folder)
    (folder / ".2026-11-29.partial" / "files").mkdir(parents=True)
    assert newest(folder).name == "2026-11-28"
    with pytest.raises(BackupError, match="no whole backup"):
        newest(folder / ".2026-11-29.partial")
    make(folder, 2)
    assert names(folder) == ["2026-11-28", "2026-11-30"]


def test_what_was_being_overwritten_comes_back(folder):
    make(folder).rename(folder / ".2026-11-28.old")
    make(folder, 1)
    assert names(folder) == ["2026-11-28", "2026-11-29"]


def test_two_at_once_do_not_meet(folder):
    folder.mkdir()
    with making._one_at_a_time(folder), pytest.raises(BackupError, match="Another backup"):
        make(folder)


def test_it_does_not_swallow_itself(folder, settings):
    with pytest.raises(BackupError, match="lies within MEDIA_ROOT"):
        make(Path(settings.MEDIA_ROOT) / "backups")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda backup: (backup / "secret-key").write_text("another"), "secret-key has changed"),
        (lambda backup: (backup / "secret-key").unlink(), "secret-key is missing"),
        (lambda backup: (backup / "manifest.json").write_text("{}"), "manifest.json cannot be read"),
        (lambda backup: (backup / "manifest.json").unlink(), "no whole backup"),
    ],
)
def test_a_backup_that_has_changed_is_not_put_back(folder, settings, spoil, told):
    backup = make(folder)
    spoil(backup)
    before = {path: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    with pytest.raises(BackupError, match=told):
        restore(newest(folder), NIGHT)
    assert {path: path.read_bytes() for path in before} == before


def test_the_command_says_what_it_made_and_ready_tells_of_it(folder, client, capsys):
    call_command("backup", str(folder))
    assert "Backed up to" in capsys.readouterr().out
    assert Installation.objects.get().backed_up_at
    assert "backup: just now" in client.get("/readyz").text
    with pytest.raises(CommandError) as refused:
        call_command("backup", str(folder))
    assert refused.value.returncode == 2


@pytest.mark.parametrize("keep", ["0", "-1", "many"])
def test_none_to_keep_is_no_number(folder, keep):
    with pytest.raises(CommandError, match="whole number") as refused:
        call_command("backup", str(folder), keep=keep)
    assert refused.value.returncode == 2


def test_where_there_is_no_database_none_is_made(tmp_path):
    done = manage("backup", str(tmp_path / "b"), VAR=str(tmp_path / "var"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "There is no database at" in done.stderr
    assert not (tmp_path / "var" / "pmcareer.sqlite3").exists()
    assert names(tmp_path / "b") == []


def test_every_table_of_ours_gives_way_to_a_restored_one():
    assert {"evidence_win", "django_migrations", "cache", "django_session"} <= set(databases._tables())
