"""The verdict, and the steps to it."""

from typing import TYPE_CHECKING

from insights.sentences.gates import gate_lack
from insights.sentences.words import number, sentence
from insights.steps import Step
from insights.verdicts import NEARLY_OPEN_GATES, NEARLY_PERCENT

if TYPE_CHECKING:
    from insights.readiness import Assessment

_WORDS = {"building": "Not ready to ask", "nearly": "Nearly", "ready": "Ready to ask"}


def verdict(found: "Assessment") -> str:
    """The verdict in a sentence, with the counts behind it."""
    applying = [gate for gate in found.gates.values() if gate.applies]
    holding = sum(bool(gate.met) for gate in applying)
    counts = f"{found.met} of {found.of} requirements are met"
    if found.verdict == "ready":
        return f"{_WORDS['ready']}: {counts} and every gate holds"
    held = number(holding) if holding else "none"
    gates = f"{held} of {number(len(applying))} gates {'hold' if holding > 1 else 'holds'}"
    return f"{_WORDS[found.verdict]}: {counts} and {gates}"


def to_nearly(found: "Assessment") -> str:
    """What a verdict of building needs to be nearly; empty for any other."""
    if found.verdict != "building":
        return ""
    needed = -(-NEARLY_PERCENT * found.of // 100) - found.met
    still_open = sum(gate.met is False for gate in found.gates.values()) - NEARLY_OPEN_GATES
    more = [
        f"{number(needed)} more requirement{'s' if needed > 1 else ''}" if needed > 0 else "",
        f"{number(still_open)} more gate{'s' if still_open > 1 else ''}" if still_open > 0 else "",
    ]
    one = needed + still_open == 1
    return sentence(f"{' and '.join(filter(None, more))} {'makes' if one else 'make'} it nearly")


def step(entry: Step, found: "Assessment") -> str:
    """What a next step is to bring."""
    return gate_lack(entry.lack, found.aim, found.day)
