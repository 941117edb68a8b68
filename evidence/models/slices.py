"""Long writes in slices: each is short, and between two of them whoever else wants to write comes in.

On SQLite there is one writer at a time for the whole database, and who waits asks again every tenth of a second.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import batched
from time import monotonic, sleep

from django.db import connection, models, transaction

from evidence.models.profile import User
from evidence.models.record_parts import unseen

AT_ONCE = 100
"""So many rows, with what hangs on them, are written before others come in: a tenth of a second's work."""
_LEAST, _MOST = 0.02, 1.0


def in_slices[Row](rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """The rows, so many at a time: each slice is to be written in a transaction of its own."""
    spent = None
    for some in batched(rows, AT_ONCE):
        _let_others_in(spent)
        begun = monotonic()
        yield some
        spent = monotonic() - begun


def delete_in_slices(rows: models.QuerySet, lock: Callable[[], None], then: Callable[[], None] | None = None) -> int:
    """Deletes rows of one person that nobody sees any more, with what hangs on them; returns how many.

    Each slice goes under `lock`; `then` is done under it with the last one, where there were any.
    """
    gone, spent, last = 0, None, AT_ONCE
    while last == AT_ONCE:
        _let_others_in(spent)
        begun = monotonic()
        with transaction.atomic(), unseen():
            lock()
            these = rows.model._base_manager.filter(pk__in=rows.order_by("pk").values("pk")[:AT_ONCE])
            last = these.delete()[1].get(rows.model._meta.label, 0)
            gone += last
            if then and gone and last < AT_ONCE:
                then()
        spent = monotonic() - begun
    return gone


def delete_of_each(
    people: models.QuerySet[User],
    rows_of: Callable[[User], models.QuerySet],
    then: Callable[[User], None] = lambda person: None,
) -> int:
    """Deletes rows of many people that nobody sees any more, one person after the other; returns how many.

    `then` is done for each of whom some have gone, still under the lock.
    """
    gone = 0
    for person in people:
        with suppress(User.DoesNotExist):
            gone += delete_in_slices(rows_of(person), person.lock, partial(then, person))
    return gone


def _let_others_in(spent: float | None) -> None:
    """Rests for as long as was written, so that whoever waits finds the door open every second time they ask."""
    if spent is not None and connection.vendor == "sqlite" and not connection.in_atomic_block:
        sleep(min(max(spent, _LEAST), _MOST))
