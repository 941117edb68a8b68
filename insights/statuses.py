"""Where a skill stands, what it still lacks, and when it drops if nothing is added."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, cast

from insights.dates import shift
from insights.grades import COUNTING_DAYS, FRESH_DAYS

type Status = Literal["none", "started", "shown", "proven"]

STATUSES: tuple[Status, ...] = ("none", "started", "shown", "proven")

WINS_ASKED: dict[Status, int] = {"started": 1, "shown": 2, "proven": 3}
"""How many counting wins a status asks for; none is no status to ask for."""
SPAN_ASKED: dict[Status, int] = {"started": 0, "shown": 28, "proven": 90}
"""How many days at least the newest of them comes after the oldest."""


class Tally(NamedTuple):
    """What counts for a skill on a day.

    `backed` is the date of the newest counting win that is backed or confirmed, `confirmed` of the newest
    confirmed one. All dates are None where there is no such win.
    """

    wins: int = 0
    oldest: date | None = None
    newest: date | None = None
    backed: date | None = None
    confirmed: date | None = None

    @property
    def span(self) -> int:
        """Days from the oldest counting win to the newest."""
        return (self.newest - self.oldest).days if self.newest and self.oldest else 0


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a skill still lacks for a status; adding exactly this closes it.

    what: "win" (`count` more told wins), "backed" (one of the counting wins backed or confirmed),
    "confirmed" (one confirmed), "fresh-backed" (one that is fresh and backed or confirmed). For "win":
    where `apart` is not 0 the newest must come at least so many days after the oldest; then `since` is the
    first date that one of the new wins may bear to bring that about, and `before` the range of dates of an
    older one that would do as well. Where one of the new wins must be fresh too, `since` is late enough for
    that. `first` says that none counts yet. For "fresh-backed" `since` is the first fresh date.
    """

    what: Literal["win", "backed", "confirmed", "fresh-backed"]
    count: int
    apart: int = 0
    since: date | None = None
    before: tuple[date, date] | None = None
    first: bool = False


class Drop(NamedTuple):
    """The first day on which a skill stands lower if nothing is added, and where it stands then."""

    day: date
    status: Status


def reaches(status: str, asked: str) -> bool:
    """Whether a status is as high as the one asked for."""
    return STATUSES.index(cast(Status, status)) >= STATUSES.index(cast(Status, asked))


def status_of(tally: Tally, day: date) -> Status:
    """Where a skill stands on a day, from what counts for it then."""
    if not tally.wins:
        return "none"
    if _is_spread(tally, "proven") and tally.confirmed and _is_fresh(tally.backed, day):
        return "proven"
    if _is_spread(tally, "shown") and tally.backed and _is_fresh(tally.newest, day):
        return "shown"
    return "started"


def missing_for(tally: Tally, asked: Status, day: date) -> tuple[Missing, ...]:
    """What is missing on a day for the status asked, the wins first; empty if it is reached.

    Doing all of it reaches the status; doing one of it closes that one.
    """
    found = [_missing_wins(tally, asked, day)]
    if asked == "shown" and not tally.backed:
        found.append(Missing("backed", count=1))
    if asked == "proven" and not tally.confirmed:
        found.append(Missing("confirmed", count=1))
    if asked == "proven" and not _is_fresh(tally.backed, day):
        found.append(Missing("fresh-backed", count=1, since=shift(day, -FRESH_DAYS)))
    return tuple(entry for entry in found if entry)


def _missing_wins(tally: Tally, asked: Status, day: date) -> Missing | None:
    """The missing wins and where they must lie in time; None if number, span and freshness are there."""
    short = max(0, WINS_ASKED[asked] - tally.wins)
    stale = asked == "shown" and not _is_fresh(tally.newest, day)
    apart = SPAN_ASKED[asked] if tally.span < SPAN_ASKED[asked] else 0
    if not (short or stale or apart):
        return None
    count = max(1, short)
    fresh_since = shift(day, -FRESH_DAYS) if stale else None
    if not (tally.oldest and tally.newest):
        return Missing("win", count, apart, fresh_since, first=True)
    if not apart:
        return Missing("win", count, since=fresh_since)
    since = shift(tally.oldest, apart)
    if fresh_since:
        return Missing("win", count, apart, max(since, fresh_since))
    if since <= day:
        return Missing("win", count, apart, since)
    return Missing("win", count, apart, since, (shift(day, -COUNTING_DAYS), shift(tally.newest, -apart)))


def drop_of(dates: Sequence[date], tally: Tally, day: date) -> Drop | None:
    """When a skill next stands lower if nothing is added; None if it has no counting win.

    `dates` are those of its counting wins on that day, oldest first.
    """
    held = STATUSES[1 : STATUSES.index(status_of(tally, day)) + 1]
    if not held:
        return None
    ends = {status: _end(status, dates, tally) for status in reversed(held)}
    falls = ends[held[-1]]
    return Drop(falls, next((status for status, end in ends.items() if end > falls), "none"))


def _end(status: Status, dates: Sequence[date], tally: Tally) -> date:
    """The first day on which these wins no longer hold a status that they hold now."""
    newest = dates[-1]
    if status == "started":
        return shift(newest, COUNTING_DAYS + 1)
    mates = bisect_right(dates, shift(newest, -SPAN_ASKED[status]))
    lifted = (tally.backed, newest) if status == "shown" else (tally.confirmed, tally.backed)
    word, fresh = cast(tuple[date, date], lifted)  # A status that is held has both.
    oldest_needed = min(dates[-WINS_ASKED[status]], dates[mates - 1], word)
    return min(shift(oldest_needed, COUNTING_DAYS + 1), shift(fresh, FRESH_DAYS + 1))


def _is_spread(tally: Tally, status: Status) -> bool:
    return tally.wins >= WINS_ASKED[status] and tally.span >= SPAN_ASKED[status]


def _is_fresh(then: date | None, day: date) -> bool:
    return then is not None and (day - then).days <= FRESH_DAYS
