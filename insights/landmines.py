"""The seven land mines of the way up, each clear, watch or stepped on. Insight: land-mines."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from insights.dates import within_last
from insights.gates import is_running
from insights.locals import Contact
from insights.record import CheckIn, Win
from insights.standing import Standing
from insights.timeline import Timeline

type State = Literal["clear", "watch", "stepped-on"]

STATES: tuple[State, ...] = ("clear", "watch", "stepped-on")

LAND_MINES = {
    "alignment": "No buy-in",
    "stakeholders": "Hard stakeholders",
    "stretched": "Stretched too thin",
    "repeating": "Repeating myself",
    "long-hours": "Long hours",
    "stuck": "No way forward",
    "low-impact": "Shipping, little impact",
}
"""Slug -> the words for it on a page, in the order in which they are shown."""

RECENT_DAYS = 56
RECENT_CHECK_INS = 4
QUARTER_DAYS = 90
UNDECIDED_DAYS = 28
MANY_TOUCHPOINTS = 5
ENOUGH_WINS = 5
LONG_WEEK = 50
NO_KIND = "other"
"""Wins of this kind have none in common, so it is never the one that repeats."""


@dataclass(frozen=True, slots=True)
class LandMine:
    """One land mine on a day, with what the sentence about it needs.

    `because` says which rule decided ("rule", "flags", or for stuck "date", "intentions" and "nothing", which is an
    empty record, for repeating "kind" and "unmet"); `count` is what that rule counted, of `of`; `names` are titles,
    departments or a kind, longest standing first.
    """

    slug: str
    state: State = "clear"
    because: str = "rule"
    count: int = 0
    of: int = 0
    names: tuple[str, ...] = ()


def judge_land_mines(
    timeline: Timeline, day: date, skills: Mapping[str, Standing], places: Mapping[str, Contact]
) -> dict[str, LandMine]:
    """All seven, in order. `skills` are the standings of that day, requirements among them, `places` its contacts."""
    recent = _recent_check_ins(timeline, day)
    found = (
        _alignment(timeline, day),
        _stakeholders(places),
        _stretched(timeline, day),
        _repeating(timeline, day, skills),
        _long_hours(recent),
        _stuck(timeline, day),
        _low_impact(timeline, day),
    )
    return {mine.slug: _with_flags(mine, recent) for mine in found}


def _state(count: int, watch: int, stepped_on: int) -> State:
    return "stepped-on" if count >= stepped_on else "watch" if count >= watch else "clear"


def _with_flags(mine: LandMine, recent: list[CheckIn]) -> LandMine:
    """The worse of what the rule says and what was flagged by hand."""
    flagged = sum(mine.slug in entry.flags for entry in recent)
    by_hand = _state(flagged, 1, 3)
    if STATES.index(by_hand) > STATES.index(mine.state):
        return replace(mine, state=by_hand, because="flags", count=flagged, of=len(recent))
    return mine


def _check_ins(timeline: Timeline, day: date) -> list[CheckIn]:
    """Those whose Monday lies in the last 56 days, newest first."""
    seen = (entry for entry in timeline.record.check_ins if within_last(day, entry.monday, RECENT_DAYS))
    return sorted(seen, key=lambda entry: entry.monday, reverse=True)


def _recent_check_ins(timeline: Timeline, day: date) -> list[CheckIn]:
    return _check_ins(timeline, day)[:RECENT_CHECK_INS]


def _titles(wins: list[Win]) -> tuple[str, ...]:
    return tuple(win.title for win in sorted(wins, key=lambda win: (win.date, win.title)))


def _alignment(timeline: Timeline, day: date) -> LandMine:
    waiting = [
        win
        for win in timeline.wins_of_last(QUARTER_DAYS, day)
        if win.kind == "recommendation" and win.decision == "open" and (day - win.date).days >= UNDECIDED_DAYS
    ]
    return LandMine("alignment", _state(len(waiting), 1, 3), count=len(waiting), names=_titles(waiting))


def _stakeholders(places: Mapping[str, Contact]) -> LandMine:
    hard = [
        contact.department
        for contact in places.values()
        if contact.place == "tourist" and contact.touchpoints >= MANY_TOUCHPOINTS
    ]
    return LandMine("stakeholders", _state(len(hard), 1, 2), count=len(hard), names=tuple(hard))


def _stretched(timeline: Timeline, day: date) -> LandMine:
    trials = sum(is_running(trial, day) for trial in timeline.record.trials)
    taken = sum(
        problem.status == "taken" and (problem.spotted is None or problem.spotted <= day)
        for problem in timeline.record.problems
    )
    return LandMine("stretched", _state(trials + taken, 3, 4), count=trials, of=trials + taken)


def _repeating(timeline: Timeline, day: date, skills: Mapping[str, Standing]) -> LandMine:
    wins = timeline.wins_of_last(RECENT_DAYS, day)
    mine = LandMine("repeating", of=len(wins))
    if len(wins) < ENOUGH_WINS:
        return mine
    unmet = {standing.skill for standing in skills.values() if standing.met is False}
    if unmet and not any(link.skill in unmet for win in wins for link in win.links):
        return replace(mine, state="stepped-on", because="unmet", count=len(unmet))
    kinds = Counter(win.kind for win in wins if win.kind != NO_KIND)
    kind, most = max(kinds.items(), key=lambda entry: entry[1], default=("", 0))
    if 10 * most < 7 * len(wins):
        return replace(mine, because="kind", count=most)
    return replace(mine, state="watch", because="kind", count=most, names=(kind,))


def _long_hours(recent: list[CheckIn]) -> LandMine:
    long = sum(entry.hours is not None and entry.hours >= LONG_WEEK for entry in recent)
    return LandMine("long-hours", _state(long, 1, 3), count=long, of=len(recent))


def _stuck(timeline: Timeline, day: date) -> LandMine:
    """Insight: career-on-purpose."""
    target_date = timeline.record.profile.target_date
    answered = [entry.intention_done for entry in _check_ins(timeline, day)]
    answers = [done for done in answered if done is not None]
    undone = next((at for at, done in enumerate(answers) if done), len(answers))
    if target_date is None or target_date <= day:
        is_empty = not timeline.has_wins(day) and not any(entry.monday <= day for entry in timeline.record.check_ins)
        return LandMine("stuck", because="nothing") if is_empty else LandMine("stuck", "stepped-on", "date")
    return LandMine("stuck", _state(undone, 2, 4), "intentions", undone, len(answers))


def _low_impact(timeline: Timeline, day: date) -> LandMine:
    unmeasured = [win for win in timeline.wins_of_last(QUARTER_DAYS, day) if win.kind == "outcome" and not win.measured]
    return LandMine("low-impact", _state(len(unmeasured), 1, 3), count=len(unmeasured), names=_titles(unmeasured))
