"""A record put in order once, so that any number of days can then be asked about at little cost.

Everything is kept in lists sorted by date; a day is answered by bisection, not by looking at every win again.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from insights.dates import shift
from insights.grades import COUNTING_DAYS, FRESH_DAYS, confirmed_by
from insights.record import Confirmation, Record, Touchpoint, Win
from insights.statuses import Tally

_BY_DATE = attrgetter("date")


@dataclass(slots=True)
class _Shelf:
    """What may count for one skill, oldest first: the dates of its links, and those that something lifts."""

    dates: list[date] = field(default_factory=list)
    backed: list[date] = field(default_factory=list)
    worded: list[Win] = field(default_factory=list)


class Timeline:
    """A record by date. Nothing dated after the day that is asked about is ever seen."""

    __slots__ = (
        "_by_horizon",
        "_by_person",
        "_shelves",
        "_touch_dates",
        "_touchpoints",
        "_win_dates",
        "_wins",
        "record",
    )

    def __init__(self, record: Record) -> None:
        self.record = record
        self._wins = sorted(record.wins, key=_BY_DATE)
        self._win_dates = [win.date for win in self._wins]
        self._touchpoints = sorted(record.touchpoints, key=_BY_DATE)
        self._touch_dates = [contact.date for contact in self._touchpoints]
        self._shelves: defaultdict[str, _Shelf] = defaultdict(_Shelf)
        self._by_horizon: defaultdict[str, list[date]] = defaultdict(list)
        self._by_person: defaultdict[tuple[str, str], list[Win]] = defaultdict(list)
        self._fill_shelves()
        self._fill_gates()

    def _fill_shelves(self) -> None:
        shelves = self._shelves
        for win in self._wins:
            if not win.told:
                continue
            day, backed, worded = win.date, win.measured or win.has_artifact, win.confirmations
            for skill, review in win.links:
                if review == "needs-more":
                    continue
                shelf = shelves[skill]
                shelf.dates.append(day)
                if backed:
                    shelf.backed.append(day)
                if worded:
                    shelf.worded.append(win)

    def _fill_gates(self) -> None:
        by_horizon, by_person = self._by_horizon, self._by_person
        for win in self._wins:
            if win.told:
                if win.horizon:
                    by_horizon[win.horizon].append(win.date)
                for word in win.confirmations:
                    by_person[word.who, word.department].append(win)

    def wins_of_last(self, days: int, day: date) -> list[Win]:
        """The wins of the last `days` days of a day, oldest first, of any grade."""
        return self._wins[_after(self._win_dates, shift(day, -days)) : _after(self._win_dates, day)]

    def touchpoints_of_last(self, days: int, day: date) -> list[Touchpoint]:
        """The touchpoints of the last `days` days of a day, oldest first."""
        return self._touchpoints[_after(self._touch_dates, shift(day, -days)) : _after(self._touch_dates, day)]

    def skills(self) -> Iterator[str]:
        """The skills that some win speaks for and could count for on some day."""
        return iter(self._shelves)

    def tally(self, skill: str, day: date) -> Tally:
        """What counts for a skill on a day."""
        shelf = self._shelves.get(skill)
        if shelf is None:
            return Tally()
        since = shift(day, -COUNTING_DAYS)
        low, high = bisect_left(shelf.dates, since), bisect_right(shelf.dates, day)
        if low == high:
            return Tally()
        confirmed = _newest_confirmed(shelf.worded, since, day)
        backed = _newest(shelf.backed, since, day)
        if confirmed and (backed is None or confirmed > backed):
            backed = confirmed
        return Tally(high - low, shelf.dates[low], shelf.dates[high - 1], backed, confirmed)

    def counting_dates(self, skill: str, day: date) -> list[date]:
        """The dates of the wins that count for a skill on a day, oldest first."""
        shelf = self._shelves.get(skill, _Shelf())
        low = bisect_left(shelf.dates, shift(day, -COUNTING_DAYS))
        return shelf.dates[low : bisect_right(shelf.dates, day)]

    def worded(self, skill: str, day: date) -> list[Win]:
        """The wins that count for a skill on a day and that somebody has said something of, oldest first."""
        wins = self._shelves.get(skill, _Shelf()).worded
        low = bisect_left(wins, shift(day, -COUNTING_DAYS), key=_BY_DATE)
        return wins[low : bisect_right(wins, day, key=_BY_DATE)]

    def fresh_by_horizon(self, day: date) -> dict[str, int]:
        """How many fresh wins, told or better, have each horizon on a day."""
        since = shift(day, -FRESH_DAYS)
        return {
            horizon: bisect_right(dates, day) - bisect_left(dates, since) for horizon, dates in self._by_horizon.items()
        }

    def fresh_words(self, day: date) -> list[Confirmation]:
        """Whose word stands on a fresh win, told or better, on a day.

        One for each person and department under which that person spoke, in the order of their names.
        """
        found = []
        for group in sorted(self._by_person):
            word = _newest_word(self._by_person[group], group, shift(day, -FRESH_DAYS), day)
            if word:
                found.append(word)
        return found


def _after(dates: list[date], day: date) -> int:
    return bisect_right(dates, day)


def _newest(dates: list[date], since: date, day: date) -> date | None:
    last = bisect_right(dates, day) - 1
    return dates[last] if last >= 0 and dates[last] >= since else None


def _newest_confirmed(wins: list[Win], since: date, day: date) -> date | None:
    for index in range(bisect_right(wins, day, key=_BY_DATE) - 1, -1, -1):
        win = wins[index]
        if win.date < since:
            return None
        if confirmed_by(win, day):
            return win.date
    return None


def _newest_word(wins: list[Win], group: tuple[str, str], since: date, day: date) -> Confirmation | None:
    for index in range(bisect_right(wins, day, key=_BY_DATE) - 1, -1, -1):
        if wins[index].date < since:
            return None
        for word in confirmed_by(wins[index], day):
            if (word.who, word.department) == group:
                return word
    return None
