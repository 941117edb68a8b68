"""What taking a file in comes to, in words: for the preview, and in one line."""

from dataclasses import dataclass
from datetime import date

from evidence.evidence_file.importing import Import
from evidence.evidence_file.notes import TOLD, notes_for_people
from insights.dates import in_words
from insights.sentences import listed

WINS_LISTED = 50
LINES_LISTED = 100


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """How many entries of an area are new, and how many are here already."""

    name: str
    new: int
    here: int


@dataclass(frozen=True, slots=True)
class NewWin:
    """A win that would be added, its day in words."""

    title: str
    day: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What an import comes to; of wins and notes the first ones, with how many more.

    `files` and `size` (bytes) are what it brings along. `may_replace`: whether the file's profile or workplace
    could take the place of one's own.
    """

    areas: tuple[AreaCounts, ...]
    wins: tuple[NewWin, ...]
    more_wins: int
    notes: tuple[str, ...]
    more_notes: int
    files: int
    size: int
    changes_nothing: bool
    may_replace: bool


def outline(found: Import, today: date) -> Outline:
    """The preview of an import, dates in words as seen on `today`."""
    added, here = found.additions.added, found.additions.here
    areas = (AreaCounts(area.many.capitalize(), len(added[area.name]), len(here[area.name])) for area in TOLD)
    new = list(found.new_wins.values())
    told = notes_for_people(found, today)
    return Outline(
        areas=tuple(area for area in areas if area.new or area.here),
        wins=tuple(NewWin(win.title, in_words(win.date, today)) for win in new[:WINS_LISTED]),
        more_wins=max(0, len(new) - WINS_LISTED),
        notes=tuple(told[:LINES_LISTED]),
        more_notes=max(0, len(told) - LINES_LISTED),
        files=found.bytes.count,
        size=found.bytes.size,
        changes_nothing=found.changes_nothing,
        may_replace=any(stays.week is None for stays in found.additions.stays),
    )


def said(found: Import) -> str:
    """What has been taken in, in one line."""
    return "All of this was here already. Nothing has changed." if found.changes_nothing else f"Taken in: {_sum(found)}"


def would_say(found: Import) -> str:
    """What would be taken in, in one line."""
    return "All of this is here already." if found.changes_nothing else f"This would be taken in: {_sum(found)}"


def _sum(found: Import) -> str:
    added = [
        f"{len(entries):,} {area.called if len(entries) == 1 else area.many}"
        for area in TOLD
        if (entries := found.additions.added[area.name])
    ]
    if back := len(found.bytes.back):
        added.append(f"{back:,} missing {'file' if back == 1 else 'files'}")
    here = sum(map(len, found.additions.here.values()))
    rest = f" Here already: {here:,} {'entry' if here == 1 else 'entries'}." if here else ""
    return f"{listed(added) or 'the profile'}.{rest}"
