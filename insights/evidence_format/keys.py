"""The names by which the entries of an evidence file point at each other."""

from collections.abc import Container
from itertools import count

from insights.limits import KEY_LENGTH


def fresh_key(wanted: str, used: Container[str]) -> str:
    """`wanted` if it is free, else the first of wanted-2, wanted-3 … that is; no longer than a key may be."""
    if wanted not in used:
        return wanted
    for number in count(2):
        ending = f"-{number}"
        key = wanted[: KEY_LENGTH - len(ending)] + ending
        if key not in used:
            return key
    raise AssertionError("count never ends")
