"""Two quiet observations beside the judgement: old strengths that are fed on, and what the wins lean to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from insights.catalog import TIERS, catalog
from insights.record import Win
from insights.targets import Aim
from insights.timeline import Timeline

HALF_YEAR_DAYS = 180
ENOUGH_OLD = 5
"""So many links the last half-year must have before anything is said about where they point."""

LEAN_DAYS = 365
ENOUGH_LEANING = 6
"""So many links of the last year must point to one of the two backgrounds before a lean is told."""
ENTREPRENEURIAL = frozenset({"impact-focus", "winning-outcomes"})
"""To pick what has an effect, and to see it win."""
ANALYTICAL = frozenset({"root-cause", "customer-insight"})
"""To look for the cause beneath, and to draw it out of what customers say."""

type Side = Literal["entrepreneurial", "analytical"]


@dataclass(frozen=True, slots=True)
class OldStrengths:
    """`links` of the `of` links of the last 180 days speak for skills of the `tier` of the level, or of a lower one."""

    links: int
    of: int
    tier: str


@dataclass(frozen=True, slots=True)
class Lean:
    """`links` of the `of` links of the last 365 days to either background are to this side of it."""

    side: Side
    links: int
    of: int


def old_strengths(timeline: Timeline, aim: Aim, day: date) -> OldStrengths | None:
    """Whether the last half-year feeds what the level asks for already; None if not, or if there is too little.

    More than half of the links of the last 180 days' wins, of any grade, five links or more in all, speak for skills
    of the level's own tier or a lower one, while the target's tier is a higher one. Insight: what-got-you-here.
    """
    level, target, order = catalog().levels[timeline.record.profile.level], catalog().levels[aim.target], list(TIERS)
    if level.tier is None or target.tier is None or order.index(target.tier) <= order.index(level.tier):
        return None
    tiers = [catalog().skills[skill].tier for skill in _skills(timeline.wins_of_last(HALF_YEAR_DAYS, day))]
    old = sum(order.index(tier) <= order.index(level.tier) for tier in tiers)
    return OldStrengths(old, len(tiers), level.tier) if len(tiers) >= ENOUGH_OLD and 2 * old > len(tiers) else None


def lean(timeline: Timeline, day: date) -> Lean | None:
    """Which of two backgrounds the last year's wins, of any grade, lean to; None if to neither, or too few.

    Of six links or more to the skills of either background, two thirds or more are to one. Insight: two-backgrounds.
    """
    skills = _skills(timeline.wins_of_last(LEAN_DAYS, day))
    counts: dict[Side, int] = {
        "entrepreneurial": sum(skill in ENTREPRENEURIAL for skill in skills),
        "analytical": sum(skill in ANALYTICAL for skill in skills),
    }
    of, side = sum(counts.values()), max(counts, key=lambda side: counts[side])
    return Lean(side, counts[side], of) if of >= ENOUGH_LEANING and 3 * counts[side] >= 2 * of else None


def _skills(wins: list[Win]) -> list[str]:
    return [link.skill for win in wins for link in win.links]
