"""Where one skill stands on a day, held against what is asked of it."""

from dataclasses import dataclass
from datetime import date

from insights.statuses import Drop, Missing, Status, Tally, drop_of, missing_for, reaches, status_of
from insights.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one skill stands on a day. `asked` and `met` are None where the target does not ask for it.

    `missing` is empty where the requirement is met; `drop` says when the status falls if nothing is added.
    """

    skill: str
    asked: Status | None
    status: Status
    met: bool | None
    missing: tuple[Missing, ...]
    tally: Tally
    drop: Drop | None


def standing_of(timeline: Timeline, skill: str, day: date, asked: Status | None = None) -> Standing:
    """Where one skill stands on a day, held against the status asked if there is one."""
    tally = timeline.tally(skill, day)
    status = status_of(tally, day)
    drop = drop_of(timeline.counting_dates(skill, day), tally, day)
    if asked is None:
        return Standing(skill, None, status, None, (), tally, drop)
    return Standing(skill, asked, status, reaches(status, asked), missing_for(tally, asked, day), tally, drop)
