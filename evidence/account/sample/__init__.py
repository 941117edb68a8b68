"""The sample data: half a year of one person who does not exist, as an evidence file, moved to today."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from evidence.evidence_file.importing import Import, take_in
from evidence.evidence_file.parcels import Parcel
from evidence.models import User
from insights.dates import shift
from insights.evidence_format import EvidenceFile, read

NAME = "Alice Moreau"
FILE = Path(__file__).with_name("sample.json")
LAST_DAY = date(2026, 11, 22)
"""The Sunday of the week in which the file ends. Its texts name no month and no year, so that it can be moved."""

AHEAD = frozenset({"target_date", "planned_end", "next"})
"""What may lie after today."""


@cache
def sample() -> EvidenceFile:
    """The sample as it is written, checked."""
    return read(FILE.read_bytes(), LAST_DAY)


def shifted(evidence: EvidenceFile, days: int) -> EvidenceFile:
    """The same evidence, every date `days` later (earlier if negative): whole weeks, so that a Monday stays one.

    Raises ValueError for days that are no whole weeks.
    """
    if days % 7:
        raise ValueError(f"{days} days are no whole weeks")
    return _with_days(evidence, lambda day, _name: shift(day, days))


def sample_for(today: date) -> EvidenceFile:
    """The sample with its last week as the week of `today`. What would lie ahead of today happens today."""
    sunday = today + timedelta(6 - today.weekday())
    moved = shifted(sample(), (sunday - LAST_DAY).days)
    return _with_days(moved, lambda day, name: day if name in AHEAD else min(day, today))


def load_sample(user: User, today: date) -> Import:
    """Gives `user` the sample as their record, as of `today`, every word of others in it taken for theirs."""
    evidence = sample_for(today)
    taken = take_in(user, Parcel(evidence, sha256=""), trusted=True, profiles="replace")
    if not user.name:
        user.name = NAME
        user.save(update_fields=["name"])
    return taken


def _with_days(value: Any, moved: Any, name: str = "") -> Any:
    """A copy of an entry in which every date is `moved(date, name of its field)`."""
    if isinstance(value, date):
        return moved(value, name)
    if isinstance(value, tuple):
        return tuple(_with_days(entry, moved, name) for entry in value)
    if is_dataclass(value):
        now = {one.name: _with_days(getattr(value, one.name), moved, one.name) for one in fields(value)}
        return replace(value, **now)  # type: ignore[type-var]
    return value
