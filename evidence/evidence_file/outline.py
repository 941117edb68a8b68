"""What taking a file in comes to, in words: for the preview, and in one line."""

from dataclasses import dataclass
from datetime import date

from evidence.evidence_file.importing import Import
from evidence.evidence_file.notes import WORDS, notes_for_people
from insights.dates import in_words
from insights.sentences import listed

WINS_LISTED = 50
LINES_LISTED = 100


@dataclass(frozen=True, slots=True)
class Outline:
    """A preview. `areas` are (name, new, here already); of wins and notes the first ones, with how many more."""

    areas: tuple[tuple[str, int, int], ...]
    wins: tuple[tuple[str, str], ...]
    more_wins: int
    notes: tuple[str, ...]
    more_notes: int
    changes_nothing: bool
    may_replace: bool


def outline(found: Import, today: date) -> Outline:
    """The preview of an import, dates in words as seen on `today`."""
    merge = found.merge
    areas = tuple((WORDS[area][1].capitalize(), len(merge.added[area]), merge.here[area]) for area in WORDS)
    new = list(found.new_wins.values())
    told = notes_for_people(found, today)
    return Outline(
        tuple(row for row in areas if row[1] or row[2]),
        tuple((win.title, in_words(win.date, today)) for win in new[:WINS_LISTED]),
        max(0, len(new) - WINS_LISTED),
        tuple(told[:LINES_LISTED]),
        max(0, len(told) - LINES_LISTED),
        found.changes_nothing,
        any(stays.week is None for stays in merge.stays),
    )


def said(found: Import) -> str:
    """What has been taken in, in one line."""
    return "All of this was here already. Nothing has changed." if found.changes_nothing else f"Taken in: {_sum(found)}"


def would_say(found: Import) -> str:
    """What would be taken in, in one line."""
    return "All of this is here already." if found.changes_nothing else f"This would be taken in: {_sum(found)}"


def _sum(found: Import) -> str:
    added = [
        f"{len(entries):,} {WORDS[area][0] if len(entries) == 1 else WORDS[area][1]}"
        for area in WORDS
        if (entries := found.merge.added[area])
    ]
    here = sum(found.merge.here.values())
    rest = f" Here already: {here:,} {'entry' if here == 1 else 'entries'}." if here else ""
    return f"{listed(added) or 'the profile'}.{rest}"
