"""The judgement's words: every structured result turned into a sentence, here and nowhere else.

A sentence starts with a capital and has no full stop, so that it can stand in a list or inside another sentence.
"""

from insights.sentences.gates import gate_lack, to_be_local
from insights.sentences.land_mines import COUNTER_MOVES, mine_reason, theatre_reason
from insights.sentences.skills import drop, lack, missing, reason
from insights.sentences.verdicts import step, to_nearly, verdict
from insights.sentences.words import inside, listed, named, number, sentence, some

__all__ = [
    "COUNTER_MOVES",
    "drop",
    "gate_lack",
    "inside",
    "lack",
    "listed",
    "mine_reason",
    "missing",
    "named",
    "number",
    "reason",
    "sentence",
    "some",
    "step",
    "theatre_reason",
    "to_be_local",
    "to_nearly",
    "verdict",
]
