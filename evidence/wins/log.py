"""The log: all wins, newest first, filtered and in pages of fifty."""

from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from evidence.models import User, Win
from evidence.models.wins import WinQuerySet
from evidence.web.wording import month_and_year
from evidence.wins.forms.wins import LogFilters
from evidence.wins.rows import LogRow, log_rows

WINS_A_PAGE = 50
COUNTED = 1000
"""Of a filtered log so many wins are counted; nobody reads a number above that, and it takes long to get."""


class Log:
    """One page of the log, as the filters in the address ask for it."""

    def __init__(self, user: User, filters: LogFilters, address: QueryDict) -> None:
        filters.is_valid()
        self.user = user
        self.chosen = {name: value for name, value in filters.cleaned_data.items() if value}
        number = address.get("page", "")
        self.number = int(number) if number.isdecimal() and len(number) < 7 else 1

    @cached_property
    def wins(self) -> WinQuerySet:
        """Every win that the filters let through."""
        wins = self.user.wins.kept().newest_first()
        if q := self.chosen.get("q"):
            wins = wins.saying(self.user, q)
        if skill := self.chosen.get("skill"):
            wins = wins.filter(links__isnull=True) if skill == "none" else wins.filter(links__skill=skill)
        if kind := self.chosen.get("kind"):
            wins = wins.filter(kind=kind)
        if since := self.chosen.get("since"):
            wins = wins.since(since)
        if until := self.chosen.get("until"):
            wins = wins.until(until)
        if grade := self.chosen.get("grade"):
            wins = wins.with_grade(self.user).filter(grade=grade)  # type: ignore[misc]  # a column that it made itself
        return wins

    @cached_property
    def page(self) -> Page:
        """The wins of this page; of a filtered log their numbers, which are asked for once and counted as they come."""
        if not self.chosen:
            return Paginator(self.wins, WINS_A_PAGE).get_page(self.number)
        most = max(COUNTED, self.number * WINS_A_PAGE)
        return Paginator(list(self.wins.values_list("pk", flat=True)[: most + 1]), WINS_A_PAGE).get_page(self.number)

    @cached_property
    def rows(self) -> list[LogRow]:
        here: Any = self.page.object_list
        wins = self.user.wins.filter(pk__in=here).newest_first() if isinstance(here, list) else here
        return log_rows(self.user, wins, self.user.today())

    @property
    def months(self) -> list[tuple[str, list[LogRow]]]:
        """The rows of this page under their months. One that began on the page before is not named again."""
        found = [(month, list(rows)) for month, rows in groupby(self.rows, lambda row: row.month)]
        if found and self.page.number > 1 and self._month_before() == found[0][0]:
            found[0] = ("", found[0][1])
        return found

    def _month_before(self) -> str:
        """The month of the last win of the page before this one."""
        last = self.page.paginator.object_list[self.page.start_index() - 2]
        return month_and_year(last.date if isinstance(last, Win) else self.user.wins.get(pk=last).date)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def said(self) -> str:
        """How many wins there are, in words."""
        if self.chosen and self.count > COUNTED:
            return f"More than {COUNTED:,} wins"
        return "One win" if self.count == 1 else f"{self.count:,} wins"

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen)

    @property
    def leads_to_unlinked(self) -> bool:
        """Whether wins without a skill are asked for and found, and some of the person's wait for an answer."""
        return self.chosen.get("skill") == "none" and self.count > 0 and self.user.wins.kept().unlinked().exists()

    @property
    def next_page(self) -> str:
        """The address of the page after this one; empty on the last."""
        return self._address(self.page.next_page_number()) if self.page.has_next() else ""

    @property
    def previous_page(self) -> str:
        """The address of the page before this one; empty on the first."""
        return self._address(self.page.previous_page_number()) if self.page.has_previous() else ""

    def _address(self, number: int) -> str:
        return "?" + urlencode({name: str(value) for name, value in self.chosen.items()} | {"page": number})
