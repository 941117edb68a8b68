"""What a text model makes of a text: a chance for each skill, and which of its words speak for which skill."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

MOST_WORDS = 300
_WORD = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*|[$€£]?\d+(?:[.,:/]\d+)*(?:%|[^\W\d_]+)?|[%€$£]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, as it is written: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as a model reads it.

    `chances` gives each skill the chance, from 0 to 1, that a reader would name it first; `nothing` is the chance that
    the text speaks for none. Together they make 1. `pulls` says for a skill how far each of `words` speaks for it
    rather than for the others, in log-odds.
    """

    chances: dict[str, float]
    nothing: float
    words: tuple[Word, ...]
    pulls: Callable[[str], Sequence[float]]


class TextModel(Protocol):
    """Reads texts. `silent_above` is the chance of nothing from which on it had better keep quiet."""

    name: str
    silent_above: float

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A reading of each text, in order."""
        ...


def words(text: str) -> list[Word]:
    """Where the first words and numbers of a text stand, punctuation left out."""
    return [Word(*match.span()) for _nth, match in zip(range(MOST_WORDS), _WORD.finditer(text), strict=False)]
