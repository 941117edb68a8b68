"""Backups: the database, the uploads and the key, in a dated folder whose manifest is written last.

`making` makes one while the server runs; `restoring` puts one back, and what was there aside; `databases` knows how
each database hands itself over; `manifest` says what belongs to a backup, so that half of one is never taken for one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager


class BackupError(Exception):
    """It cannot be done; the message is one sentence. Nothing half-made is left."""


@contextmanager
def for_our_eyes() -> Iterator[None]:
    """What is made within is for nobody else on this machine to read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
