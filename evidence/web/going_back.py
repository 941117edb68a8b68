"""Going back, on any page that is edited in place: a change is undone, a version brought back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from evidence.models import User
from evidence.models.edits import CannotBe, Edited
from insights.sentences import inside


@dataclass(frozen=True, slots=True)
class WentBack:
    """What came of it, for a message."""

    is_done: bool
    words: str


def undo(owner: User, rows: models.QuerySet[Any], pk: int, stamp: str, called: Callable[[str], str]) -> WentBack:
    """Takes back one change of one field, the one with this stamp; of a field that was changed since, nothing.

    `called` names a field in words. Raises DoesNotExist where `rows`, the owner's, have none of this number.
    """
    with transaction.atomic():
        owner.lock()
        row: Edited = rows.get(pk=pk)
        try:
            field = row.undo(stamp)
        except CannotBe as why:
            return WentBack(False, f"Nothing was undone: {why}.")
    if field is None:
        return WentBack(False, "Nothing was undone: what that button named has been changed since, or undone already.")
    return WentBack(True, f"Undone: {inside(called(field))}. What stood there until now is among the earlier versions.")


def bring_back(
    owner: User, rows: models.QuerySet[Any], pk: int, version: int | None, called: Callable[[str], str]
) -> WentBack:
    """Gives a field back what the version of this number has kept.

    Raises DoesNotExist where `rows`, the owner's, have none of this number, or that row no such version.
    """
    with transaction.atomic():
        owner.lock()
        row: Edited = rows.get(pk=pk)
        kept = row.versions.get(pk=version)
        name = inside(called(kept.field))
        try:
            is_done = row.bring_back(kept)
        except CannotBe as why:
            return WentBack(False, f"Not brought back: {why}.")
    return WentBack(
        is_done, f"Brought back: {name}." if is_done else f"Nothing to bring back: {name} is like that now."
    )
