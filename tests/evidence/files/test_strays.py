"""Bytes without a row are set aside, never deleted on first sight; and only where folder and database are one."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from evidence.account.deletion import delete_account
from evidence.files import belonging, write_bytes
from evidence.management.commands.tidy import tidy_strays
from evidence.models import Artifact, Installation, User
from tests.factories import make_user, make_win, store_bytes


def grown_old(place: str) -> None:
    then = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(default_storage.path(place), (then, then))


@pytest.fixture
def stored(alice) -> Artifact:
    """A file of Alice's, two days old, in a folder that belongs to this database."""
    artifact = store_bytes(make_win(alice), "plan.txt", b"words")
    grown_old(artifact.file.name)
    belonging.settle()
    return artifact


def aside() -> dict[str, bytes]:
    root = Path(default_storage.path("strays"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_stray_is_set_aside_for_thirty_days(stored, alice):
    stray, now = write_bytes(alice.pk, b"stray"), timezone.now()
    grown_old(stray)
    assert tidy_strays(now) == 1
    assert not default_storage.exists(stray)
    assert aside() == {f"{now.date()}/{stray}": b"stray"}
    tidy_strays(now + timedelta(days=30))
    assert aside()
    tidy_strays(now + timedelta(days=31))
    assert not aside()
    assert default_storage.exists(stored.file.name)


def test_it_comes_back_when_a_row_knows_it_again(stored):
    """As when the files are put back before the database is."""
    place, now = stored.file.name, timezone.now()
    Artifact.with_removed.filter(pk=stored.pk).update(file="")
    assert tidy_strays(now) == 1
    Artifact.with_removed.filter(pk=stored.pk).update(file=place)
    assert tidy_strays(now) == 0
    assert default_storage.open(place).read() == b"words"
    assert not aside()


def test_what_was_set_aside_of_a_person_goes_with_the_account(stored, alice, django_capture_on_commit_callbacks):
    grown_old(stray := write_bytes(alice.pk, b"stray"))
    tidy_strays(timezone.now())
    assert stray in next(iter(aside()))
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(alice)
    assert not aside()


@pytest.fixture
def another_database(stored, settings):
    """The same folder, with a database that has other people and another mark."""
    Installation.objects.all().delete()
    User.objects.all().delete()
    return stored


def test_an_empty_database_proves_nothing(another_database):
    """It was every upload, within seconds of the start."""
    call_command("tidy", verbosity=0)
    assert default_storage.exists(another_database.file.name)
    with pytest.raises(belonging.Strangers, match="Bring that database back first"):
        belonging.look()


def test_a_database_with_another_mark_starts_nothing(another_database):
    Installation.objects.create()
    make_user("carol@example.org")
    call_command("tidy", verbosity=0)
    assert default_storage.exists(another_database.file.name)
    with pytest.raises(belonging.Strangers, match="of another database than the one that DATABASE_URL leads to"):
        belonging.look()


def test_a_folder_that_has_none_of_the_files_starts_nothing(stored, settings, tmp_path):
    """As when a disk is not mounted."""
    settings.MEDIA_ROOT = tmp_path / "empty"
    with pytest.raises(belonging.Strangers, match="has none of the files"):
        belonging.look()
    assert not belonging.is_settled()
    call_command("adopt_files")
    belonging.look()
    assert belonging.is_settled()


def test_adopted_once_they_belong_together(another_database, capsys):
    call_command("adopt_files")
    assert "belongs to this database now" in capsys.readouterr().out
    belonging.look()


@pytest.mark.django_db
def test_a_first_start_makes_them_known_to_each_other(settings):
    belonging.look()
    assert not belonging.is_settled()
    belonging.settle()
    assert belonging.is_settled()
    mark = Path(settings.MEDIA_ROOT, belonging.MARK)
    assert mark.read_text().strip() == str(Installation.objects.get().mark)
    assert mark.stat().st_mode & 0o077 == 0


def test_an_installation_of_before_is_known_by_its_files(stored, settings):
    Installation.objects.all().delete()
    Path(settings.MEDIA_ROOT, belonging.MARK).unlink()
    belonging.look()
    belonging.settle()
    assert belonging.is_settled()


def test_a_backup_of_before_is_known_by_its_files_beside_a_newer_folder(stored):
    Installation.objects.all().delete()
    belonging.look()
    belonging.settle()
    assert belonging.is_settled()
