"""What a table of each data file must look like: its keys, and what each may hold."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from insights.catalog.terms import BOTH, FOUNDATIONS, TIERS, TRACKS, TRAITS
from insights.values import HORIZONS

Check = Callable[[object], str | None]
"""Takes a value, gives what is wrong with it, or None."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table: how its value is checked, and whether it may be left out."""

    check: Check
    needed: bool = True


def text(value: object) -> str | None:
    """A string with something in it."""
    return None if isinstance(value, str) and value.strip() else "must be a text that is not empty"


def number(value: object) -> str | None:
    """A whole number, 0 or more."""
    return None if type(value) is int and value >= 0 else "must be a whole number, 0 or more"


def one_of(values: Iterable[str]) -> Check:
    """One of the given values."""
    known = tuple(values)

    def check(value: object) -> str | None:
        return None if value in known else f"must be one of {', '.join(known)}, not {value!r}"

    return check


def texts(least: int, most: int) -> Check:
    """A list of different texts, as many as the bounds (both inclusive) say."""
    bounds = f"{least} to {most}" if least < most else str(least)

    def check(value: object) -> str | None:
        if not isinstance(value, list) or any(text(item) for item in value):
            return "must be a list of texts, none of them empty"
        if not least <= len(value) <= most:
            return f"must have {bounds} texts, not {len(value)}"
        return None if len(set(value)) == len(value) else "says one thing twice"

    return check


ENTRY = {"name": Field(text)}

SHAPES: Mapping[str, Mapping[str, Field]] = {
    "sources": {"title": Field(text), "file": Field(text), "about": Field(text)},
    "insights": ENTRY
    | {
        "says": Field(text),
        "sources": Field(texts(1, 9)),
        "used_by": Field(texts(1, 9), needed=False),
    },
    "levels": {
        "title": Field(text),
        "short": Field(text),
        "order": Field(number),
        "track": Field(one_of((BOTH, *TRACKS))),
        "tier": Field(one_of(TIERS), needed=False),
        "horizon": Field(one_of(HORIZONS)),
        "job": Field(text),
        "trusted_for": Field(text),
    },
    "skills": ENTRY
    | {
        "insights": Field(texts(1, 9)),
        "trait": Field(one_of(TRAITS), needed=False),
        "foundation": Field(one_of(FOUNDATIONS), needed=False),
        "track": Field(one_of(TRACKS), needed=False),
        "meaning": Field(text),
        "signs": Field(texts(2, 3)),
        "lookalikes": Field(texts(1, 2)),
        "actions": Field(texts(3, 3)),
        "words": Field(texts(10, 25)),
    },
    "kinds": ENTRY
    | {
        "meaning": Field(text),
        "example": Field(text),
        "prompt": Field(text),
        "skills": Field(texts(0, 5)),
        "speaks_for": Field(text, needed=False),
        "insights": Field(texts(1, 9), needed=False),
    },
    "hints": ENTRY
    | {
        "says": Field(text),
        "bare": Field(text, needed=False),
        "why": Field(text),
        "insights": Field(texts(1, 3)),
        "before": Field(text),
        "after": Field(text),
    },
    "phrases": {"about": Field(text), "phrases": Field(texts(1, 400))},
}
