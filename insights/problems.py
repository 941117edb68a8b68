"""What is wrong in a file that people write, said in one way: where, what, and what may have been meant.

A place is written as its reader finds it, `file:line` in the catalogue, `wins[3].date` in an evidence file. What is
wrong is the end of a sentence that begins with the place.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

MOST_PROBLEMS = 100
MOST_GUESSES = 10
"""After so many problems nothing is guessed any more: a hostile file would have thousands of words compared."""
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What a database or a page cannot hold: NUL, and halves of characters."""

_QUOTED = 60
_LONGEST = 40
_MOST_CANDIDATES = 200
_MOST_CHOICES = 8


class Unfit(ValueError):
    """A value is not what its place asks for; the message says why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: its place, and what is wrong there. As a text it is one line."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class Problems:
    """The problems found so far, in the order in which they were found."""

    def __init__(self) -> None:
        self.count = 0
        self._found: list[Problem] = []

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def add(self, place: str, what: str) -> None:
        """Notes a problem; past the first hundred it is only counted, since nobody reads on."""
        self.count += 1
        if self.count <= MOST_PROBLEMS:
            self._found.append(Problem(place, what))

    def meant(self, word: str, known: Collection[str], *, listed: bool = False) -> str:
        """What may have been meant by an unknown word, to end a message with: `, did you mean "agency"?`, or nothing.

        `listed`: where nothing is near, or nothing is guessed any more, all that is known is told, if it is little.
        """
        if self.count < MOST_GUESSES and (near := nearest(word, known)):
            return f', did you mean "{near}"?'
        return f", use one of {', '.join(known)}" if listed and 0 < len(known) <= _MOST_CHOICES else ""


def nearest(word: str, known: Collection[str]) -> str:
    """The known word that differs least from a word, empty if none is near, or if there is too much to compare."""
    if len(word) > _LONGEST or not 0 < len(known) <= _MOST_CANDIDATES:
        return ""
    near = min(known, key=lambda candidate: distance(word.lower(), candidate.lower()))
    return near if distance(word.lower(), near.lower()) <= max(1, min(len(word), len(near)) // 2) else ""


def distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with their neighbour to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def quoted(text: str) -> str:
    """Somebody's words inside a message: quoted, cut short, on one line, and printable anywhere."""
    shown = text if len(text) <= _QUOTED else f"{text[: _QUOTED - 3]}..."
    escaped = (char if char.isprintable() else json.dumps(char)[1:-1] for char in shown)
    return f'"{"".join(escaped)}"'


def called(raw: object) -> str:
    """What a wrong value is, in words."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list"}
    words = (words for kind, words in names.items() if isinstance(raw, kind))
    return "nothing" if raw is None else next(words, "an object")
