"""How much room the disk has: files are refused while there still is some for lines."""

import shutil
from pathlib import Path

from django.conf import settings

FLOOR = 100 * 1024 * 1024
"""Bytes that stay free for the database: below, no file is taken any more."""
FULL = 2 * 1024 * 1024
"""Bytes below which nothing can be counted on to be written."""
NO_ROOM = "The server’s disk is nearly full, so no files are taken just now. What you write is still saved."


def free() -> int:
    """Bytes that are free where the uploads lie, or where the database file does if there are fewer."""
    places = {Path(settings.MEDIA_ROOT), settings.VAR_DIR, _database_folder()}
    return min(map(free_at, places))


def free_at(place: Path) -> int:
    """Bytes that are free where a folder lies, or will lie."""
    return shutil.disk_usage(next(there for there in (place, *place.absolute().parents) if there.exists())).free


def takes(size: int) -> bool:
    """Whether a file of so many bytes leaves enough free."""
    return free() - size >= FLOOR


def _database_folder() -> Path:
    database = settings.DATABASES["default"]
    return Path(database["NAME"]).parent if database["ENGINE"].endswith("sqlite3") else settings.VAR_DIR
