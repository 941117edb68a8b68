"""The evidence axis: one win, one mark, on the 24 months that count; the fading ones stand paler, left of a line.

Pure: marks in, SVG out. Every mark is a link with words of its own. Marks are kept 24 units apart, so that each
can be hit with a finger: where there are more, they stand in lanes, and what finds no room is only counted.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from evidence.web.wording import MONTHS
from insights.dates import in_words
from insights.grades import COUNTING_DAYS, FRESH_DAYS

DAYS = COUNTING_DAYS + 1
"""How many days the axis shows, today the last of them: as long as a win counts."""

_WIDTH, _FIRST, _TURNS, _LAST, _NOW = 344, 12, 114, 329, 341
_FRESH_DAY = (_LAST - _TURNS) / FRESH_DAYS
_FADING_DAY = (_TURNS - _FIRST) / (COUNTING_DAYS - FRESH_DAYS)
"""The year in which wins are fresh has twice the room of the one before it: that is where most of them lie."""
_APART = 24
_LANES = (4, 3, 2, 1)
_MANY = 20
"""Where more than so many found room, there is a lane less: a long record must not weigh a page down."""
_LABEL_ROOM, _LABELS_APART = 31, 36
_TITLE = 80


class Spot(NamedTuple):
    """Where a mark stands: the middle of it from the left, and its lane from the top."""

    x: float
    lane: int


class Mark(NamedTuple):
    """A win on the axis. `words` say what it is; `off` that it does not count, `struck` that more was asked.

    `fading` is a win that counts, and is no longer fresh.
    """

    win: int
    grade: str
    x: float
    lane: int
    words: str
    off: bool = False
    struck: bool = False
    fading: bool = False


def spots(ages: Iterable[int]) -> list[Spot | None]:
    """Where wins of these ages in days stand, the youngest first; None for those that find no room.

    An age is at most COUNTING_DAYS.
    """
    ages = list(ages)
    for lanes in _LANES[:-1]:
        if (found := _in_lanes(ages, lanes, most=_MANY)) is not None:
            return found
    return _in_lanes(ages, _LANES[-1], most=len(ages)) or []


def _at(age: float) -> float:
    """Where a win of an age in days stands, from the left."""
    if age <= FRESH_DAYS:
        return _LAST - age * _FRESH_DAY
    return _TURNS - (age - FRESH_DAYS) * _FADING_DAY


def _in_lanes(ages: list[int], lanes: int, most: int) -> list[Spot | None] | None:
    """The same in so many lanes at most: each mark takes the first lane in which it keeps its distance.

    None as soon as more than `most` have found room.
    """
    found: list[Spot | None] = [None] * len(ages)
    lefts: list[float] = []
    at = count = 0
    while at < len(ages):
        x = _at(ages[at])
        lane = next((at for at, left in enumerate(lefts) if left - x >= _APART), len(lefts))
        if lane == lanes:
            # The lane with most room decides where the next one can stand: what lies before need not be looked at.
            room = _APART - max(lefts)
            at = max(at + 1, bisect_left(ages, room, lo=at, key=lambda age: -_at(age)))
            continue
        count += 1
        if count > most:
            return None
        lefts[lane : lane + 1] = [x]
        found[at] = Spot(round(x, 1), lane)
        at += 1
    return found


def in_short(grade: str, day: date, today: date, title: str, why_not: str = "") -> str:
    """A mark in words: the grade, the day, why it does not count, and what the win is called."""
    if len(title) > _TITLE:
        title = f"{title[: _TITLE - 1].rstrip()}…"
    return f"{grade}, {in_words(day, today)}{', ' if why_not else ''}{why_not}: {title}"


class Axis:
    """The axis of one page, seen from `today`. `address` is where a win lies, with {} for its number."""

    def __init__(self, today: date, address: str) -> None:
        self._today = today
        self._before, _, self._after = address.partition("{}")
        self._starts = _month_starts(today)
        quarters = [start for start in self._starts if start.month % 3 == 1]
        # In the little room of the fading year only quarters are told apart.
        months = "".join(
            f"M{self._edge(start):.1f} -150V250"
            for start in self._starts
            if start not in quarters and self._edge(start) > _TURNS
        )
        self._quarters = quarters
        lines = "".join(f"M{self._edge(start):.1f} -150V250" for start in quarters)
        self._lines = (
            f'<rect class="now" x="{_NOW}" y="-150" width="3" height="400"/><path class="m" d="{months}"/>'
            f'<path class="q" d="{lines}"/><path class="base" d="M{_at(FRESH_DAYS + 0.5):.1f} -150V250"/>'
        )

    @property
    def head(self) -> SafeString:
        """The names of the quarters, over a table's column; decoration, the column has a heading in words."""
        names, free = "", 0.0
        for start in self._quarters:
            left, is_year = self._edge(start) + 2, start.month == 1
            # Half the room, half the names: they stand about equally far apart all along.
            is_named = left > _TURNS or start.month in (1, 7)
            if is_named and left >= free and left + _LABEL_ROOM <= _NOW:
                name, strong = (start.year, ' class="strong"') if is_year else (MONTHS[start.month - 1], "")
                names, free = f'{names}<text x="{left:.1f}" y="14"{strong}>{name}</text>', left + _LABELS_APART
        return mark_safe(f'<svg class="axis" viewBox="0 0 {_WIDTH} 20" aria-hidden="true">{names}</svg>')

    def row(self, name: str, marks: Sequence[Mark]) -> SafeString:
        """The marks of one skill, newest first."""
        lanes = 1 + max((mark.lane for mark in marks), default=0)
        height = 40 if lanes == 1 else _APART * lanes + 8
        top = height / 2 - _APART * lanes / 2 + 4
        drawn = "".join(self._draw(mark, top + _APART * mark.lane) for mark in reversed(marks))
        said = f'role="group" aria-label="Wins for {escape(name)}"'
        if not marks:
            said = f'role="img" aria-label="No wins for {escape(name)} yet"'
        return mark_safe(f'<svg class="axis" viewBox="0 0 {_WIDTH} {height}" {said}>{self._lines}{drawn}</svg>')

    def _edge(self, start: date) -> float:
        """Where a month begins: half a day in front of its first."""
        return _at((self._today - start).days + 0.5)

    def _draw(self, mark: Mark, y: float) -> str:
        win, grade, x, _, words, off, struck, fading = mark
        off_class = ' class="off"' if off else ' class="fading"' if fading else ""
        strike = f'<path class="strike" d="M{x - 9:.1f} {y + 15:g}L{x + 9:.1f} {y + 1:g}"/>' if struck else ""
        return (
            f'<a href="{self._before}{win}{self._after}"><title>{escape(words, quote=False)}</title>'
            f'<use href="#g-{grade}" x="{x - 8:.1f}" y="{y:g}" width="16" height="16"{off_class}/>{strike}</a>'
        )


def _month_starts(today: date) -> list[date]:
    """The first days of months that the axis shows, oldest first."""
    start, found = today.replace(day=1), []
    while (today - start).days < DAYS:
        found.append(start)
        if start <= date.min:
            break
        start = (start - timedelta(1)).replace(day=1)
    return found[::-1]
