"""What the page of half a year shows: the drawing, and below it every week in a table."""

from dataclasses import dataclass
from datetime import date

from evidence.models import User
from evidence.readiness.half_year import HalfYear, half_a_year
from evidence.record.person import profile_of
from evidence.web import wording
from evidence.web.as_of import query_of
from insights.targets import aim_of


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The page, up to the day `until`. `target` and `track` are what it is held against.

    `on` keeps a past day in other pages' addresses, and is empty for today.
    """

    half_year: HalfYear
    target: str
    track: str
    until: str
    on: str


def history_page(user: User, day: date) -> HistoryPage:
    """The page of a person up to a day. Raises TargetError."""
    aim = aim_of(profile_of(user))
    on = query_of(day, user.today())
    return HistoryPage(half_a_year(user, day), aim.title, aim.track, wording.in_full(day), on)
