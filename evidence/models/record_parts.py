"""What the rows of a person's record have in common: a change of one makes stale what was worked out from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.db.models.signals import pre_delete, pre_save

from evidence.models.profile import User
from evidence.models.remembered import Told, record_changed


class PartOfRecord(models.Model):
    """A row that the judgement looks at: it and the versions of the record (see `remembered`) change in one commit.

    Whatever writes it raises them, but for bulk changes, which call `record_changed` themselves.
    """

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Before the change, in its transaction: the person's row is locked first by everybody (see User.lock). Each
        # kind by itself: a receiver for all kinds would make Django fetch whatever it deletes anywhere, row by row.
        pre_save.connect(_is_changing, sender=cls, dispatch_uid="the record changes")
        pre_delete.connect(_is_changing, sender=cls, dispatch_uid="the record changes")

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)

    def whose_record(self) -> int | None:
        """The number of the person whose record it changes; None where nothing was worked out from it."""
        raise NotImplementedError(f"{type(self).__name__}: say whose record it is part of.")

    def touches_what_counts(self) -> bool | Told:
        """Whether writing this row, as it is now, can change what counts for a skill.

        What only the stored rows know is handed over as a question, which the database answers on the way.
        """
        return True

    def raise_versions(self) -> None:
        """Makes stale what was worked out from this row as it stands."""
        owner = self.whose_record()
        if owner is not None:
            record_changed(owner, counting=self.touches_what_counts())


_unseen: ContextVar[bool] = ContextVar("rows that nobody sees any more", default=False)


@contextmanager
def unseen() -> Iterator[None]:
    """Rows that are deleted within were seen by nobody any more: nothing was worked out from them."""
    token = _unseen.set(True)
    try:
        yield
    finally:
        _unseen.reset(token)


def _is_changing(instance: PartOfRecord, origin: Any = None, **_kwargs: Any) -> None:
    if _unseen.get():
        return
    # Where a row goes because its person does, nobody is left to remember for, row after row.
    if not (isinstance(origin, User) or getattr(origin, "model", None) is User):
        instance.raise_versions()
