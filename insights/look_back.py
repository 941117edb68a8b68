"""The look back: the judgement week by week, and which requirements were gained and lost, when and by what. Pure.

Nothing of this is stored: every week is judged from the dates of the evidence, by the rules as they stand today.
What carries no date of its own, a review for one, counts for every week alike.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from insights.dates import shift
from insights.gates import Gate, judge_gates
from insights.grades import COUNTING_DAYS, FRESH_DAYS, LIFTING, confirmed_by
from insights.locals import contacts
from insights.record import Confirmation, Win
from insights.standing import Standing, standing_of
from insights.statuses import Drop, Status, reaches, status_of
from insights.targets import Aim, aim_of
from insights.timeline import Timeline
from insights.verdicts import Verdict, verdict_of

WEEKS = 26
AHEAD_DAYS = 365

type Why = Literal["win", "word", "faded", "ended", "taken-back"]


@dataclass(frozen=True, slots=True)
class Change:
    """A requirement that was met from `day` on (`gained`) or no longer.

    why: "win" (a win of that day), "word" (somebody confirmed one that day), "faded" (a win was then over 365
    days old), "ended" (over 730), "taken-back" (somebody took a word back). `win` is that win, the title first in
    the alphabet where there are several; `who` is the name of whose word it was.
    """

    skill: str
    gained: bool
    day: date
    why: Why
    win: Win | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """The judgement at the end of a week: a Sunday, or the last day asked about. `changes` are those of the week."""

    day: date
    verdict: Verdict
    met: frozenset[str]
    of: int
    gates: Mapping[str, Gate]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Fall:
    """A skill that stands lower from a day on if nothing is added; `loses`: it then no longer meets what is asked."""

    skill: str
    now: Status
    drop: Drop
    loses: bool


def week_ends(day: date) -> list[date]:
    """The last 26 Sundays before the week of `day`, the oldest first, then `day` itself: the bounds of 26 weeks."""
    monday = shift(day, -day.weekday())
    return [*(shift(monday, -1 - 7 * back) for back in reversed(range(WEEKS))), day]


def look_back(timeline: Timeline, day: date, target: str = "") -> tuple[Week, ...]:
    """The last 26 weeks up to a day, the running one among them, after the state in which the first began.

    Raises TargetError where there is no target above the level.
    """
    aim = aim_of(timeline.record.profile, target)
    found = [_judged(timeline, aim, end) for end in week_ends(day)]
    changed = (replace(week, changes=_changes(timeline, aim, before, week)) for before, week in pairwise(found))
    return (found[0], *changed)


def _judged(timeline: Timeline, aim: Aim, day: date) -> Week:
    skills = {skill: standing_of(timeline, skill, day, asked) for skill, asked in aim.requirements.items()}
    met = frozenset(skill for skill, standing in skills.items() if standing.met)
    gates = judge_gates(timeline, aim, day, skills, contacts(timeline, day))
    return Week(day, verdict_of(len(met), len(skills), gates), met, len(skills), gates)


def _changes(timeline: Timeline, aim: Aim, before: Week, week: Week) -> tuple[Change, ...]:
    """What is met at the end of a week and was not before, or the other way round, in the order of the days."""
    changed = [skill for skill in aim.requirements if (skill in before.met) != (skill in week.met)]
    found = [_change(timeline, skill, aim.requirements[skill], week) for skill in changed]
    return tuple(sorted(found, key=lambda change: change.day))


def _change(timeline: Timeline, skill: str, asked: Status, week: Week) -> Change:
    """The change of one skill: on the day from which it stands as at the end of the week."""
    gained, day = skill in week.met, week.day
    # This ends at the end of the week before, if not sooner: there it stood otherwise.
    while _is_met(timeline, skill, asked, eve := shift(day, -1)) == gained:
        day = eve
    return _gained(timeline, skill, day) if gained else _lost(timeline, skill, day)


def _is_met(timeline: Timeline, skill: str, asked: Status, day: date) -> bool:
    return reaches(status_of(timeline.tally(skill, day), day), asked)


def _gained(timeline: Timeline, skill: str, day: date) -> Change:
    if win := _of_age(timeline, skill, 0, day):
        return Change(skill, True, day, "win", win)
    win, who = _word(timeline, skill, day, lifts=True)
    return Change(skill, True, day, "word", win, who)


def _lost(timeline: Timeline, skill: str, day: date) -> Change:
    win, who = _word(timeline, skill, day, lifts=False)
    if win:
        return Change(skill, False, day, "taken-back", win, who)
    if win := _of_age(timeline, skill, COUNTING_DAYS + 1, day):
        return Change(skill, False, day, "ended", win)
    return Change(skill, False, day, "faded", _of_age(timeline, skill, FRESH_DAYS + 1, day))


def _word(timeline: Timeline, skill: str, day: date, *, lifts: bool) -> tuple[Win | None, str]:
    """The win that somebody's word of a day made a confirmed one, or made no longer one, and who that was."""
    eve = shift(day, -1)
    win = _first(
        timeline.worded(skill, day),
        lambda win: bool(confirmed_by(win, day)) == lifts and bool(confirmed_by(win, eve)) != lifts,
    )
    said = [word for word in win.confirmations if word.date == day and word.counts] if win else []
    return win, min((word.name or word.who for word in said if _lifts(word) == lifts), default="")


def _lifts(word: Confirmation) -> bool:
    return word.verdict in LIFTING and word.for_this_text


def _of_age(timeline: Timeline, skill: str, days: int, day: date) -> Win | None:
    return _first(timeline.wins_of_last(1, shift(day, -days)), lambda win: win.told and _speaks(win, skill))


def _speaks(win: Win, skill: str) -> bool:
    return any(link.skill == skill and link.review != "needs-more" for link in win.links)


def _first(wins: Iterable[Win], fits: Callable[[Win], bool]) -> Win | None:
    return min((win for win in wins if fits(win)), key=lambda win: (win.title, win.date), default=None)


def look_ahead(skills: Iterable[Standing], day: date) -> tuple[Fall, ...]:
    """Which skills drop within 365 days of a day if nothing is added, the next first.

    Of one day, those come first that then no longer meet what is asked.
    """
    falls = [
        Fall(entry.skill, entry.status, drop, bool(entry.met) and not reaches(drop.status, entry.asked))
        for entry in skills
        if entry.asked and (drop := entry.drop) and (drop.day - day).days <= AHEAD_DAYS
    ]
    return tuple(sorted(falls, key=lambda fall: (fall.drop.day, not fall.loses)))
