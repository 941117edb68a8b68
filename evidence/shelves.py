"""What speaks for each skill on a day: what counts, and the newest marks to draw. Remembered until it changes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import Any

from evidence.axis import Mark, Spot, in_short, spots
from evidence.models import User
from evidence.models.remembered import remembered
from evidence.record import profile_of, wins_since
from insights import grades
from insights.dates import shift
from insights.record import Link, Record, Win
from insights.statuses import Tally
from insights.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Shelf:
    """The last two years' wins of one skill: what counts, and the newest as marks, newest first.

    Of all `total`, `untold` are noted only and of `struck` more was asked: neither counts.
    """

    tally: Tally
    marks: tuple[Mark, ...]
    total: int
    untold: int
    struck: int


EMPTY = Shelf(Tally(), (), 0, 0, 0)
"""The shelf of a skill that no win speaks for."""


def shelves(user: User, day: date) -> dict[str, Shelf]:
    """A shelf for each skill that a win of the last two years speaks for. One query once it is remembered."""
    known = remembered(user, "shelves", day.isoformat(), lambda: _worked_out(user, day))
    return {skill: _read(content) for skill, content in known.items()}


def tallies(user: User, day: date) -> dict[str, Tally]:
    """What counts on each of these shelves; remembered by itself, since it is read far faster without the marks."""
    known = remembered(
        user,
        "tallies",
        day.isoformat(),
        lambda: {skill: _as_json(shelf.tally) for skill, shelf in shelves(user, day).items()},
    )
    return {skill: _tally(content) for skill, content in known.items()}


def _worked_out(user: User, day: date) -> dict[str, dict[str, Any]]:
    """The shelves as JSON."""
    wins = wins_since(user, shift(day, -grades.COUNTING_DAYS))
    timeline = Timeline(Record(profile_of(user), wins))
    return {
        skill: {
            "tally": _as_json(timeline.tally(skill, day)),
            "marks": _marks(links, day),
            "total": len(links),
            "untold": sum(not win.told for win, _ in links),
            "struck": sum(link.review == "needs-more" for _, link in links),
        }
        for skill, links in _by_skill(wins, day).items()
    }


def _by_skill(wins: Iterable[Win], day: date) -> dict[str, list[tuple[Win, Link]]]:
    """Every link of wins that are not dated after the day, by skill, the newest win first."""
    found: dict[str, list[tuple[Win, Link]]] = defaultdict(list)
    for win in sorted(wins, key=lambda win: (win.date, int(win.key)), reverse=True):
        if win.date <= day:
            for link in win.links:
                found[link.skill].append((win, link))
    return found


def _marks(links: list[tuple[Win, Link]], day: date) -> list[Mark]:
    """The marks of those that find room on the axis."""
    places = spots((day - win.date).days for win, _ in links)
    return [_mark(win, link, spot, day) for (win, link), spot in zip(links, places, strict=True) if spot is not None]


def _mark(win: Win, link: Link, spot: Spot, day: date) -> Mark:
    grade, struck = grades.grade(win, day), link.review == "needs-more"
    reasons = [words for words, holds in (("does not count yet", not win.told), ("more was asked", struck)) if holds]
    words = in_short(grade, win.date, day, win.title, ", ".join(reasons))
    return Mark(int(win.key), grade, *spot, words, bool(reasons), struck)


def _as_json(tally: Tally) -> list[int | str | None]:
    dates = (tally.oldest, tally.newest, tally.backed, tally.confirmed)
    return [tally.wins, *(day.isoformat() if day else None for day in dates)]


def _tally(content: list[Any]) -> Tally:
    wins, *dates = content
    return Tally(wins, *(date.fromisoformat(day) if day else None for day in dates))


def _read(content: dict[str, Any]) -> Shelf:
    marks = tuple(starmap(Mark, content["marks"]))
    return Shelf(_tally(content["tally"]), marks, content["total"], content["untold"], content["struck"])
