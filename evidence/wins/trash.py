"""The Trash: deleted wins, each with the day on which it goes for good."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils import timezone

from evidence.models import User, Win
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
    """One page of the Trash. `newer` and `older` are the numbers of the pages before and after it."""

    rows: tuple[TrashRow, ...]
    days: int
    newer: int | None
    older: int | None


def trash_page(user: User, number: int) -> TrashPage:
    """The page of this number (from 1; one past the end is the last), the newest deletion first."""
    page = Paginator(user.wins.in_trash(), WINS_A_PAGE).get_page(number)
    return TrashPage(
        rows=tuple(_row(win) for win in page),
        days=DAYS_IN_TRASH,
        newer=page.previous_page_number() if page.has_previous() else None,
        older=page.next_page_number() if page.has_next() else None,
    )


def _row(win: Win) -> TrashRow:
    goes = timezone.localtime(win.leaves_trash_at)
    return TrashRow(win.pk, win.title, in_full(win.date), f"{goes.day} {goes:%B}")
