"""Which wins stand on the evidence axis of a skill, as marks, and what each of them says."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from evidence.readiness.axis import Mark, Spot, in_short, spots
from evidence.readiness.axis_scales import Scale
from insights import grades
from insights.dates import shift
from insights.record import Link, Win

type Links = list[tuple[Win, Link]]


def links_by_skill(wins: Iterable[Win], day: date) -> dict[str, Links]:
    """Every link of wins that are not dated after the day, by skill, the newest win first."""
    found: dict[str, Links] = defaultdict(list)
    for win in sorted([win for win in wins if win.links and win.date <= day], key=_newest, reverse=True):
        for link in win.links:
            found[link.skill].append((win, link))
    return found


def _newest(win: Win) -> tuple[date, int, str]:
    # Of one day by the number of its row, which is its key: the longer is the larger.
    return win.date, len(win.key), win.key


def young_enough(links: Links, day: date) -> Links:
    """Those whose win is young enough to count on a day: the newest, as the others lie behind them."""
    first = shift(day, -grades.COUNTING_DAYS)
    return links[: bisect_left(links, True, key=lambda entry: entry[0].date < first)]


class Marks(NamedTuple):
    """The marks that find room on an axis, newest first; how many wins lie `before` it, and how many found none."""

    shown: tuple[Mark, ...]
    before: int
    hidden: int


def marks_of(links: Links, day: date, scale: Scale) -> Marks:
    """The marks of links, the newest first; all are young enough to count."""
    places, before = spots(((day - win.date).days for win, _ in links), scale)
    pairs = zip(links, places, strict=True)
    shown = tuple(_mark(win, link, spot, day) for (win, link), spot in pairs if spot is not None)
    return Marks(shown, before, len(links) - len(shown) - before)


def _mark(win: Win, link: Link, spot: Spot, day: date) -> Mark:
    grade, struck = grades.grade(win, day), link.review == "needs-more"
    fading = win.told and not struck and not grades.is_fresh(win, day)
    reasons = (("fading", fading), ("does not count yet", not win.told), ("more was asked", struck))
    words = in_short(grade, win.date, day, win.title, ", ".join(word for word, holds in reasons if holds))
    return Mark(int(win.key), grade, *spot, words, struck or not win.told, struck, fading)
