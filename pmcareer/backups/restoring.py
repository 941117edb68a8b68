"""Putting a backup back: looked through first, made ready beside, then put in place; what was there is put aside."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from evidence.models.waiting import hindrance
from pmcareer import in_use
from pmcareer.backups import BackupError, databases, for_our_eyes
from pmcareer.backups.manifest import FILES, KEY, NAME, Manifest, faults, read, whole_ones

ASIDE = "before-restore"


def newest(folder: Path) -> Path:
    """The backup that is meant: the folder itself, or the newest whole one in it. Raises BackupError."""
    if (folder / NAME).exists():
        return folder
    if not (within := whole_ones(folder)):
        raise BackupError(f"{folder} is no whole backup, and there is none in it.")
    return within[-1]


def restore(backup: Path, now: datetime) -> tuple[Manifest, Path]:
    """Puts the backup in the place of the database, the uploads and the key; returns what it held, and where that is.

    Raises BackupError, and leaves everything as it was, where that cannot be done whole.
    """
    manifest = read(backup)
    _refuse_unfit(backup, manifest)
    var = Path(settings.VAR_DIR)
    with for_our_eyes(), _said(var):
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        with in_use.alone(var):
            databases.is_free()
            # Without colons, which some file systems do not know.
            aside = var / f"{ASIDE}-{now:%Y-%m-%dT%H-%M-%S}"
            aside.mkdir(mode=0o700)
            ready = aside / "ready"
            try:
                _make_ready(backup, manifest, ready)
                _put_in_place(ready, aside)
            except BaseException:
                shutil.rmtree(ready, ignore_errors=True)
                if not any(aside.iterdir()):
                    aside.rmdir()
                raise
            shutil.rmtree(ready)
    return manifest, aside


def _refuse_unfit(backup: Path, manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupError(
            f"{backup} is of {manifest.database}, and DATABASE_URL leads to {connection.vendor}: give one that fits."
        )
    databases.tools()
    if wrong := list(faults(backup, manifest)):
        more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise BackupError(f"{backup} is not as it was made: {wrong[0]}{more}.")
    needed = sum(entry.bytes for entry in manifest.files.values())
    free = shutil.disk_usage(_nearest(Path(settings.VAR_DIR))).free
    if needed > free:
        raise BackupError(f"It needs {needed / 1e6:.0f} MB, and VAR has {free / 1e6:.0f} MB left.")


def _nearest(folder: Path) -> Path:
    return next(there for there in (folder, *folder.absolute().parents) if there.exists())


def _make_ready(backup: Path, manifest: Manifest, ready: Path) -> None:
    """Copies the backup, so that nothing that follows can fail for want of room; the copy is compared, too."""
    for name in manifest.files:
        (ready / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(backup / name, ready / name)
    (ready / FILES).mkdir(mode=0o700, exist_ok=True)
    if wrong := list(faults(ready, manifest)):
        raise BackupError(f"The copy of {backup} is not whole: {wrong[0]}.")
    databases.look_through(ready / databases.NAMES[connection.vendor])
    os.sync()


def _put_in_place(ready: Path, aside: Path) -> None:
    """Moves what is there aside and what is ready in; where one of these fails, all are undone."""
    done: list[tuple[Path, Path]] = []

    def move(old: Path, new: Path) -> None:
        new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(old, new)
        done.append((old, new))

    media, key = Path(settings.MEDIA_ROOT), Path(settings.VAR_DIR) / KEY
    media.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # What is in the folder, not the folder: it may be a disk of its own.
        for path in sorted(media.iterdir()):
            move(path, aside / FILES / path.name)
        for path in sorted((ready / FILES).iterdir()):
            move(path, media / path.name)
        if key.exists():
            move(key, aside / KEY)
        move(ready / KEY, key)
        if connection.vendor == "sqlite":
            for path in databases.whats_there():
                move(path, aside / path.name)
            move(ready / databases.NAMES["sqlite"], databases.sqlite_file())
        else:
            if databases.has_tables():
                databases.dump(aside / databases.NAMES["postgresql"])
            databases.load(ready / databases.NAMES["postgresql"], ready)
    except BaseException:
        for old, new in reversed(done):
            shutil.move(new, old)
        raise


@contextmanager
def _said(var: Path) -> Iterator[None]:
    """Says in a sentence what stood in the way."""
    try:
        yield
    except in_use.InUse:
        raise BackupError(f"A server uses {var}: stop it first.") from None
    except OSError as error:
        full = "the disk is full or read-only" if hindrance(error) else error.strerror or type(error).__name__
        raise BackupError(f"It cannot be put back: {full} ({error.filename or var}).") from None
