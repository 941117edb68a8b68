"""The cache that counts tries: where a count cannot be kept, that is told instead of passing for one too many."""

import errno
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router

from evidence.files import disk
from evidence.models.waiting import hindrance


class Counts(DatabaseCache):
    """Django's cache in the database, which takes a write that failed for one that another was faster to make."""

    def _base_set(self, mode: str, *args: Any, **kwargs: Any) -> bool:
        failed: list[DatabaseError] = []

        def note(execute: Callable[..., Any], *asked: Any) -> Any:
            try:
                return execute(*asked)
            except DatabaseError as error:
                failed.append(error)
                raise

        with connections[router.db_for_write(self.cache_model_class)].execute_wrapper(note):
            kept = super()._base_set(mode, *args, **kwargs)  # type: ignore[misc]  # the stubs leave it out
        for error in filter(hindrance, failed):
            raise error
        # A full disk is found out at the commit, which no wrapper sees.
        if not kept and disk.free() < disk.FULL:
            raise OSError(errno.ENOSPC, "no space for a count")
        return kept
