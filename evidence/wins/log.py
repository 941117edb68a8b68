"""The log: all wins, newest first, filtered and in pages of fifty."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from evidence.models import User, Win
from evidence.models.wins import WinQuerySet
from evidence.web.wording import month_and_year
from evidence.wins.forms.wins import LogFilters
from evidence.wins.rows import LogRow, log_rows

WINS_A_PAGE = 50
COUNTED = 1000
"""Of a filtered log so many wins are counted; nobody reads a number above that, and it takes long to get."""


@dataclass(frozen=True, slots=True)
class Month:
    """Wins of one month. `name` is "" where the month began on the page before: it is not named again."""

    name: str
    rows: tuple[LogRow, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, as the filters in the address ask for it.

    `said` is how many wins there are, in words. `previous` and `next` are the addresses of the pages before and after
    this one, "" where there is none. `leads_to_unlinked`: wins without a skill are asked for and found, and some of the
    person's wait for an answer. `deleted` is the win that has just been deleted.
    """

    filters: LogFilters
    is_filtered: bool
    count: int
    said: str
    months: tuple[Month, ...]
    previous: str
    next: str
    leads_to_unlinked: bool
    deleted: Win | None = None

    @property
    def rows(self) -> list[LogRow]:
        """The wins of this page, whatever their months."""
        return [row for month in self.months for row in month.rows]


def log_page(
    user: User, filters: LogFilters, number: int, deleted: Win | None = None, *, rows_alone: bool = False
) -> LogPage:
    """The page of this number (from 1; one past the end is the last) of the wins that the filters let through.

    With `rows_alone`, what stands around them is not asked for.
    """
    filters.is_valid()
    chosen = {name: value for name, value in filters.cleaned_data.items() if value}
    page = _page(filtered(user, chosen), bool(chosen), number)
    count = page.paginator.count
    asks_for_unlinked = chosen.get("skill") == "none" and count > 0 and not rows_alone
    return LogPage(
        filters=filters,
        is_filtered=bool(chosen),
        count=count,
        said=_said(count, bool(chosen)),
        months=tuple(_months(user, page)),
        previous=_address(chosen, page.previous_page_number()) if page.has_previous() else "",
        next=_address(chosen, page.next_page_number()) if page.has_next() else "",
        leads_to_unlinked=asks_for_unlinked and user.wins.kept().unlinked().exists(),
        deleted=deleted,
    )


def filtered(user: User, chosen: dict[str, Any]) -> WinQuerySet:
    """Every win that the chosen filters let through."""
    wins = user.wins.kept().newest_first()
    if q := chosen.get("q"):
        wins = wins.saying(user, q)
    if skill := chosen.get("skill"):
        wins = wins.filter(links__isnull=True) if skill == "none" else wins.filter(links__skill=skill)
    if kind := chosen.get("kind"):
        wins = wins.filter(kind=kind)
    if since := chosen.get("since"):
        wins = wins.since(since)
    if until := chosen.get("until"):
        wins = wins.until(until)
    if grade := chosen.get("grade"):
        wins = wins.with_grade(user).filter(grade=grade)  # type: ignore[misc]  # a column that it made itself
    return wins


def _page(wins: WinQuerySet, is_filtered: bool, number: int) -> Page:
    """The wins of one page; of a filtered log their numbers, which are asked for once and counted as they come."""
    if not is_filtered:
        return Paginator(wins, WINS_A_PAGE).get_page(number)
    most = max(COUNTED, number * WINS_A_PAGE)
    return Paginator(list(wins.values_list("pk", flat=True)[: most + 1]), WINS_A_PAGE).get_page(number)


def _months(user: User, page: Page) -> list[Month]:
    here: Any = page.object_list
    wins = user.wins.filter(pk__in=here).newest_first() if isinstance(here, list) else here
    found = [
        Month(name, tuple(rows)) for name, rows in groupby(log_rows(user, wins, user.today()), lambda row: row.month)
    ]
    if found and page.number > 1 and _month_before(user, page) == found[0].name:
        found[0] = Month("", found[0].rows)
    return found


def _month_before(user: User, page: Page) -> str:
    """The month of the last win of the page before this one."""
    last = page.paginator.object_list[page.start_index() - 2]
    return month_and_year(last.date if isinstance(last, Win) else user.wins.get(pk=last).date)


def _said(count: int, is_filtered: bool) -> str:
    if is_filtered and count > COUNTED:
        return f"More than {COUNTED:,} wins"
    return "One win" if count == 1 else f"{count:,} wins"


def _address(chosen: dict[str, Any], number: int) -> str:
    return "?" + urlencode({name: str(value) for name, value in chosen.items()} | {"page": number})
