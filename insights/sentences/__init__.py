"""The judgement's words: every structured result turned into a sentence, here and nowhere else.

A sentence starts with a capital and has no full stop, so that it can stand in a list or inside another sentence. It
never ends in somebody's own words, which may end with a mark of their own.
"""

from insights.sentences.explained import EXPLAINED
from insights.sentences.gate_states import Said, gate_state, trial_seen
from insights.sentences.gates import gate_lack, to_be_local
from insights.sentences.idle import Idle, crowded, idle
from insights.sentences.land_mines import (
    COUNTER_MOVES,
    counter_move,
    mine_clear,
    mine_reason,
    theatre_clear,
    theatre_reason,
)
from insights.sentences.look_back import change, unchanged
from insights.sentences.notes import lean, old_strengths
from insights.sentences.skills import drop, how_counted, lack, missing, missing_in_short, reason
from insights.sentences.verdicts import FIRST_WIN, counts, step, to_nearly, verdict
from insights.sentences.words import between, called, full_stop, inside, listed, named, number, part, sentence, some

__all__ = [
    "COUNTER_MOVES",
    "EXPLAINED",
    "FIRST_WIN",
    "Idle",
    "Said",
    "between",
    "called",
    "change",
    "counter_move",
    "counts",
    "crowded",
    "drop",
    "full_stop",
    "gate_lack",
    "gate_state",
    "how_counted",
    "idle",
    "inside",
    "lack",
    "lean",
    "listed",
    "mine_clear",
    "mine_reason",
    "missing",
    "missing_in_short",
    "named",
    "number",
    "old_strengths",
    "part",
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
