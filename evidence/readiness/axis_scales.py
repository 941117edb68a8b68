"""The two scales of the evidence axis: six months with what was before in one place, or all 24 months that count."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from evidence.web.wording import MONTHS, SOON_DAYS
from insights.grades import COUNTING_DAYS, FRESH_DAYS

WIDTH, LAST, NOW = 344, 329, 341
"""How wide an axis is, where a win of today stands, and where today's edge begins."""
APART = 24
"""So far apart marks stand, so that each can be hit with a finger."""


class Scale(Protocol):
    """Where days stand on an axis, seen from a `today`."""

    days: int
    """How many days have a place of their own, today the last of them; what is older stands before."""

    def at(self, age: float) -> float:
        """Where a win of an age in days stands, from the left."""

    def head(self, today: date) -> str:
        """The names over the column, as SVG."""

    def lines(self, today: date) -> str:
        """What runs through every row, as SVG."""


class _SixMonths:
    """Half a year, month by month. What is older stands before it, in little room."""

    days = SOON_DAYS
    _base = 56.0
    _first = 64.0
    _label_room = 24

    def at(self, age: float) -> float:
        return LAST - age * (LAST - self._first) / (self.days - 1)

    def head(self, today: date) -> str:
        names = [f'<text x="{self._base / 2:g}" y="14" text-anchor="middle">before</text>']
        edges = _edges(self, today)
        months = [edges[0][0].month - 1, *(start.month for start, _ in edges)]
        sides = pairwise([self._base, *(edge for _, edge in edges), NOW])
        for month, (left, right) in zip(months, sides, strict=True):
            if right - left >= self._label_room:
                name = MONTHS[month - 1]
                names.append(f'<text x="{(left + right) / 2:.1f}" y="14" text-anchor="middle">{name}</text>')
        return "".join(names)

    def lines(self, today: date) -> str:
        return _lines(self._base, [(start, edge) for start, edge in _edges(self, today) if edge >= self._first])


class _AllThatCounts:
    """As long as a win counts. The year in which wins are fresh has twice the room of the one before it."""

    days = COUNTING_DAYS + 1
    _first, _turns = 12, 114
    _fresh_day = (LAST - _turns) / FRESH_DAYS
    _fading_day = (_turns - _first) / (COUNTING_DAYS - FRESH_DAYS)
    _label_room, _labels_apart = 31, 36

    def at(self, age: float) -> float:
        if age <= FRESH_DAYS:
            return LAST - age * self._fresh_day
        return self._turns - (age - FRESH_DAYS) * self._fading_day

    def head(self, today: date) -> str:
        names, free = "", 0.0
        for start, edge in _edges(self, today):
            left, is_year = edge + 2, start.month == 1
            # Half the room, half the names: they stand about equally far apart all along.
            is_named = start.month % 3 == 1 and (left > self._turns or start.month in (1, 7))
            if is_named and left >= free and left + self._label_room <= NOW:
                name, strong = (start.year, ' class="strong"') if is_year else (MONTHS[start.month - 1], "")
                names, free = f'{names}<text x="{left:.1f}" y="14"{strong}>{name}</text>', left + self._labels_apart
        return names

    def lines(self, today: date) -> str:
        # In the little room of the fading year only quarters are told apart.
        edges = [(start, edge) for start, edge in _edges(self, today) if start.month % 3 == 1 or edge > self._turns]
        return _lines(self.at(FRESH_DAYS + 0.5), edges)


SIX_MONTHS: Scale = _SixMonths()
ALL_THAT_COUNTS: Scale = _AllThatCounts()


def _lines(base: float, months: list[tuple[date, float]]) -> str:
    """Today's edge, the base line, and where months begin; quarters are told from them."""
    paths = {True: "", False: ""}
    for start, edge in months:
        paths[start.month % 3 == 1] += f"M{edge:.1f} -150V250"
    return (
        f'<rect class="now" x="{NOW}" y="-150" width="3" height="400"/><path class="m" d="{paths[False]}"/>'
        f'<path class="q" d="{paths[True]}"/><path class="base" d="M{base:.1f} -150V250"/>'
    )


def _edges(scale: Scale, today: date) -> list[tuple[date, float]]:
    """The first days of the months that an axis shows, oldest first, and where each begins: half a day before it."""
    start, found = today.replace(day=1), []
    while (today - start).days < scale.days:
        found.append((start, scale.at((today - start).days + 0.5)))
        if start <= date.min:
            break
        start = (start - timedelta(1)).replace(day=1)
    return found[::-1]
