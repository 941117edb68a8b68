"""A file that waits between its preview and the yes: one a person, kept for a day, where nobody else gets at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from evidence.evidence_file.attached import File as Attached
from evidence.evidence_file.parcels import Parcel, opened
from evidence.files import all_or_nothing
from evidence.files.storing import write_file
from evidence.models import PendingImport, User
from evidence.models.pending_imports import LIVES


class NotWaiting(LookupError):
    """There is no such file. `taken` tells whether it has been taken in already, as after a double click."""

    def __init__(self, taken: bool) -> None:
        super().__init__("taken in" if taken else "not here")
        self.taken = taken


@dataclass(frozen=True, slots=True)
class Waiting:
    """The file, opened, and what was `found` of the files that travel with it when it was handed in."""

    parcel: Parcel
    found: tuple[Attached, ...]


def keep(user: User, file: File, found: tuple[Attached, ...] = ()) -> UUID:
    """Keeps a file in the place of any that waits, beside it what was `found` of the files that travel with it.

    Returns the name by which it is found again. Raises User.DoesNotExist where the account has just gone.
    """
    file.seek(0)
    size = file.size or 0
    with all_or_nothing():
        place = write_file(PendingImport, user.pk, file)
        with transaction.atomic():
            # Of two tabs at once the second waits here, and takes the place of the first.
            user.lock()
            forget(user)
            facts = [astuple(one) for one in found]
            return user.pending_imports.create(file=place, size=size, found=facts).token


@contextmanager
def waiting(user: User, token: UUID, today: date) -> Iterator[Waiting]:
    """The file that waits by this name. Raises NotWaiting, or EvidenceError where it cannot be read."""
    row = user.pending_imports.filter(token=token).first()
    if row is None or (not row.taken_at and row.created_at < timezone.now() - LIVES):
        raise NotWaiting(taken=False)
    if row.taken_at:
        raise NotWaiting(taken=True)
    try:
        file = row.file.open()
    except FileNotFoundError:  # taken in or forgotten in another tab just now
        raise NotWaiting(user.pending_imports.filter(token=token, taken_at__isnull=False).exists()) from None
    with file, opened(file, today) as parcel:
        yield Waiting(parcel, tuple(Attached(*one) for one in row.found))


def finish(user: User, token: UUID) -> None:
    """Notes that the file was taken in, and deletes it: a second click is told so."""
    row = user.pending_imports.waiting().filter(token=token).first()
    if row:
        with transaction.atomic():
            user.pending_imports.filter(pk=row.pk).update(taken_at=timezone.now(), file="", size=0, found=[])
            transaction.on_commit(partial(default_storage.delete, row.file.name or ""))


def forget(user: User) -> None:
    """Deletes what waits for the person."""
    user.pending_imports.waiting().delete()
