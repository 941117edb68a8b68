"""Where one skill stands on a day, held against what is asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from insights.statuses import Drop, Missing, Status, Tally, drop_of, missing_for, reaches, status_of
from insights.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one skill stands on `day`. `asked` and `met` are None where the target does not ask for it.

    `dates` are those of its counting wins, oldest first. What it lacks and when it drops is worked out when somebody
    asks: half a year of weeks is judged without it.
    """

    skill: str
    asked: Status | None
    status: Status
    met: bool | None
    tally: Tally
    dates: Sequence[date]
    day: date

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What it lacks for what is asked; empty where that is met, or nothing is asked."""
        return missing_for(self.tally, self.asked, self.day) if self.asked else ()

    @property
    def drop(self) -> Drop | None:
        """When its status falls if nothing is added; None if it has nowhere to fall."""
        return drop_of(self.dates, self.tally, self.day)


def standing_of(timeline: Timeline, skill: str, day: date, asked: Status | None = None) -> Standing:
    """Where one skill stands on a day, held against the status asked if there is one."""
    dates, tally = timeline.counting(skill, day)
    status = status_of(tally, day)
    return Standing(skill, asked, status, reaches(status, asked) if asked else None, tally, dates, day)
