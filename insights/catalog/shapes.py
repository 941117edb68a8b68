"""What a table of each data file must look like: its keys, and what each may hold."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from insights.catalog.terms import BOTH, FOUNDATIONS, TIERS, TRACKS, TRAITS
from insights.problems import Unfit
from insights.values import HORIZONS

Check = Callable[[object], None]
"""Takes a value, and raises Unfit with what is wrong with it."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table: how its value is checked, and whether it may be left out."""

    check: Check
    needed: bool = True


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def text(value: object) -> None:
    """A string with something in it."""
    if not _is_text(value):
        raise Unfit("must be a text that is not empty")


def number(value: object) -> None:
    """A whole number, 0 or more."""
    if type(value) is not int or value < 0:
        raise Unfit("must be a whole number, 0 or more")


def one_of(values: Iterable[str]) -> Check:
    """One of the given values."""
    known = tuple(values)

    def check(value: object) -> None:
        if value not in known:
            raise Unfit(f"must be one of {', '.join(known)}, not {value!r}")

    return check


def texts(least: int, most: int) -> Check:
    """A list of different texts, as many as the bounds (both inclusive) say."""
    bounds = f"{least} to {most}" if least < most else str(least)

    def check(value: object) -> None:
        if not isinstance(value, list) or not all(map(_is_text, value)):
            raise Unfit("must be a list of texts, none of them empty")
        if not least <= len(value) <= most:
            raise Unfit(f"must have {bounds} texts, not {len(value)}")
        if len(set(value)) < len(value):
            raise Unfit("says one thing twice")

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
