"""Strategy for show: strategy before the ground under it. A warning, not a gate. Insight: strategy-theatre."""

from dataclasses import dataclass
from datetime import date

from insights.catalog import catalog
from insights.grades import GRADES, grade
from insights.record import Win
from insights.statuses import reaches, status_of
from insights.timeline import Timeline

THEATRE_DAYS = 180
HIGH_TIERS = ("strategy", "business")
ENOUGH_LINKS = 3


@dataclass(frozen=True, slots=True)
class Theatre:
    """Whether the last 180 days look like strategy for show, and why.

    `links` of the `of` links point to strategy or business skills, those of `wins`, oldest first; `thin` of
    these wins are neither backed nor confirmed; `foundations` are the foundation skills that are not yet
    shown.
    """

    warns: bool
    links: int
    of: int
    wins: tuple[Win, ...]
    thin: int
    foundations: tuple[str, ...]


def judge_theatre(timeline: Timeline, day: date) -> Theatre:
    """The warning on a day."""
    known = catalog().skills
    high = {slug for slug, skill in known.items() if skill.tier in HIGH_TIERS}
    recent = timeline.wins_of_last(THEATRE_DAYS, day)
    of = sum(len(win.links) for win in recent)
    links = sum(link.skill in high for win in recent for link in win.links)
    wins = [win for win in recent if any(link.skill in high for link in win.links)]
    thin = sum(GRADES.index(grade(win, day)) < GRADES.index("backed") for win in wins)
    low = tuple(
        slug
        for slug, skill in known.items()
        if skill.foundation and not reaches(status_of(timeline.tally(slug, day), day), "shown")
    )
    much = links >= ENOUGH_LINKS and 2 * links > of
    warns = much and (bool(low) or 2 * thin > len(wins))
    ordered = tuple(sorted(wins, key=lambda win: (win.date, win.title)))
    return Theatre(warns, links, of, ordered, thin, low)
