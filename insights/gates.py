"""The six gates of readiness: conditions beside the single skills, and what holds each of them open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from insights.catalog import HORIZONS, catalog
from insights.locals import Contact
from insights.record import Trial
from insights.standing import Standing, standing_of
from insights.statuses import Missing, Status, reaches
from insights.targets import Aim
from insights.timeline import Timeline

GATES = ("skills", "traits", "trial", "foundations", "horizon", "confirmed")

TRAITS_FROM = 3
"""The order of the lowest levels to which the traits gate applies: principal-pm and director."""
FOUNDATIONS_FROM = 2
"""The order of the lowest level to which the foundations gate applies: senior-pm."""
LOCALS_ASKED = 2
HORIZON_WINS_ASKED = 2
PEOPLE_ASKED = 3
PEOPLE_ASKED_OF_PM = 2
TRIAL_DAYS = 28
TRIAL_FRESH_DAYS = 548
LITTLE_COACHING = ("none", "minimal")


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that holds a gate open; bringing exactly this closes that thing.

    what: "skill" (it must reach `asked`, and lacks `missing` for that), "locals" (`count` more departments;
    the nearest are `nearest`), "department" (one's own is not given), "trial" (`trial` is one that runs and
    would do), "horizon" (`count` more fresh wins that look as far as `horizon`), "people" (`count` more
    different people who confirm), "outsider" (one of those who confirm from another department). `needs` is
    about how many things to do.
    """

    what: Literal["skill", "locals", "department", "trial", "horizon", "people", "outsider"]
    needs: int = 1
    count: int = 0
    skill: str = ""
    asked: Status = "none"
    missing: tuple[Missing, ...] = ()
    nearest: tuple[Contact, ...] = ()
    trial: Trial | None = None
    horizon: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate on a day. One that does not apply has `met` None and lacks nothing."""

    slug: str
    applies: bool
    met: bool | None
    lacks: tuple[Lack, ...] = ()

    @property
    def needs(self) -> int:
        """About how many things there are to do until it holds."""
        return sum(lack.needs for lack in self.lacks)


def judge_gates(
    timeline: Timeline, aim: Aim, day: date, skills: Mapping[str, Standing], places: Mapping[str, Contact]
) -> dict[str, Gate]:
    """All six, in order. `skills` are the standings of that day, requirements among them, `places` its contacts."""
    traits, foundations = aim.order >= TRAITS_FROM, aim.order >= FOUNDATIONS_FROM
    lacks: dict[str, list[Lack] | None] = {
        "skills": [_skill(entry) for entry in skills.values() if entry.met is False],
        "traits": _traits(timeline, day, places) if traits else None,
        "trial": _trial(timeline, aim, day),
        "foundations": _foundations(timeline, day) if foundations else None,
        "horizon": _horizon(timeline, aim, day),
        "confirmed": _confirmed(timeline, aim, day),
    }
    return {
        slug: Gate(slug, True, not found, tuple(found)) if found is not None else Gate(slug, False, None)
        for slug, found in lacks.items()
    }


def _skill(standing: Standing) -> Lack:
    needs = sum(entry.count for entry in standing.missing)
    asked = standing.asked or "none"
    return Lack("skill", needs, skill=standing.skill, asked=asked, missing=standing.missing)


def _not_shown(timeline: Timeline, skills: list[str], day: date) -> list[Lack]:
    standings = (standing_of(timeline, skill, day, "shown") for skill in skills)
    return [_skill(standing) for standing in standings if not standing.met]


def _traits(timeline: Timeline, day: date, places: Mapping[str, Contact]) -> list[Lack]:
    """Insights: three-traits, locals-not-tourists."""
    lacks = _not_shown(timeline, [entry.slug for entry in catalog().skills.values() if entry.trait], day)
    short = LOCALS_ASKED - sum(contact.place == "local" for contact in places.values())
    if short > 0:
        known = sorted((c for c in places.values() if c.place != "local"), key=lambda c: (c.short, c.department))
        nearest = tuple(known[:short])
        strangers = Contact("").short * (short - len(nearest))
        needs = sum(contact.short for contact in nearest) + strangers
        lacks.append(Lack("locals", needs, short, nearest=nearest))
    return lacks + _own_department(timeline)


def _own_department(timeline: Timeline) -> list[Lack]:
    return [] if timeline.record.profile.department else [Lack("department")]


def trials_for(timeline: Timeline, aim: Aim, day: date) -> list[Trial]:
    """The trials that had begun by a day, on skills that the target asks to be shown or proven, newest first."""
    trials = (
        trial
        for trial in timeline.record.trials
        if trial.started <= day and reaches(aim.requirements.get(trial.skill, "none"), "shown")
    )
    return sorted(trials, key=lambda trial: (trial.started, trial.title, trial.skill), reverse=True)


def is_running(trial: Trial, day: date) -> bool:
    """Whether a trial had begun and not ended on a day; one that ended later is still running."""
    return trial.started <= day and (trial.ended is None or trial.ended > day)


def is_proof(trial: Trial, day: date) -> bool:
    """Whether a trial ended in success with little coaching, long enough after its start, not too long ago."""
    return (
        trial.ended is not None
        and trial.outcome == "succeeded"
        and trial.coaching in LITTLE_COACHING
        and (trial.ended - trial.started).days >= TRIAL_DAYS
        and 0 <= (day - trial.ended).days <= TRIAL_FRESH_DAYS
    )


def _trial(timeline: Timeline, aim: Aim, day: date) -> list[Lack]:
    """Insight: role-before-title."""
    trials = trials_for(timeline, aim, day)
    if any(is_proof(trial, day) for trial in trials):
        return []
    running = [trial for trial in trials if is_running(trial, day)]
    if not running:
        return [Lack("trial", needs=4)]
    oldest = running[-1]
    return [Lack("trial", 1 if (day - oldest.started).days >= TRIAL_DAYS else 2, trial=oldest)]


def _foundations(timeline: Timeline, day: date) -> list[Lack]:
    """Insights: strategy-theatre, earn-the-seat."""
    return _not_shown(timeline, [entry.slug for entry in catalog().skills.values() if entry.foundation], day)


def _horizon(timeline: Timeline, aim: Aim, day: date) -> list[Lack]:
    """Insight: time-horizon."""
    order = list(HORIZONS)
    enough = order[order.index(aim.horizon) :]
    wins = timeline.fresh_by_horizon(day)
    short = HORIZON_WINS_ASKED - sum(wins.get(horizon, 0) for horizon in enough)
    return [Lack("horizon", short, short, horizon=aim.horizon)] if short > 0 else []


def people_asked(aim: Aim) -> int:
    """How many different people must confirm something for a target."""
    return PEOPLE_ASKED_OF_PM if aim.target == "pm" else PEOPLE_ASKED


def _confirmed(timeline: Timeline, aim: Aim, day: date) -> list[Lack]:
    """Insight: earned-authority."""
    own, people = timeline.record.profile.department, timeline.fresh_people(day)
    lacks = []
    short = people_asked(aim) - len({who for who, _ in people})
    if short > 0:
        lacks.append(Lack("people", short, short))
    if not any(department and department != own for _, department in people):
        # One of the people who are missing anyway can be this one.
        lacks.append(Lack("outsider", 0 if short > 0 else 1, 1))
    return lacks + _own_department(timeline)
