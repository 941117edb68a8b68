"""What a win is worth on a day, what it lacks to be worth more, and whether a link of it counts."""

from datetime import date
from typing import Literal, NamedTuple

from insights.record import Confirmation, Link, Win

type Grade = Literal["noted", "told", "backed", "confirmed"]
type Reason = Literal["later", "untold", "old", "needs-more"]

GRADES: tuple[Grade, ...] = ("noted", "told", "backed", "confirmed")
LIFTING = frozenset({"confirmed", "corrected"})
"""The verdicts that lift the grade."""

FRESH_DAYS = 365
"""A win this old in days is still fresh; from the next day on it is fading."""
COUNTING_DAYS = 730
"""A win this old in days still counts; from the next day on it does not."""


def confirmed_by(win: Win, day: date) -> list[Confirmation]:
    """The confirmations that stand on a day: each person's newest until then, if it confirms or corrects the text.

    Insight: earned-authority.
    """
    return [word for word in _standing(win, day) if word.for_this_text]


def confirmed_earlier(win: Win, day: date) -> list[Confirmation]:
    """Those that would stand on a day, were the text of the win still the one that they were given for."""
    return [word for word in _standing(win, day) if not word.for_this_text]


def _standing(win: Win, day: date) -> list[Confirmation]:
    newest: dict[str, Confirmation] = {}
    for word in win.confirmations:
        if word.date > day or not word.counts:
            continue
        before = newest.get(word.who)
        if before is None or word.date >= before.date:
            newest[word.who] = word
    return [word for word in newest.values() if word.verdict in LIFTING]


def grade(win: Win, day: date) -> Grade:
    """What a win is worth on a day: noted, told, backed or confirmed."""
    if not win.told:
        return "noted"
    if confirmed_by(win, day):
        return "confirmed"
    return "backed" if win.has_artifact or win.measured else "told"


class Lack(NamedTuple):
    """What would make a win worth more: to tell, back or confirm it, and the grade it would then have."""

    what: Literal["told", "backed", "confirmed"]
    worth: Grade


def lacks(win: Win, day: date) -> tuple[Lack, ...]:
    """What would make a win worth more on a day, the nearest first; nothing for a confirmed one."""
    if not win.told:
        return (Lack("told", grade(win._replace(told=True), day)),)
    now = grade(win, day)
    if now == "confirmed":
        return ()
    confirmed = Lack("confirmed", "confirmed")
    return (confirmed,) if now == "backed" else (Lack("backed", "backed"), confirmed)


def why_not(win: Win, link: Link, day: date) -> tuple[Reason, ...]:
    """Every reason why a link does not count on a day; empty if it counts.

    later: the win is dated after the day. untold: the win is only noted. old: it is more than 730 days old.
    needs-more: the newest review that speaks of the link asks for more.
    """
    reasons: list[Reason] = []
    if win.date > day:
        reasons.append("later")
    if not win.told:
        reasons.append("untold")
    if (day - win.date).days > COUNTING_DAYS:
        reasons.append("old")
    if link.review == "needs-more":
        reasons.append("needs-more")
    return tuple(reasons)


def is_fresh(win: Win, day: date) -> bool:
    """Whether a win is at most 365 days old on a day, and not dated after it."""
    return 0 <= (day - win.date).days <= FRESH_DAYS
