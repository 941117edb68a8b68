"""The judgement itself: a record, a day and a target in, an assessment out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from insights import grades
from insights.catalog import catalog
from insights.dates import shift
from insights.grades import COUNTING_DAYS, FRESH_DAYS, Grade, Reason
from insights.record import Link, Record, Win
from insights.statuses import Drop, Missing, Status, Tally, drop_of, missing_for, reaches, status_of
from insights.targets import Aim, aim_of
from insights.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one skill stands on a day. `required` and `met` are None where the target does not ask for it.

    `missing` is empty where the requirement is met; `drop` says when the status falls if nothing is added.
    """

    skill: str
    required: Status | None
    status: Status
    met: bool | None
    missing: tuple[Missing, ...]
    tally: Tally
    drop: Drop | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement of one day. `skills`: the requirements in order, then every other skill that counts."""

    aim: Aim
    day: date
    skills: Mapping[str, Standing]

    @property
    def requirements(self) -> list[Standing]:
        """The skills that the target asks for, in the catalogue's order."""
        return [standing for standing in self.skills.values() if standing.required]

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return sum(bool(standing.met) for standing in self.skills.values())

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
    aim = aim_of(timeline.record.profile, target)
    return Assessment(aim, day, stand(timeline, aim, day))


def stand(timeline: Timeline, aim: Aim, day: date) -> dict[str, Standing]:
    """Every skill that the target asks for, then every other with a counting link, in catalogue order."""
    skills = {skill: standing_of(timeline, skill, day, asked) for skill, asked in aim.requirements.items()}
    for skill in catalog().skills:
        if skill not in skills:
            standing = standing_of(timeline, skill, day)
            if standing.tally.wins:
                skills[skill] = standing
    return skills


def standing_of(timeline: Timeline, skill: str, day: date, asked: Status | None = None) -> Standing:
    """Where one skill stands on a day, held against the status asked if there is one."""
    tally = timeline.tally(skill, day)
    status = status_of(tally, day)
    drop = drop_of(timeline.counting_dates(skill, day), tally, day)
    if asked is None:
        return Standing(skill, None, status, None, (), tally, drop)
    met = reaches(status, asked)
    return Standing(skill, asked, status, met, () if met else missing_for(tally, asked, day), tally, drop)


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
        _evidence(win, link, day)
        for win in record.wins
        if win.date <= day
        for link in win.links
        if link.skill == skill
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
