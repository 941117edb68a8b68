"""What a new packet proposes: for each requirement the fewest, strongest wins that carry it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import combinations

from insights.grades import GRADES, grade, is_fresh, why_not
from insights.record import Win
from insights.statuses import SPAN_ASKED, STATUSES, WINS_ASKED, Status, Tally, reaches, status_of

STRONGEST = 8
"""Of many wins, so many of the strongest are weighed against each other, beside those that carry a date."""


def proposal(wins: Sequence[Win], asked: Mapping[str, Status], day: date) -> dict[str, list[Win]]:
    """The wins to propose for each skill asked, strongest first; none where nothing counts on `day`.

    Each skill gets enough wins for the status asked, or where that cannot be had, for the highest status below
    it that can. Insight: skills-pyramid.
    """
    counting: dict[str, list[Win]] = {skill: [] for skill in asked}
    for win in wins:
        for link in win.links:
            if link.skill in counting and not why_not(win, link, day):
                counting[link.skill].append(win)
    return {skill: strongest(counting[skill], status, day) for skill, status in asked.items()}


def strength(win: Win, day: date) -> tuple[int, bool, date]:
    """What wins are ordered by: the grade, then freshness, then the newer one."""
    return GRADES.index(grade(win, day)), is_fresh(win, day), win.date


def strongest(wins: Sequence[Win], asked: Status, day: date) -> list[Win]:
    """The fewest of these counting wins that hold the status asked, or the highest that they can, in order."""
    if not wins:
        return []
    ranked = sorted(wins, key=lambda win: (strength(win, day), win.key), reverse=True)
    goal = min(asked, status_of(_tally(ranked, day), day), key=STATUSES.index)
    pool = _pool(ranked, goal, day)
    for size in range(min(WINS_ASKED[asked], len(pool)), len(pool) + 1):
        enough = [chosen for chosen in combinations(pool, size) if reaches(status_of(_tally(chosen, day), day), goal)]
        if enough:
            return list(max(enough, key=partial(_worth, day=day)))
    raise AssertionError("all of the pool together hold the goal")


def _pool(ranked: Sequence[Win], goal: Status, day: date) -> list[Win]:
    """The wins worth combining, strongest first: whatever status all of them hold, these hold it too."""
    newest = max(win.date for win in ranked)
    far = [win for win in ranked if (newest - win.date).days >= SPAN_ASKED[goal]]
    by_date = sorted(ranked, key=lambda win: win.date)
    backed = [win for win in by_date if grade(win, day) in ("backed", "confirmed")]
    confirmed = [win for win in by_date if grade(win, day) == "confirmed"]
    wanted = [*ranked[:STRONGEST], *far[:3], by_date[0], by_date[-1], *backed[-1:], *confirmed[-1:]]
    chosen = {id(win) for win in wanted}
    return [win for win in ranked if id(win) in chosen]


def _worth(chosen: Sequence[Win], day: date) -> tuple[list[int], int, int]:
    # The chosen stand strongest first, so their grades compare like words do.
    grades, fresh, dates = zip(*(strength(win, day) for win in chosen), strict=True)
    return list(grades), sum(fresh), sum(then.toordinal() for then in dates)


def _tally(wins: Sequence[Win], day: date) -> Tally:
    graded = [(win.date, grade(win, day)) for win in wins]
    dates = [then for then, _ in graded]
    return Tally(
        len(wins),
        min(dates),
        max(dates),
        max((then for then, worth in graded if worth in ("backed", "confirmed")), default=None),
        max((then for then, worth in graded if worth == "confirmed"), default=None),
    )
