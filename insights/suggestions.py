"""Which skills a text speaks for: text in, ranked skills out. Everything happens here; no text leaves the server."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched

from insights.catalog import catalog
from insights.text_models import text_model
from insights.text_models.phrases import phrases
from insights.text_models.reading import Reading

MOST = 3
"""A win speaks for three skills at most, so nobody needs more suggestions."""
KEPT = 6
"""So many candidates are kept, that a person's own leaning may still bring one forward."""
LEAST = 0.005
"""Below this chance a skill is not worth a look."""
KIND_WEIGHT = 0.4
"""How far the kind of a win speaks for the skills that it usually shows, in log-odds."""
FEWEST_WORDS = 3
READ_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill that a text seems to speak for.

    `score` is the chance, from 0 to 1, that a careful reader would name this skill first; `because` holds the text's
    own phrases that speak for it most, at most two.
    """

    skill: str
    score: float
    because: tuple[str, ...]


def suggest(text: str, kind: str = "") -> tuple[Suggestion, ...]:
    """The skills that `text` speaks for, the likeliest first; empty where it speaks for none, or nobody could tell.

    `text` is English, 3 words or more; of a long one only about the first 190 words are read. `kind` is the slug of a
    kind of win, if it is known: what it usually speaks for counts a little more.
    """
    return next(suggest_each([(text, kind)]))


def suggest_each(texts: Sequence[tuple[str, str]]) -> Iterator[tuple[Suggestion, ...]]:
    """What `suggest` gives for each text and kind, in order, as they are read: some at a time."""
    model = text_model()
    for some in batched(texts, READ_AT_ONCE):
        readings = model.read([text for text, _kind in some])
        for (text, kind), reading in zip(some, readings, strict=True):
            yield _ranked(text, kind, reading, model.silent_above)


def leaned(found: Sequence[Suggestion], leaning: Mapping[str, float]) -> tuple[Suggestion, ...]:
    """The best three of `found`, after each skill's chance is shifted by the person's `leaning`, in log-odds.

    Skills without a leaning keep their share; what lies outside of `found` stays as likely as it was.
    """
    weights = [one.score * math.exp(leaning.get(one.skill, 0.0)) for one in found]
    whole = sum(weights) + max(0.0, 1.0 - sum(one.score for one in found))
    shifted = [
        Suggestion(one.skill, round(weight / whole, 3), one.because) for one, weight in zip(found, weights, strict=True)
    ]
    return tuple(sorted(shifted, key=lambda one: -one.score)[:MOST])


def _ranked(text: str, kind: str, reading: Reading, silent_above: float) -> tuple[Suggestion, ...]:
    if reading.nothing >= silent_above or len(re.findall(r"\w+", text)) < FEWEST_WORDS:
        return ()
    chances = _with_kind(reading, kind)
    best = sorted(chances, key=lambda skill: (-chances[skill], skill))[:KEPT]
    return tuple(
        Suggestion(skill, round(chances[skill], 3), phrases(text, reading, skill))
        for skill in best
        if chances[skill] >= LEAST
    )


def _with_kind(reading: Reading, kind: str) -> dict[str, float]:
    """The chances, shifted a little towards what wins of this kind usually speak for."""
    usual = catalog().kinds[kind].skills if kind in catalog().kinds else ()
    if not usual:
        return reading.chances
    weights = {
        skill: chance * math.exp(KIND_WEIGHT if skill in usual else 0.0) for skill, chance in reading.chances.items()
    }
    whole = sum(weights.values()) + reading.nothing
    return {skill: weight / whole for skill, weight in weights.items()}
