"""What is wrong with an evidence file: the problems found, each naming its place, and how they are worded."""

import json
import re
from collections.abc import Collection
from datetime import date

from insights.evidence_format.spelling import nearest

MOST_PROBLEMS = 100
MOST_GUESSES = 10
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What a database or a page cannot hold: NUL, and halves of characters."""


class Unfit(ValueError):
    """A value is not what its place asks for; the message says why."""


class Notes:
    """The problems found so far, each naming its place. `today` is the last day that is not in the future."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.count = 0
        self.problems: list[str] = []

    def add(self, place: str, what: str) -> None:
        """Notes a problem; past the first hundred it is only counted, since nobody reads on."""
        self.count += 1
        if self.count <= MOST_PROBLEMS:
            self.problems.append(f"{place or 'the file'}: {what}")

    def meant(self, word: str, known: Collection[str], listed: bool = True) -> str:
        """What may have been meant, for the end of a message; after a few guesses the choices alone."""
        return nearest(word, known if self.count < MOST_GUESSES else (), known if listed else ())


def quoted(text: str) -> str:
    """Somebody's words inside a message: quoted, cut short, on one line, and printable anywhere."""
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    escaped = (char if char.isprintable() else json.dumps(char)[1:-1] for char in shown)
    return f'"{"".join(escaped)}"'


def called(raw: object) -> str:
    """What a wrong value is, in words."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list"}
    return "nothing" if raw is None else names.get(type(raw), "an object")
