"""The evidence axis: one win, one mark, on six months with what is older in one place before them, or on all 24.

Pure: marks in, SVG out. Every mark is a link with words of its own. Marks are kept 24 units apart, so that each
can be hit with a finger: where there are more, they stand in lanes, and what finds no room is only counted.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from evidence.readiness.axis_scales import APART, WIDTH, Scale
from insights.dates import in_words
from insights.sentences import number, sentence

_LANES = (4, 3, 2, 1)
_MANY = 12
"""Where more than so many found room, there is a lane less: a long record must not weigh a page down."""
_BEFORE = (40.0, 16.0)
"""Where what is older than the axis stands, the newer first."""
_TITLE = 80


class Spot(NamedTuple):
    """Where a mark stands: the middle of it from the left, and its lane from the top."""

    x: float
    lane: int


class Spots(NamedTuple):
    """A spot for each win, None for those that find no room; and how many of these lie `before` what is shown."""

    found: list[Spot | None]
    before: int


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


def spots(ages: Iterable[int], scale: Scale) -> Spots:
    """Where wins of these ages in days stand, the youngest first. An age is at most COUNTING_DAYS."""
    ages = list(ages)
    shown = bisect_left(ages, scale.days)
    before = len(ages) - shown
    # Where more stand before than there is room for, their count takes the second place.
    places = [Spot(x, 0) for x in _BEFORE[: before if before <= len(_BEFORE) else 1]]
    more = before - len(places)
    return Spots([*_within(ages[:shown], scale), *places, *[None] * more], more)


def _within(ages: list[int], scale: Scale) -> list[Spot | None]:
    for lanes in _LANES[:-1]:
        if (found := _in_lanes(ages, scale, lanes, most=_MANY)) is not None:
            return found
    return _in_lanes(ages, scale, _LANES[-1], most=len(ages)) or []


def _in_lanes(ages: list[int], scale: Scale, lanes: int, most: int) -> list[Spot | None] | None:
    """The same in so many lanes at most: each mark takes the first lane in which it keeps its distance.

    None as soon as more than `most` have found room.
    """
    found: list[Spot | None] = [None] * len(ages)
    lefts: list[float] = []
    at = count = 0
    while at < len(ages):
        x = scale.at(ages[at])
        lane = next((at for at, left in enumerate(lefts) if left - x >= APART), len(lefts))
        if lane == lanes:
            # The lane with most room decides where the next one can stand: what lies before need not be looked at.
            room = APART - max(lefts)
            at = max(at + 1, bisect_left(ages, room, lo=at, key=lambda age: -scale.at(age)))
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
    """The axis of one page, seen from `today`. `win_at` is where a win lies, `log_at` the wins of a skill, each with {}
    for its number or slug.
    """

    def __init__(self, today: date, scale: Scale, win_at: str, log_at: str) -> None:
        self._before, _, self._after = win_at.partition("{}")
        self._log_at, self._lines, self._head = log_at, scale.lines(today), scale.head(today)

    @property
    def head(self) -> SafeString:
        """The names of the months, over a table's column; decoration, the column has a heading in words."""
        return mark_safe(f'<svg class="axis" viewBox="0 0 {WIDTH} 20" aria-hidden="true">{self._head}</svg>')

    def row(self, skill: str, name: str, marks: Sequence[Mark], before: int = 0) -> SafeString:
        """The marks of one skill, newest first; and so many more that lie before."""
        lanes = 1 + max((mark.lane for mark in marks), default=0)
        drawn = "".join(self._draw(mark, APART * mark.lane + 4) for mark in reversed(marks))
        said = f'role="group" aria-label="Wins for {escape(name)}"'
        if not marks:
            said = f'role="img" aria-label="No wins for {escape(name)} yet"'
        more = self._more(skill, before) if before else ""
        return mark_safe(
            f'<svg class="axis" viewBox="0 0 {WIDTH} {APART * lanes}" {said}>{self._lines}{more}{drawn}</svg>'
        )

    def _more(self, skill: str, count: int) -> str:
        words = f"{sentence(number(count))} more {'win' if count == 1 else 'wins'} from before"
        return (
            f'<a href="{self._log_at.format(skill)}"><title>{words}</title>'
            f'<text x="{_BEFORE[-1]:g}" y="16" text-anchor="middle">+{count}</text></a>'
        )

    def _draw(self, mark: Mark, y: float) -> str:
        win, grade, x, _, words, off, struck, fading = mark
        off_class = ' class="off"' if off else ' class="fading"' if fading else ""
        strike = f'<path class="strike" d="M{x - 9:.1f} {y + 15:g}L{x + 9:.1f} {y + 1:g}"/>' if struck else ""
        return (
            f'<a href="{self._before}{win}{self._after}"><title>{escape(words)}</title>'
            f'<use href="#g-{grade}" x="{x - 8:.1f}" y="{y:g}" width="16" height="16"{off_class}/>{strike}</a>'
        )
