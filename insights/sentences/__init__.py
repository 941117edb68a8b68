"""The judgement's words: every structured result turned into a sentence, here and nowhere else.

A sentence starts with a capital and has no full stop, so that it can stand in a list or inside another sentence.
"""

from insights.sentences.gate_states import Said, gate_state, trial_seen
from insights.sentences.gates import gate_lack, to_be_local
from insights.sentences.idle import Idle, crowded, idle
from insights.sentences.land_mines import COUNTER_MOVES, mine_clear, mine_reason, theatre_clear, theatre_reason
from insights.sentences.look_back import change, unchanged
from insights.sentences.notes import lean, old_strengths
from insights.sentences.skills import drop, lack, missing, reason
from insights.sentences.verdicts import counts, makes_it_nearly, more_for_nearly, step, to_nearly, verdict
from insights.sentences.words import inside, listed, named, number, sentence, some

__all__ = [
    "COUNTER_MOVES",
    "Idle",
    "Said",
    "change",
    "counts",
    "crowded",
    "drop",
    "gate_lack",
    "gate_state",
    "idle",
    "inside",
    "lack",
    "lean",
    "listed",
    "makes_it_nearly",
    "mine_clear",
    "mine_reason",
    "missing",
    "more_for_nearly",
    "named",
    "number",
    "old_strengths",
    "reason",
    "sentence",
    "some",
    "step",
    "theatre_clear",
    "theatre_reason",
    "to_be_local",
    "to_nearly",
    "trial_seen",
    "unchanged",
    "verdict",
]
