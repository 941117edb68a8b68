"""What counts for each skill on a day, for pages that need no more of the judgement. Remembered until it changes."""

from datetime import date
from typing import Any, NamedTuple

from evidence.models import User
from evidence.models.remembered import remembered
from evidence.record.person import judged_as, profile_of, wins_since
from insights import grades
from insights.dates import monday_of, shift
from insights.record import Record
from insights.statuses import Tally
from insights.timeline import Timeline


class Counted(NamedTuple):
    """What counts for each skill for which something does; and how many wins before this week wait for a skill."""

    tallies: dict[str, Tally]
    unlinked: int


def counted(user: User, day: date) -> Counted:
    """What counts on a day. One query once it is remembered."""
    known = remembered(user, "counted", _stamp(user, day), lambda: _with_unlinked(user, day))
    return Counted(_read(known["tallies"]), known["unlinked"])


def tallies(user: User, day: date) -> dict[str, Tally]:
    """What counts for each skill for which something does. One query once it is remembered."""
    return _read(_tallies(user, day))


def _with_unlinked(user: User, day: date) -> dict[str, Any]:
    unlinked = user.wins.kept().unlinked().filter(date__lt=monday_of(day)).count()
    return {"tallies": _tallies(user, day), "unlinked": unlinked}


def _tallies(user: User, day: date) -> dict[str, Any]:
    """What counts, as JSON. A change of the record that cannot touch what counts leaves it remembered."""
    return remembered(user, "tallies", _stamp(user, day), lambda: _worked_out(user, day), version="counting_version")


def _stamp(user: User, day: date) -> str:
    return f"{day.isoformat()} {judged_as(user)}"


def _worked_out(user: User, day: date) -> dict[str, Any]:
    timeline = Timeline(Record(profile_of(user), wins_since(user, shift(day, -grades.COUNTING_DAYS))))
    found = ((skill, timeline.tally(skill, day)) for skill in timeline.skills())
    return {skill: as_json(tally) for skill, tally in found if tally.wins}


def _read(known: dict[str, Any]) -> dict[str, Tally]:
    return {skill: from_json(content) for skill, content in known.items()}


def as_json(tally: Tally) -> list[int | str | None]:
    """A tally as it is remembered."""
    dates = (tally.oldest, tally.newest, tally.backed, tally.confirmed)
    return [tally.wins, *(day.isoformat() if day else None for day in dates)]


def from_json(content: list) -> Tally:
    """The tally that was remembered so."""
    wins, *dates = content
    return Tally(wins, *(date.fromisoformat(day) if day else None for day in dates))
