"""The verdict in a word: building, nearly or ready to ask."""

from collections.abc import Mapping
from typing import Literal

from insights.gates import Gate

type Verdict = Literal["building", "nearly", "ready"]

NEARLY_PERCENT = 80
NEARLY_OPEN_GATES = 2


def nearly_from(of: int) -> int:
    """How many of so many requirements must be met at least for nearly."""
    return -(-NEARLY_PERCENT * of // 100)


def verdict_of(met: int, of: int, gates: Mapping[str, Gate]) -> Verdict:
    """Ready if every gate that applies holds; nearly with 80 % of requirements met and two gates open at most."""
    still_open = sum(gate.met is False for gate in gates.values())
    if not still_open:
        return "ready"
    return "nearly" if met >= nearly_from(of) and still_open <= NEARLY_OPEN_GATES else "building"
