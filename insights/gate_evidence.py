"""What each gate looks at on a day, whether it holds or not: departments, trials, horizons, people."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from insights.catalog import HORIZONS
from insights.gates import LITTLE_COACHING, TRIAL_DAYS, TRIAL_FRESH_DAYS, is_proof, is_running
from insights.grades import FRESH_DAYS, confirmed_by
from insights.record import Trial, Win
from insights.statuses import reaches
from insights.targets import Aim
from insights.timeline import Timeline

type Short = Literal["skill", "running", "failed", "coaching", "short", "old"]


@dataclass(frozen=True, slots=True)
class TrialSeen:
    """A trial that had begun by a day. `days` is how long it lasted, or has run; `shorts` says what it is no proof for.

    skill: the target does not ask for its skill to be shown or proven. running: it has not ended. failed: it did not
    end in success. coaching: with more than little coaching, or how much is not said. short: it lasted under 28 days.
    old: it ended more than 548 days before. A trial without shorts is what holds the gate.
    """

    trial: Trial
    days: int
    shorts: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class HorizonSeen:
    """The fresh wins, told or better, of one horizon, the newest first; `enough` if it is as long as the target's."""

    horizon: str
    enough: bool
    wins: tuple[Win, ...]


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody whose word stands on fresh wins, told or better. `win` is the newest of so many `wins`, said on `said`.

    `departments` are those under which the person spoke; `other` if one of them is another than one's own.
    """

    who: str
    name: str
    departments: tuple[str, ...]
    other: bool
    win: Win
    said: date
    wins: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What three of the gates look at; the others look at the standings and the contacts of the assessment itself."""

    trials: tuple[TrialSeen, ...]
    horizons: tuple[HorizonSeen, ...]
    people: tuple[PersonSeen, ...]


def look(timeline: Timeline, aim: Aim, day: date) -> Seen:
    """Everything that these gates look at on a day."""
    return Seen(
        tuple(trials_seen(timeline, aim, day)),
        tuple(horizons_seen(timeline, aim, day)),
        tuple(people_seen(timeline, day)),
    )


def trials_seen(timeline: Timeline, aim: Aim, day: date) -> list[TrialSeen]:
    """Every trial that had begun by a day, the newest first. Insight: role-before-title."""
    begun = sorted(
        (trial for trial in timeline.record.trials if trial.started <= day),
        key=lambda trial: (trial.started, trial.title, trial.skill),
        reverse=True,
    )
    return [_trial(trial, aim, day) for trial in begun]


def _trial(trial: Trial, aim: Aim, day: date) -> TrialSeen:
    running = is_running(trial, day)
    until = day if running or trial.ended is None else trial.ended
    days = (until - trial.started).days
    fits = reaches(aim.requirements.get(trial.skill, "none"), "shown")
    if fits and is_proof(trial, day):
        return TrialSeen(trial, days, ())
    shorts: dict[Short, bool] = {
        "skill": not fits,
        "running": running,
        "failed": not running and trial.outcome != "succeeded",
        "coaching": not running and trial.coaching not in LITTLE_COACHING,
        "short": not running and days < TRIAL_DAYS,
        "old": (day - until).days > TRIAL_FRESH_DAYS,
    }
    return TrialSeen(trial, days, tuple(short for short, holds in shorts.items() if holds))


def horizons_seen(timeline: Timeline, aim: Aim, day: date) -> list[HorizonSeen]:
    """The fresh wins, told or better, by horizon, the longest first, those without one last. Insight: time-horizon."""
    order = list(HORIZONS)
    fresh = _fresh(timeline, day)
    return [
        HorizonSeen(
            horizon,
            horizon in order and order.index(horizon) >= order.index(aim.horizon),
            tuple(win for win in fresh if win.horizon == horizon),
        )
        for horizon in [*reversed(order), ""]
    ]


def people_seen(timeline: Timeline, day: date) -> list[PersonSeen]:
    """Who stands behind a fresh win, told or better, the newest win's people first. Insight: earned-authority."""
    own = timeline.record.profile.department
    found: dict[str, list[tuple[Win, str, str, date]]] = {}
    for win in _fresh(timeline, day):
        for word in confirmed_by(win, day) if win.confirmations else ():
            found.setdefault(word.who, []).append((win, word.name or word.who, word.department, word.date))
    people = []
    for who, words in found.items():
        departments = tuple(sorted({department for _, _, department, _ in words if department}))
        win, name, _, said = words[0]
        other = bool(own) and any(department != own for department in departments)
        people.append(PersonSeen(who, name, departments, other, win, said, len(words)))
    return people


def _fresh(timeline: Timeline, day: date) -> list[Win]:
    """The fresh wins, told or better, the newest first."""
    return [win for win in reversed(timeline.wins_of_last(FRESH_DAYS + 1, day)) if win.told]
