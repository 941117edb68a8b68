"""Making a backup while the server runs: the database first, then the files, the key, and at last the manifest."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from evidence.models.waiting import hindrance
from pmcareer.backups import BackupError, databases, for_our_eyes
from pmcareer.backups.manifest import DATED, FILES, KEY, Entry, Manifest, copied, entry_of, read, whole_ones

PARTIAL, OLD = ".partial", ".old"
"""Endings of the name while a backup is made, and of the one whose place it takes."""


def make(folder: Path, now: datetime, *, keep: int, overwrite: bool) -> tuple[Path, Manifest]:
    """Makes the backup of the day of `now` in `folder`, and leaves the newest `keep` of those in it.

    Returns where it lies and what it holds. Raises BackupError, and leaves nothing of it, where it cannot be made or
    the day's is there already and is not to be overwritten.
    """
    target = folder / str(timezone.localdate(now))
    _refuse_within_uploads(folder)
    with for_our_eyes(), _no_disk(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _one_at_a_time(folder):
            _clear_up(folder)
            if target.exists() and not overwrite:
                raise BackupError(f"{target} is there already: --overwrite makes it anew.")
            draft = target.with_name(f".{target.name}{PARTIAL}")
            try:
                manifest = _fill(draft, whole_ones(folder), now)
                _put_in_place(draft, target)
            except BaseException:
                shutil.rmtree(draft, ignore_errors=True)
                raise
            for superfluous in whole_ones(folder)[:-keep]:
                shutil.rmtree(superfluous)
    return target, manifest


def _fill(draft: Path, earlier: list[Path], now: datetime) -> Manifest:
    draft.mkdir(mode=0o700)
    before = read(earlier[-1]).files if earlier else {}
    _refuse_without_room(draft, before)
    name = databases.NAMES[connection.vendor]
    databases.dump(draft / name)
    files = {name: entry_of(draft / name)}
    for path in _uploads():
        place = f"{FILES}/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"
        try:
            files[place] = _taken(path, draft / place, earlier[-1] / place if earlier else None, before.get(place))
        except FileNotFoundError:  # removed for good just now
            continue
    (draft / KEY).write_text(settings.SECRET_KEY)
    files[KEY] = entry_of(draft / KEY)
    manifest = Manifest(now.isoformat(), connection.vendor, files)
    # What the manifest tells of is on the disk before it is.
    os.sync()
    manifest.write(draft)
    os.sync()
    return manifest


def _taken(source: Path, target: Path, last: Path | None, before: Entry | None) -> Entry:
    """Copies a file. One that has not changed since the last backup is the same file in both, and takes no room."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if last and before and last.is_file() and before == entry_of(source) == entry_of(last):
        try:
            os.link(last, target)
        except OSError:  # a file system without links
            pass
        else:
            return before
    with source.open("rb") as stream, target.open("xb") as copy:
        return copied(stream, copy)


def _uploads() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def _refuse_without_room(draft: Path, before: dict[str, Entry]) -> None:
    new = [path for path in _uploads() if f"{FILES}/{path.relative_to(settings.MEDIA_ROOT).as_posix()}" not in before]
    needed = databases.bytes_needed() + sum(path.stat().st_size for path in new)
    if needed > (free := shutil.disk_usage(draft).free):
        raise BackupError(f"It needs {needed / 1e6:.0f} MB, and {draft.parent} has {free / 1e6:.0f} MB left")


def _refuse_within_uploads(folder: Path) -> None:
    if Path(settings.MEDIA_ROOT).resolve() in (folder.resolve(), *folder.resolve().parents):
        raise BackupError(f"{folder} lies within MEDIA_ROOT, which is backed up: name another folder.")


def _put_in_place(draft: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}{OLD}")
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _clear_up(folder: Path) -> None:
    """Takes away what an interrupted backup left, and puts back what it was to take the place of."""
    for left in folder.iterdir():
        day, ending = left.name[1:11], left.name[11:]
        if not left.name.startswith(".") or not DATED.fullmatch(day) or ending not in (PARTIAL, OLD):
            continue
        if ending == OLD and not (folder / day).exists():
            left.rename(folder / day)
        else:
            shutil.rmtree(left)


@contextmanager
def _no_disk(folder: Path) -> Iterator[None]:
    """Says in a sentence what the disk would not do."""
    try:
        yield
    except OSError as error:
        full = "it is full or read-only" if hindrance(error) else error.strerror or type(error).__name__
        raise BackupError(f"{folder} cannot be used: {full} ({error.filename or folder}).") from None


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise BackupError(f"Another backup into {folder} is being made.") from None
    finally:
        os.close(lock)
