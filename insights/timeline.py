"""A record put in order once, so that any number of days can then be asked about at little cost.

Everything is kept in lists sorted by date; a day is answered by bisection, not by looking at every win again.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from insights.dates import shift
from insights.grades import COUNTING_DAYS, FRESH_DAYS, confirmed_by
from insights.record import Record, Touchpoint, Win
from insights.statuses import Tally

_BY_DATE = attrgetter("date")


@dataclass(slots=True)
class _Shelf:
    """What may count for one skill, oldest first: the dates of its links, and those that something lifts."""

    dates: list[date] = field(default_factory=list)
    backed: list[date] = field(default_factory=list)
    worded: list[Win] = field(default_factory=list)


class Counting(NamedTuple):
    """What counts for a skill on a day: the dates of its wins, oldest first, and what they come to."""

    dates: list[date]
    tally: Tally


class Timeline:
    """A record by date. Nothing dated after the day that is asked about is ever seen."""

    __slots__ = ("_by_horizon", "_by_person", "_counting", "_shelves", "_touchpoints", "_wins", "record")

    def __init__(self, record: Record) -> None:
        self.record = record
        self._wins = sorted(record.wins, key=_BY_DATE)
        self._touchpoints = sorted(record.touchpoints, key=_BY_DATE)
        self._shelves: defaultdict[str, _Shelf] = defaultdict(_Shelf)
        self._by_horizon: defaultdict[str, list[date]] = defaultdict(list)
        self._by_person: defaultdict[tuple[str, str], list[Win]] = defaultdict(list)
        self._counting: dict[tuple[str, date], Counting] = {}
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
                by_horizon[win.horizon].append(win.date)
                for word in win.confirmations:
                    by_person[word.who, word.department].append(win)

    def has_wins(self, day: date) -> bool:
        """Whether any win, of any grade, is dated on a day or earlier."""
        return bool(self._wins) and self._wins[0].date <= day

    def wins_of_last(self, days: int, day: date) -> list[Win]:
        """The wins of the last `days` days of a day, oldest first, of any grade."""
        return _between(self._wins, shift(day, 1 - days), day)

    def touchpoints_of_last(self, days: int, day: date) -> list[Touchpoint]:
        """The touchpoints of the last `days` days of a day, oldest first."""
        return _between(self._touchpoints, shift(day, 1 - days), day)

    def skills(self) -> Iterator[str]:
        """The skills that some win speaks for and could count for on some day."""
        return iter(self._shelves)

    def tally(self, skill: str, day: date) -> Tally:
        """What counts for a skill on a day."""
        return self.counting(skill, day).tally

    def counting(self, skill: str, day: date) -> Counting:
        """The same, with the dates of all that counts. Worked out once: skills, gates and steps all ask for it."""
        known = self._counting.get((skill, day))
        if known is None:
            known = self._counting[skill, day] = self._count(skill, day)
        return known

    def _count(self, skill: str, day: date) -> Counting:
        shelf = self._shelf(skill)
        dates = _days_between(shelf.dates, shift(day, -COUNTING_DAYS), day)
        if not dates:
            return Counting(dates, Tally())
        confirmed = next((win.date for win in reversed(self.worded(skill, day)) if confirmed_by(win, day)), None)
        backed = _days_between(shelf.backed, dates[0], day)
        lifted = max(filter(None, (*backed[-1:], confirmed)), default=None)
        return Counting(dates, Tally(len(dates), dates[0], dates[-1], lifted, confirmed))

    def worded(self, skill: str, day: date) -> list[Win]:
        """The wins that count for a skill on a day and that somebody has said something of, oldest first."""
        return _between(self._shelf(skill).worded, shift(day, -COUNTING_DAYS), day)

    def _shelf(self, skill: str) -> _Shelf:
        return self._shelves.get(skill) or _Shelf()

    def fresh_by_horizon(self, day: date) -> dict[str, int]:
        """How many fresh wins, told or better, have each horizon, or none, on a day."""
        since = shift(day, -FRESH_DAYS)
        return {horizon: len(_days_between(dates, since, day)) for horizon, dates in self._by_horizon.items()}

    def fresh_people(self, day: date) -> set[tuple[str, str]]:
        """Whose word stands on a fresh win, told or better, on a day, with each department under which it was given."""
        since = shift(day, -FRESH_DAYS)
        return {
            person
            for person, wins in self._by_person.items()
            # The newest first: it is most likely one of those.
            if any(person in _people(win, day) for win in reversed(_between(wins, since, day)))
        }


def _people(win: Win, day: date) -> set[tuple[str, str]]:
    return {(word.who, word.department) for word in confirmed_by(win, day)}


def _between[T: (Win, Touchpoint)](dated: list[T], first: date, last: date) -> list[T]:
    """What is dated from one day to another, both among them, of a list with the oldest first."""
    return dated[bisect_left(dated, first, key=_BY_DATE) : bisect_right(dated, last, key=_BY_DATE)]


def _days_between(days: list[date], first: date, last: date) -> list[date]:
    """The same of a list of days."""
    return days[bisect_left(days, first) : bisect_right(days, last)]
