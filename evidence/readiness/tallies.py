"""What counts for each skill on a day, for pages that need no more of the judgement. Remembered until it changes.

Beside it, how many wins wait for a skill: that changes with every captured line, what counts does not.
"""

from datetime import date

from evidence.models import User
from evidence.models.remembered import Recalled, recall, remembered
from evidence.record.person import judged_as, profile_of, wins_since
from insights import grades
from insights.dates import monday_of, shift
from insights.record import Record
from insights.statuses import Tally
from insights.timeline import Timeline


def tallies(user: User, day: date, recalled: Recalled | None = None) -> dict[str, Tally]:
    """What counts for each skill for which something does. One query once it is remembered."""
    stamp = f"{day.isoformat()} {judged_as(user)}"
    # No change of the record makes them stale that cannot touch what counts: a captured line leaves them remembered.
    return remembered(
        user,
        "tallies",
        stamp,
        dict[str, Tally],
        lambda: _worked_out(user, day),
        recalled,
        version="counting_version",
    )


def tallies_and_unlinked(user: User, day: date, recalled: Recalled | None = None) -> tuple[dict[str, Tally], int]:
    """The same, and how many wins before this week wait for a skill. One query for both once they are remembered."""
    if recalled is None:
        with recall(user, "tallies", "unlinked") as recalled:
            return tallies_and_unlinked(user, day, recalled)
    monday = monday_of(day)
    older = user.wins.kept().unlinked().filter(date__lt=monday)
    unlinked = remembered(user, "unlinked", monday.isoformat(), int, older.count, recalled)
    return tallies(user, day, recalled), unlinked


def _worked_out(user: User, day: date) -> dict[str, Tally]:
    timeline = Timeline(Record(profile_of(user), wins_since(user, shift(day, -grades.COUNTING_DAYS))))
    found = ((skill, timeline.tally(skill, day)) for skill in timeline.skills())
    return {skill: tally for skill, tally in found if tally.wins}
