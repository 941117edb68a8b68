"""The phrases of a text that speak most for a skill: the reason that a person can follow."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from insights.text_models.reading import Reading, Word

MOST_PHRASES = 2
LONGEST = 6
"""A phrase has so many words at most; more is no longer a reason but the text again."""
_BREAK = re.compile(r"[.;:!?,()\[\]\"“”–—\n]|\s-\s")
# Words that no phrase begins or ends with.
_LITTLE = frozenset(
    "a an the and or but of to in on at for by with from as is are was were be been it its this that these those he she"
    " they we i you his her their our my your so if then than not no do did had has have who which what there into"
    " about".split()
)


def phrases(text: str, reading: Reading, skill: str) -> tuple[str, ...]:
    """At most two phrases of `text`, as they are written there, the more telling first; each within one clause."""
    pulls = reading.pulls(skill)
    if not pulls:
        return ()
    found: list[tuple[float, int, int]] = []
    for first, last in _windows(text, reading.words):
        worth = _worth(pulls[first : last + 1])
        if worth > 0:
            found.append((worth, first, last))
    chosen: list[tuple[float, int, int]] = []
    for worth, first, last in sorted(found, key=lambda one: (-one[0], one[1])):
        apart = all(last < other[1] or first > other[2] for other in chosen)
        if apart and (not chosen or worth > chosen[0][0] / 2):
            chosen.append((worth, first, last))
        if len(chosen) == MOST_PHRASES:
            break
    return tuple(text[reading.words[first].start : reading.words[last].end] for _worth, first, last in chosen)


def _worth(pulls: Sequence[float]) -> float:
    """What a run of words says for the skill: its sum, against the root of its length, so that short ones can win."""
    return sum(pulls) / math.sqrt(len(pulls))


def _windows(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Every run of two to six words of one clause that begins and ends with a word of its own weight."""
    clause, clauses = 0, [0]
    for before, after in pairwise(words):
        clause += bool(_BREAK.search(text[before.end : after.start]))
        clauses.append(clause)
    telling = [text[word.start : word.end].lower() not in _LITTLE for word in words]
    for first in range(len(words)):
        for last in range(first + 1, min(first + LONGEST, len(words))):
            if clauses[last] != clauses[first]:
                break
            if telling[first] and telling[last]:
                yield first, last
