"""Which way a person leans: what they answered to suggested skills shifts what is suggested to them later."""

from collections import Counter
from collections.abc import Iterable

LOOKED_AT = 200
"""So many of a person's newest answers count; older ones are forgotten."""
MOST = 0.8
"""No leaning is stronger, in log-odds: words that clearly speak for a skill outweigh any habit."""
DOUBT = 4
"""So many answers it takes to be half convinced."""


def leaning(answers: Iterable[tuple[str, bool]]) -> dict[str, float]:
    """How far each skill's chance is to be shifted for a person, in log-odds between -0.8 and 0.8.

    `answers` are pairs of a skill's slug and whether the person accepted it, newest first; the first 200 count. A skill
    that was accepted as often as not has no entry.
    """
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    for (skill, accepted), _ in zip(answers, range(LOOKED_AT), strict=False):
        (yes if accepted else no)[skill] += 1
    return {
        skill: round(MOST * (yes[skill] - no[skill]) / (yes[skill] + no[skill] + DOUBT), 3)
        for skill in sorted(yes | no)
        if yes[skill] != no[skill]
    }
