"""Rows that are to become somebody's all at once, and until then are nobody's: an import of thousands of wins.

They are written under an account that holds them, in slices, and handed over with one short change of their owner.
Every query starts at a person, and an account that holds is none: its number is below zero, and `User.objects` knows
only those above. So nothing sees a row of it, and what a process that was killed has left goes with the next `tidy`.
The number also tells for whom it holds, to the index of the search, which need not be written anew when they change
hands.
"""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from evidence.models.profile import ROOM_TO_HOLD, User
from evidence.models.slices import delete_in_slices

LIVES = timedelta(hours=1)
"""So long an import may take; what is older was left by a process that has ended."""


@contextmanager
def held_for(owner: User) -> Iterator[User]:
    """An account to write rows under that are to become `owner`'s. What is still in it when this ends goes."""
    holder = User._base_manager.create(
        pk=-(owner.pk * ROOM_TO_HOLD + secrets.randbelow(ROOM_TO_HOLD)),
        email=f"{uuid.uuid4().hex}@held.invalid",
        is_active=False,
        expires_at=timezone.now() + LIVES,
    )
    try:
        yield holder
    finally:
        with suppress(DatabaseError):  # `tidy` tries again
            let_go(holder)


def let_go_of_abandoned(now: datetime) -> int:
    """Deletes what is still held for people by processes that have ended; returns for how many imports."""
    abandoned = list(User._base_manager.filter(pk__lt=0, expires_at__lte=now))
    for holder in abandoned:
        let_go(holder)
    return len(abandoned)


def let_go_of_all_for(owner: User) -> None:
    """Deletes whatever is held for somebody: their account ends."""
    theirs = (-(owner.pk + 1) * ROOM_TO_HOLD + 1, -owner.pk * ROOM_TO_HOLD)
    for holder in User._base_manager.filter(pk__range=theirs):
        let_go(holder)


def let_go(holder: User) -> None:
    """Deletes an account that holds, with all rows in it."""
    delete_in_slices(holder.wins.all(), lambda: None)
    holder.delete()
