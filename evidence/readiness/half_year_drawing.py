"""The look back as a drawing: requirements met as a step line, what nearly and all ask, the wins of each week below.

Pure: values in, SVG out, for wide screens and paper; on phones a sentence says the same. Marks of grades stand in
components/marks.html, once a page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from evidence.web.wording import MONTHS
from insights.values import GRADES

_WIDTH, _HEIGHT, _LEFT, _RIGHT = 900, 272, 26, 804
_TOP, _FLOOR, _RUG = 14, 190, 204
_MARK, _STACK = 14, 17
_LINE = 15
"""How far apart two lines of text must stand."""
_LETTER = 6.4
"""About how wide a letter is, to see whether a note finds room."""
_GRID = 5


class Note(NamedTuple):
    """A note on the week number `at` of the drawing: its lines, and whether it stands above."""

    at: int
    lines: tuple[str, ...]
    above: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn: `met` at the end of each week, the state before the first in front, of `of`.

    `nearly` is how many make it nearly, `wins` how many of each grade, best first, each week has, `first` the day
    on which the first week begins.
    """

    met: Sequence[int]
    of: int
    nearly: int
    wins: Sequence[Sequence[int]]
    first: date
    notes: Sequence[Note] = ()


_ROWS = 3
"""So many marks stand below each other; of more wins, the last row only says that there are more."""


