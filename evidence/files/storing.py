"""Bytes beside their row: within the person's room, and never one without the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from evidence.files import disk
from evidence.files.checking import MEGABYTE, Checked
from evidence.files.strays import set_aside
from evidence.models import Artifact, PendingImport, User, Win
from evidence.models.artifacts import QUOTA_BYTES, SAMPLE_QUOTA_BYTES
from evidence.models.finding import kinds_of
from evidence.models.stored import Stored
from evidence.models.waiting import hindrance

_written: ContextVar[list[str] | None] = ContextVar("files written in this transaction", default=None)


class AlreadyThere(Exception):
    """The win has this very file."""


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Bytes that are written within go again when it fails. It belongs around a transaction, not into one."""
    outer, written = _written.get(), list[str]()
    token = _written.set(written)
    try:
        yield
    except BaseException:
        for place in written:
            default_storage.delete(place)
        raise
    finally:
        _written.reset(token)
    if outer is not None:
        outer += written


def write_bytes(owner: int, data: bytes) -> str:
    """Writes the bytes of an artifact of one person (the number of the row); see `write_file`."""
    return write_file(Artifact, owner, ContentFile(data))


def write_file(kind: type[Stored], owner: int, content: File) -> str:
    """Writes a file that a row of this kind is to have, of one person, and returns its place in the storage.

    Within `all_or_nothing` it goes again when that fails; else whoever calls sees to it.
    """
    place = default_storage.save(kind.new_place(owner), content)
    if (written := _written.get()) is not None:
        written.append(place)
    return place


def room_left(user: User) -> int:
    """How many bytes the person may still store. What was removed gives way and is not counted."""
    return max(0, quota_of(user) - Artifact.objects.of(user).bytes_used())


def quota_of(user: User) -> int:
    """How many bytes of files the person may have.

    In a sample account, which anybody can make, they are few, and what waits to be taken in is counted too.
    """
    if user.is_sample:
        return SAMPLE_QUOTA_BYTES - PendingImport.objects.filter(owner=user).bytes_used()
    return QUOTA_BYTES


def keep(win: Win, checked: Checked, *, title: str = "", once: bool = False) -> Artifact:
    """Stores a checked file as an artifact of `win`, and returns it; both or neither.

    Inside a transaction of the caller's, the caller puts `all_or_nothing` around that.
    Raises ValidationError where there is no room, User.DoesNotExist where the account has just gone. With `once` it
    raises AlreadyThere where the win has the same bytes already, also when two requests come together.
    """
    with all_or_nothing(), room_on_disk(len(checked.data)):
        # The bytes first: a slow disk must not hold the lock.
        place = write_bytes(win.owner_id, checked.data)
        with transaction.atomic():
            make_room(win.owner_id, len(checked.data))
            if once and win.artifacts.filter(sha256=checked.sha256).exists():
                raise AlreadyThere
            return Artifact.objects.create(
                win=win,
                title=title,
                file=place,
                name=checked.name,
                sha256=checked.sha256,
                size=len(checked.data),
                content_type=checked.content_type,
            )


@contextmanager
def room_on_disk(size: int) -> Iterator[None]:
    """Raises ValidationError where the disk has no room for so many bytes, also where that is found out on the way."""
    if not disk.takes(size):
        raise ValidationError(disk.NO_ROOM)
    try:
        yield
    except OSError as error:
        if not hindrance(error):
            raise
        raise ValidationError(disk.NO_ROOM) from error


def make_room(owner: int, size: int) -> None:
    """Makes sure that `size` bytes more fit, until the end of the transaction; removed files give way, oldest first.

    Raises ValidationError if they do not fit, User.DoesNotExist if there is no such account any more.
    """
    user = User.objects.select_for_update().get(pk=owner)
    if size > room_left(user):
        raise ValidationError(no_room(user))
    held = Artifact.with_removed.of(user)
    while held.bytes_used() + size > quota_of(user):
        held.removed().exclude(size=0).order_by("removed_at", "pk")[0].delete()


def no_room(user: User) -> str:
    """The sentence about a full quota."""
    left, most = room_left(user) / MEGABYTE, SAMPLE_QUOTA_BYTES if user.is_sample else QUOTA_BYTES
    return f"There is no room for it: {left:.1f} of your {most // MEGABYTE} MB are left. Remove a file first."


def purge_strays(now: datetime) -> int:
    """Sets bytes without a row aside, when older than a day: a server that was killed leaves some. Returns how many."""
    gone = 0
    for kind in kinds_of(Stored):
        for owner in _owners(kind.folder):
            folder, known = kind.folder_of(owner), kind.places_of(owner)
            for name in default_storage.listdir(folder)[1]:
                place = f"{folder}/{name}"
                if place not in known and _is_old(place, now):
                    set_aside(place, now)
                    gone += 1
    return gone


def _owners(folder: str) -> list[int]:
    """The numbers of the people who have a folder in there."""
    if not default_storage.exists(folder):
        return []
    return [int(name) for name in default_storage.listdir(folder)[0] if name.isdecimal()]


def _is_old(place: str, now: datetime) -> bool:
    try:
        return now - default_storage.get_modified_time(place) > timedelta(days=1)
    except FileNotFoundError:
        return False
