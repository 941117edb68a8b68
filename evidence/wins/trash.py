"""The Trash: deleted wins, each with the day on which it goes for good."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.utils import timezone

from evidence.models import User, Win
from evidence.models.places import Place
from evidence.models.trash import DAYS_IN_TRASH
from evidence.web.wording import in_full

WINS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A deleted win: the day that it is of, and the day on which it goes."""

    pk: int
    title: str
    day: str
    goes: str


@dataclass(frozen=True, slots=True)
class TrashPage:
    """One page of the Trash. `next_after` is where the next page begins, "" where there is none."""

    rows: tuple[TrashRow, ...]
    days: int
    next_after: str
    is_later: bool


def trash_page(user: User, after: Place[datetime] | None) -> TrashPage:
    """The page from the place `after` on, or from the beginning; the newest deletion first."""
    found = list(user.wins.in_trash(after)[: WINS_A_PAGE + 1])
    shown = found[:WINS_A_PAGE]
    return TrashPage(
        rows=tuple(map(_row, shown)),
        days=DAYS_IN_TRASH,
        next_after=_place(shown[-1]) if len(found) > WINS_A_PAGE else "",
        is_later=after is not None,
    )


def _place(win: Win) -> str:
    """The place behind a win that was deleted."""
    return str(Place(cast(datetime, win.deleted_at), win.pk))


def _row(win: Win) -> TrashRow:
    goes = timezone.localtime(win.leaves_trash_at)
    return TrashRow(win.pk, win.title, in_full(win.date), f"{goes.day} {goes:%B}")
