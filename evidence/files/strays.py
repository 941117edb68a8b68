"""Bytes that no row knows: set aside for 30 days, and brought back when a row knows them again.

They lie in a folder a day, and in it where they lay before: strays/2026-11-30/artifacts/7/0c1f….
"""

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from evidence.models.finding import kinds_of
from evidence.models.stored import Stored
from evidence.models.trash import DAYS_IN_TRASH

ASIDE = "strays"


def set_aside(place: str, now: datetime) -> None:
    """Moves a file of the storage away from where anything looks for it."""
    _move(Path(default_storage.path(place)), Path(default_storage.path(f"{ASIDE}/{now.date()}/{place}")))


def bring_back() -> int:
    """Moves back what a row knows: the database may have come back after its files. Returns how many files."""
    back = 0
    for day in _days():
        for file in [file for file in day.rglob("*") if file.is_file()]:
            place = file.relative_to(day).as_posix()
            if not default_storage.exists(place) and _is_known(place):
                _move(file, Path(default_storage.path(place)))
                back += 1
    return back


def forget_old(now: datetime) -> None:
    """Deletes for good what was set aside more than 30 days ago: the last of these days is whole too."""
    for day in _days():
        if date.fromisoformat(day.name) < now.date() - timedelta(days=DAYS_IN_TRASH):
            shutil.rmtree(day, ignore_errors=True)


def forget_strays_of(owner: int) -> None:
    """Deletes what was set aside of one person, whose account has ended."""
    for day in _days():
        for kind in kinds_of(Stored):
            shutil.rmtree(day / kind.folder_of(owner), ignore_errors=True)


def _is_known(place: str) -> bool:
    return any(kind.has_place(place) for kind in kinds_of(Stored))


def _days() -> Iterator[Path]:
    folder = Path(default_storage.path(ASIDE))
    for day in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            date.fromisoformat(day.name)
        except ValueError:
            continue
        yield day


def _move(old: Path, new: Path) -> None:
    mode = settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS
    for folder in reversed(new.parents):
        folder.mkdir(mode=mode, exist_ok=True)
    os.replace(old, new)
