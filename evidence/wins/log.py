"""The log: all wins, newest first, filtered and in pages of fifty."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from evidence.models import User, Win
from evidence.models.places import Place
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

    `said` is how many wins there are in all, in words; `here` the address of the log with these filters, and `next` of
    the page after this one, "" where there is none. `is_later`: other wins come before this page.
    `leads_to_unlinked`: wins without a skill are asked for and found, and some of the person's wait for an answer.
    `deleted` is the win that has just been deleted.
    """

    filters: LogFilters
    is_filtered: bool
    said: str
    months: tuple[Month, ...]
    here: str
    next: str
    is_later: bool
    leads_to_unlinked: bool
    deleted: Win | None = None

    @property
    def rows(self) -> list[LogRow]:
        """The wins of this page, whatever their months."""
        return [row for month in self.months for row in month.rows]


def log_page(
    user: User, filters: LogFilters, after: Place[date] | None, deleted: Win | None = None, *, rows_alone: bool = False
) -> LogPage:
    """The page from the place `after` on, or from the beginning, of the wins that the filters let through.

    With `rows_alone`, what stands around them is not asked for.
    """
    filters.is_valid()
    chosen = {name: value for name, value in filters.cleaned_data.items() if value}
    wins = filtered(user, chosen)
    rows, count = _found(user, wins, bool(chosen), after, rows_alone)
    shown = rows[:WINS_A_PAGE]
    asks_for_unlinked = chosen.get("skill") == "none" and count > 0
    here = urlencode({name: str(value) for name, value in chosen.items()})
    goes_on = urlencode({"after": str(shown[-1].place)}) if len(rows) > WINS_A_PAGE else ""
    return LogPage(
        filters=filters,
        is_filtered=bool(chosen),
        said=_said(count, bool(chosen)),
        months=tuple(_months(shown, after)),
        here=f"{reverse('wins')}{'?' if here else ''}{here}",
        next=f"?{here}{'&' if here else ''}{goes_on}" if goes_on else "",
        is_later=after is not None,
        leads_to_unlinked=asks_for_unlinked and user.wins.kept().unlinked().exists(),
        deleted=deleted,
    )


def filtered(user: User, chosen: dict[str, Any]) -> WinQuerySet:
    """Every win that the chosen filters let through, in no order."""
    wins = user.wins.kept()
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


def _found(
    user: User, wins: WinQuerySet, is_filtered: bool, after: Place[date] | None, rows_alone: bool
) -> tuple[list[LogRow], int]:
    """The rows of a page and of one more win if there is one; and how many there are in all, 0 with `rows_alone`.

    Of a filtered log the numbers are asked for once, and counted as they come.
    """
    page, today = wins.newest_first(after), user.today()
    if not is_filtered:
        count = 0 if rows_alone else wins.count()
        return log_rows(user, page[: WINS_A_PAGE + 1], today), count
    most = WINS_A_PAGE if rows_alone or after else COUNTED
    numbers = list(page.values_list("pk", flat=True)[: most + 1])
    here = user.wins.filter(pk__in=numbers[: WINS_A_PAGE + 1]).newest_first()
    count = 0 if rows_alone else len(wins.values_list("pk")[: COUNTED + 1]) if after else len(numbers)
    return log_rows(user, here, today), count


def _months(rows: list[LogRow], after: Place[date] | None) -> list[Month]:
    found = [Month(name, tuple(of_month)) for name, of_month in groupby(rows, lambda row: row.month)]
    if found and after and month_and_year(after.at) == found[0].name:
        found[0] = Month("", found[0].rows)
    return found


def _said(count: int, is_filtered: bool) -> str:
    if is_filtered and count > COUNTED:
        return f"More than {COUNTED:,} wins"
    return "One win" if count == 1 else f"{count:,} wins"
