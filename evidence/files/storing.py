"""Bytes beside their row: within the person's room, and never one without the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from evidence.files import disk
from evidence.files.checking import MEGABYTE, Checked
from evidence.files.strays import set_aside
from evidence.models import Artifact, User, Win
from evidence.models.artifacts import QUOTA_BYTES, SAMPLE_QUOTA_BYTES, folder_of, new_place
from evidence.models.profile import delete_of_each
from evidence.models.record_parts import DAYS_IN_TRASH
from evidence.models.waiting import hindrance

WAITING = "imports"
"""Where evidence files wait for a yes: a folder a person."""
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
    """Writes a file of one person (the number of the row) and returns its place in the storage.

    Within `all_or_nothing` it goes again when that fails; else whoever calls sees to it.
    """
    place = default_storage.save(new_place(owner), ContentFile(data))
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
    return SAMPLE_QUOTA_BYTES - _bytes_in(f"{WAITING}/{user.pk}") if user.is_sample else QUOTA_BYTES


def _bytes_in(folder: str) -> int:
    if not default_storage.exists(folder):
        return 0
    return sum(default_storage.size(f"{folder}/{name}") for name in default_storage.listdir(folder)[1])


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


def purge_removed(now: datetime) -> int:
    """Deletes for good what was removed 30 days ago or earlier, with its bytes; returns how many artifacts."""
    long_gone = Artifact.with_removed.filter(removed_at__lte=now - timedelta(days=DAYS_IN_TRASH))
    return delete_of_each(long_gone, "win__owner")


def purge_strays(now: datetime) -> int:
    """Sets bytes without a row aside, when older than a day: a server that was killed leaves some. Returns how many."""
    gone = 0
    for owner in _folders(folder_of("")):
        folder = folder_of(owner)
        known = set(Artifact.with_removed.filter(win__owner=int(owner)).values_list("file", flat=True))
        for name in default_storage.listdir(folder)[1]:
            place = f"{folder}/{name}"
            if place not in known and _is_old(place, now):
                set_aside(place, now)
                gone += 1
    return gone


def _folders(folder: str) -> list[str]:
    return (
        [name for name in default_storage.listdir(folder)[0] if name.isdecimal()]
        if default_storage.exists(folder)
        else []
    )


def _is_old(place: str, now: datetime) -> bool:
    try:
        return now - default_storage.get_modified_time(place) > timedelta(days=1)
    except FileNotFoundError:
        return False
