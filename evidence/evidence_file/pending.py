"""A file that waits between its preview and the yes: one a person, kept for a day, where nobody else gets at it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from evidence.evidence_file.attached import File as Attached
from evidence.evidence_file.parcels import Parcel, opened
from evidence.files.storing import WAITING
from evidence.models import User

LIVES = timedelta(days=1)
FOLDER = WAITING


class NotWaiting(LookupError):
    """There is no such file. `taken` tells whether it has been taken in already, as after a double click."""

    def __init__(self, taken: bool) -> None:
        super().__init__("taken in" if taken else "not here")
        self.taken = taken


def folder_of(user: User) -> str:
    """Where the person's waiting file lies in the storage."""
    return f"{FOLDER}/{user.pk}"


def keep(user: User, file: File, found: tuple[Attached, ...] = ()) -> UUID:
    """Keeps a file in the place of any earlier one, beside it what was `found` of the files that travel with it.

    Returns the name by which it is found again.
    """
    forget(user)
    token = uuid4()
    file.seek(0)
    if found:
        facts = json.dumps([astuple(one) for one in found])
        default_storage.save(_found(_path(user, token)), ContentFile(facts.encode()))
    default_storage.save(_path(user, token), file)
    return token


def found_of(user: User, token: UUID) -> tuple[Attached, ...] | None:
    """What was found of the files that travel with the waiting file, when it was handed in; None if it is not here."""
    try:
        with default_storage.open(_found(_path(user, token))) as file:
            return tuple(Attached(*one) for one in json.load(file))
    except FileNotFoundError:
        return None


@contextmanager
def waiting(user: User, token: UUID, today: date) -> Iterator[Parcel]:
    """The waiting file, opened. Raises NotWaiting, or EvidenceError where it cannot be read."""
    path = _path(user, token)
    try:
        if default_storage.get_modified_time(path) < timezone.now() - LIVES:
            raise NotWaiting(taken=False)
        file = default_storage.open(path)
    except FileNotFoundError:
        raise NotWaiting(default_storage.exists(_done(path))) from None
    with file, opened(file, today) as parcel:
        yield parcel


def finish(user: User, token: UUID) -> None:
    """Deletes the file, and notes for a day that it was taken in: a second click is told so."""
    path = _path(user, token)
    if not default_storage.exists(_done(path)):
        default_storage.save(_done(path), ContentFile(b""))
    default_storage.delete(path)
    default_storage.delete(_found(path))


def forget(user: User) -> None:
    """Deletes whatever waits for the person."""
    _empty(folder_of(user), lambda _path: True)


def forget_expired(now: datetime) -> int:
    """Deletes what has waited longer than a day at `now`; returns how many files."""
    if not default_storage.exists(FOLDER):
        return 0
    before = now - LIVES
    folders = default_storage.listdir(FOLDER)[0]
    return sum(
        _empty(f"{FOLDER}/{name}", lambda path: default_storage.get_modified_time(path) < before) for name in folders
    )


def _empty(folder: str, chosen: Any) -> int:
    if not default_storage.exists(folder):
        return 0
    paths = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    gone = [path for path in paths if chosen(path)]
    for path in gone:
        default_storage.delete(path)
    return len(gone)


def _path(user: User, token: UUID) -> str:
    return f"{folder_of(user)}/{token.hex}"


def _found(path: str) -> str:
    return f"{path}.found"


def _done(path: str) -> str:
    return f"{path}.done"
