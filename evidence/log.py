"""The log: all wins, newest first, filtered and in pages of fifty."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from evidence.forms.wins import LogFilters
from evidence.models import User
from evidence.models.wins import WinQuerySet
from evidence.standings import standings
from evidence.wins_shown import ShownWin, month_and_year, shown

WINS_A_PAGE = 50


class Log:
    """One page of the log, as the filters in the address ask for it."""

    def __init__(self, user: User, filters: LogFilters, address: QueryDict) -> None:
        filters.is_valid()
        self.user = user
        self.chosen = {name: value for name, value in filters.cleaned_data.items() if value}
        self.number = address.get("page", "1")

    @cached_property
    def wins(self) -> WinQuerySet:
        """Every win that the filters let through."""
        wins = self.user.wins.kept().newest_first()
        if q := self.chosen.get("q"):
            wins = wins.saying(q)
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
        return Paginator(self.wins, WINS_A_PAGE).get_page(self.number)

    @cached_property
    def rows(self) -> list[ShownWin]:
        """The wins of this page. A month that began on the page before is not headed again."""
        today = self.user.today()
        start = self.page.start_index() - 1
        rows = shown(
            self.wins.with_grade(self.user)[max(start, 0) : start + WINS_A_PAGE], today, standings(self.user, today)
        )
        if start > 0 and rows:
            last = self.wins[start - 1]
            if month_and_year(last.date) == rows[0].month:
                rows[0] = rows[0].without_month()
        return rows

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen)

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
