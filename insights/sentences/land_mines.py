"""Why a land mine is watched or stepped on, what to do against it, and strategy for show."""

from collections.abc import Callable

from insights.catalog import catalog
from insights.landmines import LandMine
from insights.sentences.words import listed, named, number, part, sentence, some
from insights.theatre import Theatre
from insights.values import DEPARTMENTS

COUNTER_MOVES = {
    "alignment": "Ask whoever decides for a yes, a no, or what they still need, with a date.",
    "stakeholders": "Bring them something of use to them, in their words, and ask for nothing.",
    "stretched": "Name the one thing that stops, and tell those whom it concerns.",
    "repeating": "Give one routine away, and put its hours into work of another kind.",
    "long-hours": "Look at what filled the longest week, and drop, shorten or hand over one thing of it.",
    "stuck": "Tell your manager where you are stuck, and agree on one step that fits into next week.",
    "low-impact": "Choose the number that the next launch is to move, and write down what it is now.",
}
"""One thing to do against each, whatever made it so. Insight: land-mines."""

_MOVES = {
    ("repeating", "unmet"): "Give one routine away, and put its hours into a skill that the target still asks for.",
    ("stuck", "date"): "Set a target date that lies ahead, with your manager.",
    ("stuck", "intentions"): "Choose one intention so small that next week cannot prevent it.",
    ("low-impact", "rule"): (
        "Choose the number that the last launch should have moved, and look it up, even if it is zero."
    ),
}
"""What to do where one rule decided, which knows what is lacking."""


def counter_move(mine: LandMine) -> str:
    """One thing to do against a land mine, which is not there yet; empty if it is clear."""
    return "" if mine.state == "clear" else _MOVES.get((mine.slug, mine.because), COUNTER_MOVES[mine.slug])


def mine_reason(mine: LandMine) -> str:
    """Why a land mine is not clear; empty if it is."""
    if mine.state == "clear":
        return ""
    if mine.because == "flags":
        return f"Flagged by hand {_in_check_ins(mine)}"
    return _REASONS[mine.slug](mine)


def _alignment(mine: LandMine) -> str:
    has = "has" if mine.count == 1 else "have"
    recommendations = sentence(some(mine.count, "recommendation"))
    return f"{recommendations}, {named(mine.names)}, {has} waited 28 days or more for a decision"


def _stakeholders(mine: LandMine) -> str:
    departments = listed([DEPARTMENTS[name] for name in mine.names])
    each = " with each" if mine.count > 1 else ""
    return f"{departments}: five contacts or more{each} in the last 84 days, and you are still a tourist there"


def _stretched(mine: LandMine) -> str:
    counts = ((mine.count, "running trial"), (mine.of - mine.count, "taken problem"))
    at_once = " at once" if mine.of > 1 else ""
    return sentence(listed([some(count, what) for count, what in counts if count])) + at_once


def _repeating(mine: LandMine) -> str:
    if mine.because == "unmet":
        return f"None of the {some(mine.of, 'win')} of the last 56 days speaks for a requirement that is still open"
    kind = catalog().kinds[mine.names[0]].name
    return f"{sentence(part(mine.count, mine.of, 'win'))} of the last 56 days are of one kind: {kind}"


def _long_hours(mine: LandMine) -> str:
    return f"50 hours or more {_in_check_ins(mine)}"


def _in_check_ins(mine: LandMine) -> str:
    return (
        "in the last check-in" if mine.of == 1 else f"in {number(mine.count)} of the last {number(mine.of)} check-ins"
    )


def _stuck(mine: LandMine) -> str:
    if mine.because == "date":
        return "No target date lies ahead"
    return f"The last {some(mine.count, 'intention')} that you answered for were not done"


def _low_impact(mine: LandMine) -> str:
    outcomes = f"{sentence(some(mine.count, 'outcome'))} of the last 90 days, {named(mine.names)},"
    return f"{outcomes} has no number after it" if mine.count == 1 else f"{outcomes} have no number after them"


def mine_clear(mine: LandMine) -> str:
    """What there is behind a land mine that is clear; empty where it is not."""
    if mine.state != "clear":
        return ""
    words = _CLEAR[mine.slug]
    return words if isinstance(words, str) else words(mine)


def _clear_stretched(mine: LandMine) -> str:
    return _stretched(mine) if mine.of else "No trial runs, and no problem is taken"


def _clear_repeating(mine: LandMine) -> str:
    wins = f"{sentence(some(mine.of, 'win'))} in the last 56 days"
    return f"{wins}, fewer than seven in ten of one kind" if mine.because == "kind" else wins


def _clear_long_hours(mine: LandMine) -> str:
    if not mine.of:
        return "No check-in in the last 56 days"
    return f"No week of 50 hours or more in the last {some(mine.of, 'check-in') if mine.of > 1 else 'check-in'}"


def _clear_stuck(mine: LandMine) -> str:
    if mine.because == "nothing":
        return "Nothing is logged yet"
    done = ", and the last intention was done" if mine.of and not mine.count else ""
    return f"A target date lies ahead{done}"


_CLEAR: dict[str, str | Callable[[LandMine], str]] = {
    "alignment": "No recommendation of the last 90 days has waited 28 days or more for a decision",
    "stakeholders": "In no department are you a tourist after five contacts or more in the last 84 days",
    "stretched": _clear_stretched,
    "repeating": _clear_repeating,
    "long-hours": _clear_long_hours,
    "stuck": _clear_stuck,
    "low-impact": "No outcome of the last 90 days lacks its number",
}

_REASONS = {
    "alignment": _alignment,
    "stakeholders": _stakeholders,
    "stretched": _stretched,
    "repeating": _repeating,
    "long-hours": _long_hours,
    "stuck": _stuck,
    "low-impact": _low_impact,
}


def theatre_reason(theatre: Theatre) -> str:
    """Why the last half-year looks like strategy for show; empty if it does not."""
    if not theatre.warns:
        return ""
    links = f"{theatre.links} of {theatre.of} links of the last 180 days are to strategy or business"
    if theatre.foundations:
        skills = listed([catalog().skills[slug].name for slug in theatre.foundations])
        return f"{links}, and {skills} {'is' if len(theatre.foundations) == 1 else 'are'} not shown"
    if len(theatre.wins) == 1:
        return f"{links}, and the one win behind them is neither backed nor confirmed"
    thin = f"{number(theatre.thin)} of these {some(len(theatre.wins), 'win')}"
    return f"{links}, and {thin} {'is' if theatre.thin == 1 else 'are'} neither backed nor confirmed"


def theatre_clear(theatre: Theatre) -> str:
    """What there is behind a record that shows no theatre."""
    if not theatre.of:
        return "No win of the last 180 days is linked to a skill"
    if theatre.of == 1:
        return f"The one link of the last 180 days is {'' if theatre.links else 'not '}to strategy or business"
    is_to = "is" if theatre.links < 2 else "are"
    return f"{sentence(part(theatre.links, theatre.of, 'link'))} of the last 180 days {is_to} to strategy or business"
