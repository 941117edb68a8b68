"""What counts for each skill on a day, for pages that need no more of the judgement. Remembered until it changes."""

from datetime import date

from evidence.models import User
from evidence.models.remembered import remembered
from evidence.record import judged_as, profile_of, wins_since
from insights import grades
from insights.dates import shift
from insights.record import Record
from insights.statuses import Tally
from insights.timeline import Timeline


def tallies(user: User, day: date) -> dict[str, Tally]:
    """What counts for each skill for which something does. One query once it is remembered."""
    stamp = f"{day.isoformat()} {judged_as(user)}"
    known = remembered(user, "tallies", stamp, lambda: _worked_out(user, day))
    return {skill: from_json(content) for skill, content in known.items()}


def _worked_out(user: User, day: date) -> dict[str, list[int | str | None]]:
    """The tallies as JSON."""
    timeline = Timeline(Record(profile_of(user), wins_since(user, shift(day, -grades.COUNTING_DAYS))))
    counted = ((skill, timeline.tally(skill, day)) for skill in timeline.skills())
    return {skill: as_json(tally) for skill, tally in counted if tally.wins}


def as_json(tally: Tally) -> list[int | str | None]:
    """A tally as it is remembered."""
    dates = (tally.oldest, tally.newest, tally.backed, tally.confirmed)
    return [tally.wins, *(day.isoformat() if day else None for day in dates)]


def from_json(content: list) -> Tally:
    """The tally that was remembered so."""
    wins, *dates = content
    return Tally(wins, *(date.fromisoformat(day) if day else None for day in dates))
