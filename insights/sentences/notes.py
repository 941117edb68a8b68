"""The two quiet observations beside the judgement."""

from insights.catalog import TIERS, catalog
from insights.notes import Lean, OldStrengths
from insights.targets import Aim

_LEANS = {
    "entrepreneurial": ("the effect in the market", "the cause beneath"),
    "analytical": ("the cause beneath", "the effect in the market"),
}


def old_strengths(note: OldStrengths, aim: Aim) -> str:
    """That the last half-year feeds what the level asks for already."""
    below = "" if note.tier == next(iter(TIERS)) else " or below"
    target = catalog().levels[aim.target]
    return (
        f"{note.links} of {note.of} links of the last 180 days are to skills of the {note.tier} tier{below}: "
        f"those strengths are counted already. {target.short} rests on the {target.tier} tier"
    )


def lean(note: Lean) -> str:
    """Which background the wins lean to, and what the other one would look at."""
    much, little = _LEANS[note.side]
    rest = f", the rest of {little}" if note.links < note.of else ""
    links = f"{note.links} of {note.of} links of the last year speak of {much}{rest}"
    return f"Your wins lean to the {note.side} side: {links}. The job asks for both"
