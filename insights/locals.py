"""Where a person is a local, a regular or a tourist: contact with each department. Insight: locals-not-tourists."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from insights.dates import week_number
from insights.record import Touchpoint
from insights.timeline import Timeline
from insights.values import DEPARTMENTS

type Place = Literal["local", "regular", "tourist", "stranger"]

CONTACT_DAYS = 84
LOCAL_WEEKS = 6
LOCAL_JOINT_WORK = 2
REGULAR_WEEKS = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """Contact with one department in the last 84 days of a day, and where it makes the person stand.

    `weeks` counts different ISO weeks, `joint_work` touchpoints of that kind, `requests` those that are the
    person's own, `touchpoints` all.
    """

    department: str
    place: Place = "stranger"
    weeks: int = 0
    joint_work: int = 0
    requests: int = 0
    touchpoints: int = 0

    @property
    def others_short(self) -> int:
        """How many touchpoints that ask for nothing are missing until one's own requests are under half."""
        return max(0, 2 * self.requests - self.touchpoints + 1) if self.touchpoints else 0

    @property
    def short(self) -> int:
        """How many touchpoints at least are missing to be a local, each joint work and in a week of its own."""
        return max(LOCAL_WEEKS - self.weeks, LOCAL_JOINT_WORK - self.joint_work, self.others_short)


def contacts(timeline: Timeline, day: date) -> dict[str, Contact]:
    """Every department with any contact in the last 84 days, but one's own; all if one's own is not given."""
    own = timeline.record.profile.department
    found: dict[str, list[Touchpoint]] = {}
    for touchpoint in timeline.touchpoints_of_last(CONTACT_DAYS, day):
        found.setdefault(touchpoint.department, []).append(touchpoint)
    return {slug: _contact(slug, found[slug]) for slug in DEPARTMENTS if slug in found and slug != own}


def _contact(department: str, touchpoints: list[Touchpoint]) -> Contact:
    weeks = len({week_number(entry.date) for entry in touchpoints})
    joint_work = sum(entry.kind == "joint-work" for entry in touchpoints)
    requests = sum(entry.kind == "request" and entry.started_by == "me" for entry in touchpoints)
    place: Place = "tourist"
    if 2 * requests < len(touchpoints):
        if weeks >= LOCAL_WEEKS and joint_work >= LOCAL_JOINT_WORK:
            place = "local"
        elif weeks >= REGULAR_WEEKS:
            place = "regular"
    return Contact(department, place, weeks, joint_work, requests, len(touchpoints))
