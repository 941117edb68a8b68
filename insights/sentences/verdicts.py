"""The verdict, and the steps to it."""

from typing import TYPE_CHECKING

from insights.sentences.gates import gate_lack
from insights.sentences.words import listed, number, sentence, some
from insights.steps import Step
from insights.verdicts import NEARLY_OPEN_GATES, nearly_from

if TYPE_CHECKING:
    from insights.readiness import Assessment

FIRST_WIN = "Say what you did and what came of it, in three words or more each, and link the win to a skill"
"""The one thing to do as long as nothing counts."""

_WORDS = {"building": "Not ready to ask", "nearly": "Nearly", "ready": "Ready to ask"}


def verdict(found: "Assessment") -> str:
    """The verdict in a sentence, with the counts behind it."""
    if found.verdict == "ready":
        return f"{_WORDS['ready']}: {_met(found)} and every gate holds"
    return f"{_WORDS[found.verdict]}: {counts(found)}"


def counts(found: "Assessment") -> str:
    """How many requirements are met, and how many of the gates that apply hold."""
    applying = [gate for gate in found.gates.values() if gate.applies]
    holding = sum(bool(gate.met) for gate in applying)
    held = number(holding) if holding else "none"
    return f"{_met(found)} and {held} of {number(len(applying))} gates {'hold' if holding > 1 else 'holds'}"


def _met(found: "Assessment") -> str:
    return f"{found.met} of {found.of} requirements {'is' if found.met == 1 else 'are'} met"


def to_nearly(found: "Assessment") -> str:
    """What a verdict of building needs to be nearly; empty for any other."""
    if found.verdict != "building":
        return ""
    needed, still_open = _needed(found)
    requirement = "more requirement" if found.met else "requirement"
    gate = "more gate" if any(gate.met for gate in found.gates.values()) else "gate"
    counts = ((needed, requirement), (still_open, gate))
    more = listed([some(count, what) for count, what in counts if count > 0])
    makes = "makes" if sum(max(0, count) for count, _ in counts) == 1 else "make"
    return f"{sentence(more)} {makes} it nearly"


def _needed(found: "Assessment") -> tuple[int, int]:
    requirements = nearly_from(found.of) - found.met
    return requirements, sum(gate.met is False for gate in found.gates.values()) - NEARLY_OPEN_GATES


def step(entry: Step, found: "Assessment") -> str:
    """What a next step is to bring."""
    return gate_lack(entry.lack, found.aim, found.day)
