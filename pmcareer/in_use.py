"""Who uses the folder VAR: servers hold it together, and whoever puts other things in their place holds it alone."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_held: list[int] = []


class InUse(Exception):
    """Somebody else holds it."""


def hold(folder: Path) -> None:
    """Holds it until this process and all that it has forked have ended. Raises InUse where it is put in order."""
    _held.append(_locked(folder, fcntl.LOCK_SH, 0))


@contextmanager
def alone(folder: Path, patience: float = 10) -> Iterator[None]:
    """Holds it for as long as the block lasts. Raises InUse where that is not to be had in so many seconds.

    What is left of a server that was killed ends within five.
    """
    lock = _locked(folder, fcntl.LOCK_EX, patience)
    try:
        yield
    finally:
        os.close(lock)


def _locked(folder: Path, kind: int, patience: float) -> int:
    lock, until = os.open(folder, os.O_RDONLY), time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                os.close(lock)
                raise InUse from None
            time.sleep(0.2)
        else:
            return lock
