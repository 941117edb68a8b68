"""The Trash: deleted wins, each with the last day on which it can be had back."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import cast

from evidence.models import User, Win
from evidence.models.places import Place
from evidence.models.trash import DAYS_IN_TRASH
from evidence.web.wording import in_full
from insights.dates import in_words

WINS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A deleted win: the day that it is of, and the last day on which it can be had back."""

    pk: int
    title: str
    day: str
    last: str


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
        rows=tuple(_row(win, user.zone, user.today()) for win in shown),
        days=DAYS_IN_TRASH,
        next_after=_place(shown[-1]) if len(found) > WINS_A_PAGE else "",
        is_later=after is not None,
    )


def _place(win: Win) -> str:
    """The place behind a win that was deleted."""
    return str(Place(cast(datetime, win.deleted_at), win.pk))


def _row(win: Win, zone: tzinfo, today: date) -> TrashRow:
    last = cast(date, win.last_day_in_trash(zone))
    return TrashRow(win.pk, win.title, in_full(win.date), in_words(last, today))
