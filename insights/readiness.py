"""The judgement itself: a record, a day and a target in, an assessment out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from insights import grades
from insights.catalog import catalog
from insights.dates import shift
from insights.gates import Gate, judge_gates
from insights.grades import COUNTING_DAYS, FRESH_DAYS, Grade, Reason
from insights.landmines import LandMine, judge_land_mines
from insights.locals import Contact, contacts
from insights.record import Link, Record, Win
from insights.standing import Standing, standing_of
from insights.steps import Step, next_steps
from insights.targets import Aim, aim_of
from insights.theatre import Theatre, judge_theatre
from insights.timeline import Timeline
from insights.verdicts import Verdict, verdict_of

__all__ = [
    "Assessment",
    "Evidence",
    "Standing",
    "Timeline",
    "assess",
    "assess_aim",
    "assess_timeline",
    "evidence_for",
    "standing_of",
]


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement of one day. `skills`: the requirements in order, then every other skill that counts.

    `locals` holds the departments with any contact in the window, `land_mines` all seven, `gates` all six.
    """

    aim: Aim
    day: date
    skills: Mapping[str, Standing]
    gates: Mapping[str, Gate]
    verdict: Verdict
    locals: Mapping[str, Contact]
    land_mines: Mapping[str, LandMine]
    theatre: Theatre
    next_steps: tuple[Step, ...]

    @property
    def requirements(self) -> list[Standing]:
        """The skills that the target asks for, in the catalogue's order."""
        return [standing for standing in self.skills.values() if standing.asked]

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return _met(self.skills)

    @property
    def of(self) -> int:
        """How many requirements the target has."""
        return len(self.aim.requirements)


def assess(record: Record, day: date, target: str = "") -> Assessment:
    """Judge a record on a day, for the target given or else the profile's own.

    What is dated after the day is not seen. Raises TargetError where there is no target above the level.
    """
    return assess_timeline(Timeline(record), day, target)


def assess_timeline(timeline: Timeline, day: date, target: str = "") -> Assessment:
    """The same for a record that is already in order; use it to ask about several days or targets."""
    return assess_aim(timeline, aim_of(timeline.record.profile, target), day)


def assess_aim(timeline: Timeline, aim: Aim, day: date) -> Assessment:
    """The same for any aim, on another track than the person's for one."""
    skills = stand(timeline, aim, day)
    places = contacts(timeline, day)
    gates = judge_gates(timeline, aim, day, skills, places)
    return Assessment(
        aim=aim,
        day=day,
        skills=skills,
        gates=gates,
        verdict=verdict_of(_met(skills), len(aim.requirements), gates),
        locals=places,
        land_mines=judge_land_mines(timeline, day, skills, places),
        theatre=judge_theatre(timeline, day),
        next_steps=next_steps(timeline, aim, day, skills, gates),
    )


def _met(skills: Mapping[str, Standing]) -> int:
    return sum(bool(standing.met) for standing in skills.values())


def stand(timeline: Timeline, aim: Aim, day: date) -> dict[str, Standing]:
    """Every skill that the target asks for, then every other with a counting link, in catalogue order."""
    skills = {skill: standing_of(timeline, skill, day, asked) for skill, asked in aim.requirements.items()}
    for skill in catalog().skills:
        if skill not in skills:
            standing = standing_of(timeline, skill, day)
            if standing.tally.wins:
                skills[skill] = standing
    return skills


@dataclass(frozen=True, slots=True)
class Evidence:
    """One link of a win to a skill on a day: its worth, whether it counts and if not why, and until when.

    `fades` is the first day on which it is no longer fresh, `ends` the first on which it no longer counts.
    """

    win: Win
    link: Link
    grade: Grade
    counts: bool
    fresh: bool
    reasons: tuple[Reason, ...]
    fades: date
    ends: date


def evidence_for(record: Record, skill: str, day: date) -> list[Evidence]:
    """Every link to a skill, counting or not, the newest win first; what is dated later is left out."""
    found = [
        _evidence(win, link, day) for win in record.wins if win.date <= day for link in win.links if link.skill == skill
    ]
    return sorted(found, key=lambda entry: (entry.win.date, entry.win.key), reverse=True)


def _evidence(win: Win, link: Link, day: date) -> Evidence:
    reasons = grades.why_not(win, link, day)
    return Evidence(
        win,
        link,
        grades.grade(win, day),
        not reasons,
        grades.is_fresh(win, day),
        reasons,
        shift(win.date, FRESH_DAYS + 1),
        shift(win.date, COUNTING_DAYS + 1),
    )
