"""What the tables of sentences share: values made short, and what holds for every sentence."""

import re

from insights.record import Record
from insights.statuses import Missing, Tally
from tests.insights.build import DAY, ago, record, win

SENIOR = {"level": "senior-pm", "department": "product"}
"""Judged for Director: all six gates apply."""
OWN_WORDS = "“Why so many tickets?”"


def wins(count: int, age: int = 0, apart: int = 0, skill: str = "agency", **more) -> tuple:
    """So many wins for a skill, each `apart` days before the one after it."""
    return tuple(win(age + apart * at, skill, **more) for at in range(count))


def more_wins(count: int = 1, apart: int = 0, since: int | None = None, **more) -> Missing:
    """Missing wins; `since` in days before DAY."""
    return Missing("win", count, apart, None if since is None else ago(since), **more)


def tally(count: int, span: int) -> Tally:
    return Tally(count, ago(span), ago(0))


def broken(sentence: str) -> list[str]:
    """What is wrong with a sentence, whatever it says: the ends, the spaces, and counts beside verbs and nouns."""
    ends = re.search(r"[.?!…]$", sentence)
    faults = {
        "no capital": not re.match(r"[A-Z0-9“]", sentence),
        "a stop": bool(ends),
        "a mark before a stop": bool(re.search(r"[?!.…]”?\.", f"{sentence}.") and not ends),
        "own words at the end": sentence.endswith("”"),
        "spaces": bool(re.search(r"  |^ | $| [,;.:]", sentence)),
        "one and a plural": bool(re.search(r"\b(one|One|1) (more )?\w+s are\b", sentence)),
        "no of": bool(re.search(r"\b[Nn]o of\b", sentence)),
        "words of digits": bool(re.search(r"\b(two|three|four|five|six|seven|eight|nine) of [0-9]\b", sentence, re.I)),
    }
    return [fault for fault, is_there in faults.items() if is_there]


__all__ = ["DAY", "OWN_WORDS", "SENIOR", "Record", "ago", "broken", "more_wins", "record", "tally", "win", "wins"]
