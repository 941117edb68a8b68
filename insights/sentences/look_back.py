"""What the look back tells: how a requirement was gained or lost, and for how long nothing has changed."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from insights.dates import in_words
from insights.sentences.words import called, named, some

if TYPE_CHECKING:
    from insights.look_back import Change, Week

_REASONS = {
    "win": "{win} made the difference",
    "word": "{who} confirmed {win} that day",
    "faded": "{win} was then more than a year old",
    "ended": "{win} was then more than two years old and no longer counted",
    "taken-back": "{who} no longer stood by {win} then",
}


def change(entry: "Change", day: date) -> str:
    """A requirement that was met or lost, when and by what. `day` is the day that the look back ends on."""
    turned = "met" if entry.gained else "lost"
    words = f"{called(entry.skill)} {turned} on {in_words(entry.day, day)}"
    return f"{words}: {_REASONS[entry.why].format(win=named([entry.win.title]), who=entry.who)}" if entry.win else words


def unchanged(weeks: "Sequence[Week]", day: date) -> str:
    """How long requirements and gates have stood as they do, and when the last requirement was met or lost.

    Empty where nothing is met and nothing has ever changed.
    """
    changes = [entry for week in weeks for entry in week.changes]
    turned = [entry.day for entry in changes]
    # Of a gate the day is not known, only the week in which it opened or closed.
    turned += [week.day for before, week in pairwise(weeks) if _held(before) != _held(week)]
    if not turned:
        return "Unchanged for half a year." if weeks[-1].met else ""
    quiet = (day - max(turned)).days // 7
    parts = [f"Unchanged for {some(quiet, 'week')}."] if quiet else []
    if changes:
        last = max(changes, key=lambda entry: entry.day)
        parts.append(f"The last requirement was {'met' if last.gained else 'lost'} on {in_words(last.day, day)}.")
    return " ".join(parts)


def _held(week: "Week") -> set[str]:
    return {slug for slug, gate in week.gates.items() if gate.met}
