"""What a packet still lacks when it is about to be shared, in words: said once, beside the form, in nobody's way."""

from dataclasses import dataclass

from evidence.models import Packet
from evidence.packets.draft import requirements_of
from insights.sentences import number, sentence, some


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that the manager will look for in vain, and where in the draft it is mended."""

    words: str
    place: str


def gaps_of(packet: Packet) -> tuple[Gap, ...]:
    """What is missing in a packet of `Packet.objects.with_chosen_skills()`, in the order of the draft. No query."""
    asked = requirements_of(packet)
    chosen = [skill for skill in packet.chosen_skills if skill in asked]
    silent = sum(skill in asked for skill in packet.silent_skills)
    bare = [skill for skill in asked if skill not in chosen]
    found = [
        (not packet.ask.strip(), "Nothing is asked for", "id_ask"),
        (not packet.summary.strip(), "The case has no words of yours", "id_summary"),
        (silent, f"{sentence(number(silent))} of {some(len(chosen), 'win')} without a sentence on how", "wins-h"),
        (bare, f"{sentence(some(len(bare), 'requirement'))} without evidence", bare[0] if bare else ""),
    ]
    return tuple(Gap(words, place) for is_missing, words, place in found if is_missing)
