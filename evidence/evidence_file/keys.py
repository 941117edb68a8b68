"""The names by which the entries of an evidence file point at each other."""

from collections.abc import Container
from itertools import count

LONGEST = 60


def fresh_key(wanted: str, used: Container[str]) -> str:
    """`wanted` if it is free, else the first of wanted-2, wanted-3 … that is; 60 characters at most."""
    if wanted not in used:
        return wanted
    for number in count(2):
        ending = f"-{number}"
        key = wanted[: LONGEST - len(ending)] + ending
        if key not in used:
            return key
    raise AssertionError("count never ends")
