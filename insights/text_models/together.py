"""Both text models read each text, and their chances are multiplied: together they are right more often than alone.

The sentence model knows what a text is about though it uses other words; the light one knows turns of phrase.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from insights.text_models.reading import Reading, TextModel
from insights.text_models.sentence_model import taught_model
from insights.text_models.weights import HERE, checked
from insights.text_models.word_model import light_model, softmax

LEAST = 1e-9


class Together:
    """Reads with two models. `path` is what the training found for both together.

    That is the limit of silence, and how much the chances are sharpened, so that of texts with a chance of 0.8 eight in
    ten are right.
    """

    name = "sentences and words"

    def __init__(self, path: Path, one: TextModel, other: TextModel) -> None:
        kept = json.loads(checked(path))
        self.silent_above: float = kept["silent_above"]
        self._sharpness: float = kept["sharpness"]
        self._models = one, other

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A reading of each text, in order."""
        one, other = (model.read(texts) for model in self._models)
        return [mixed(*readings, self._sharpness) for readings in zip(one, other, strict=True)]


def mixed(one: Reading, other: Reading, sharpness: float) -> Reading:
    """The chances of both, multiplied with half the weight each, and both models' pulls of the words."""
    skills = list(one.chances)
    pairs = [*((one.chances[skill], other.chances[skill]) for skill in skills), (one.nothing, other.nothing)]
    chances = softmax([sharpness / 2 * sum(math.log(max(chance, LEAST)) for chance in pair) for pair in pairs])

    def pulls(skill: str) -> list[float]:
        return [sum(both) / 2 for both in zip(one.pulls(skill), other.pulls(skill), strict=True)]

    return Reading(dict(zip(skills, chances, strict=False)), chances[-1], one.words, pulls)


@cache
def both_models() -> Together:
    """Both models as they were trained, loaded once."""
    return Together(HERE / "together.json", taught_model(), light_model())
