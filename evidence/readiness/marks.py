"""Which wins stand on the evidence axis of a skill, as marks, and what each of them says."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from evidence.readiness.axis import DAYS, Mark, Spot, in_short, spots
from insights import grades
from insights.record import Link, Win

type Links = list[tuple[Win, Link]]


def links_by_skill(wins: Iterable[Win], day: date) -> dict[str, Links]:
    """Every link of wins that are not dated after the day, by skill, the newest win first."""
    found: dict[str, Links] = defaultdict(list)
    for win in sorted(wins, key=lambda win: (win.date, int(win.key)), reverse=True):
        if win.date <= day:
            for link in win.links:
                found[link.skill].append((win, link))
    return found


def marks_of(links: Links, day: date) -> list[Mark]:
    """The marks of those that the axis reaches back to and that find room on it, the newest first."""
    seen = [(win, link) for win, link in links if (day - win.date).days < DAYS]
    places = spots((day - win.date).days for win, _ in seen)
    return [_mark(win, link, spot, day) for (win, link), spot in zip(seen, places, strict=True) if spot is not None]


def _mark(win: Win, link: Link, spot: Spot, day: date) -> Mark:
    grade, struck = grades.grade(win, day), link.review == "needs-more"
    fading = win.told and not struck and not grades.is_fresh(win, day)
    reasons = (("fading", fading), ("does not count yet", not win.told), ("more was asked", struck))
    words = in_short(grade, win.date, day, win.title, ", ".join(word for word, holds in reasons if holds))
    return Mark(int(win.key), grade, *spot, words, struck or not win.told, struck, fading)