def drawn(curve: Curve, said: str) -> SafeString:
    """The drawing, `said` in words."""
    return _Drawing(curve).svg(said)


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class _Drawing:
    def __init__(self, curve: Curve) -> None:
        self.curve = curve
        self.step = (_RIGHT - _LEFT) / (len(curve.met) - 1)

    def svg(self, said: str) -> SafeString:
        parts = (*self._grid(), *self._line(), *self._goals(), *self._notes(), *self._rug(), *self._months())
        box = f"0 0 {_WIDTH} {_HEIGHT}"
        return mark_safe(
            f'<svg class="wide-only" viewBox="{box}" role="img" aria-label="{escape(said)}">{"".join(parts)}</svg>'
        )

    def _x(self, at: float) -> float:
        return _LEFT + at * self.step

    def _y(self, met: float) -> float:
        return _FLOOR - met * (_FLOOR - _TOP) / self.curve.of

    def _grid(self) -> Iterator[str]:
        for met in range(0, self.curve.of, _GRID):
            y = self._y(met)
            yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{_RIGHT}"/>'
            yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{met}</text>'

    def _line(self) -> Iterator[str]:
        met = self.curve.met
        path = f"M{_LEFT} {self._y(met[0]):.1f}"
        for at, (before, now) in enumerate(pairwise(met), 1):
            if now != before:
                path += f"H{self._x(at):.1f}V{self._y(now):.1f}"
        path += f"H{_RIGHT}"
        yield f'<path class="area" d="{path}V{_FLOOR}H{_LEFT}Z"/>'
        yield f'<path class="step" d="{path}"/>'
        yield f'<circle class="now" cx="{_RIGHT}" cy="{self._y(met[-1]):.1f}" r="5.5"/>'

    def _goals(self) -> Iterator[str]:
        """The lines of nearly and all, and beside the end what each count means; labels keep clear of each other."""
        now, labels = self.curve.met[-1], {self.curve.of: ["all"], self.curve.nearly: ["nearly"]}
        for met in labels:
            yield f'<path class="goal" d="M{_LEFT} {self._y(met):.1f}H{_RIGHT}"/>'
        labels.setdefault(now, []).insert(0, "now")
        y = 0.0
        for met in sorted(labels, reverse=True):
            y = round(max(self._y(met) + 4, y + _LINE), 1)
            strong = ' class="strong"' if met == now else ""
            yield f'<text{strong} x="{_RIGHT + 12}" y="{y:.1f}">{_counted(met, labels[met])}</text>'

    def _notes(self) -> Iterator[str]:
        taken = list(self._taken())
        for note in self.curve.notes:
            lines, x, y = note.lines, self._x(note.at - 0.5), self._y(self.curve.met[note.at])
            for lead, text_x, text_y, anchor in _places(x, y, note.above, len(lines)):
                box = _box(lines, text_x, text_y, anchor)
                if box.left < _LEFT or box.right > _RIGHT or any(box.meets(other) for other in taken):
                    continue
                taken.append(box)
                yield f'<path class="lead" d="{lead}"/>'
                for row, words in enumerate(lines):
                    y = text_y + _LINE * row
                    yield f'<text x="{text_x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
                break

    def _taken(self) -> Iterator[_Box]:
        """Where the step line runs, and the space beyond the drawing's own."""
        met = self.curve.met
        for at, (before, now) in enumerate(pairwise(met), 1):
            level, rise = self._y(before), sorted((self._y(before), self._y(now)))
            yield _Box(self._x(at - 1), level - 2, self._x(at), level + 2)
            yield _Box(self._x(at) - 2, rise[0] - 2, self._x(at) + 2, rise[1] + 2)
        yield _Box(0, _FLOOR - 2, _WIDTH, _HEIGHT)
        yield _Box(0, -_FLOOR, _WIDTH, 0)

    def _rug(self) -> Iterator[str]:
        for at, counts in enumerate(self.curve.wins):
            x = self._x(at + 0.5)
            grades = [grade for grade, count in zip(reversed(GRADES), counts, strict=True) for _ in range(count)]
            shown = grades if len(grades) <= _ROWS else grades[: _ROWS - 1]
            for row, grade in enumerate(shown):
                place = f'x="{x - _MARK / 2:.1f}" y="{_RUG + _STACK * row}" width="{_MARK}" height="{_MARK}"'
                yield f'<use class="rug" href="#g-{grade}" {place}/>'
            if more := len(grades) - len(shown):
                y = _RUG + _STACK * (_ROWS - 1) + _MARK - 2
                yield f'<text x="{x:.1f}" y="{y}" text-anchor="middle">+{more}</text>'

    def _months(self) -> Iterator[str]:
        foot = _HEIGHT - 6
        last = self.curve.first + timedelta(7 * (len(self.curve.met) - 1))
        day = self.curve.first
        while day < last:
            if day.day == 1:
                x = self._x((day - self.curve.first).days / 7)
                yield f'<path class="lead" d="M{x:.1f} {_FLOOR}v7"/>'
                yield f'<path class="grid" d="M{x:.1f} {_FLOOR + 7}V{foot}"/>'
                yield f'<text x="{x + 5:.1f}" y="{foot}">{MONTHS[day.month - 1]}</text>'
            day += timedelta(1)


def _places(x: float, y: float, above: bool, lines: int) -> Iterator[tuple[str, float, float, str]]:
    """Where a note on a point may stand, the best first: its lead, where its first line begins, and on which side."""
    for up in (above, not above):
        for far in (36, 28, 20, 48, 64):
            for side in ("end", "start"):
                gap = -7 if side == "end" else 7
                if up:
                    yield f"M{x:.1f} {y - 5:.1f}V{y - far + 5:.1f}", x + gap, y - far - _LINE * (lines - 1), side
                else:
                    yield f"M{x:.1f} {y + 5:.1f}V{y + far + 5:.1f}", x + gap, y + far + 18, side


def _box(lines: Sequence[str], x: float, y: float, anchor: str) -> _Box:
    width = _LETTER * max(map(len, lines))
    left = x - width if anchor == "end" else x
    return _Box(left, y - 11, left + width, y + 4 + _LINE * (len(lines) - 1))


def _counted(met: int, words: Sequence[str]) -> str:
    """A count beside the end of the line: "13 now", "16, nearly", "19 now, all"."""
    return f"{met}, {words[0]}" if words[0] != "now" else f"{met} {', '.join(words)}"
