"""The evidence file as the specification shows it, and ways to change it at one place."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

TODAY = date(2026, 11, 21)

_EXAMPLE = json.loads(Path(__file__).with_name("example.json").read_text(encoding="utf-8"))

GONE = object()
"""In place of a value: take the key out."""

Change = tuple[str, Any]


def example(*changes: Change) -> dict[str, Any]:
    """The example, with changes like ("wins.0.skills.0.skill", "agilty"); a list grows at its length."""
    file = copy.deepcopy(_EXAMPLE)
    for place, value in changes:
        *way, last = place.split(".")
        inside: Any = file
        for step in way:
            inside = inside[int(step) if isinstance(inside, list) else step]
        if isinstance(inside, list):
            inside[int(last) : int(last) + 1] = [value]
        elif value is GONE:
            del inside[last]
        else:
            inside[last] = value
    return file
