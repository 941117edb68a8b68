"""How good the text models are: how often the first skill is right, or among three, and how often silence is."""

import math
from collections.abc import Sequence

from insights.text_models.reading import Reading, TextModel
from insights.text_models.together import LEAST, mixed
from insights.text_models.training.data import Text

SILENT = 95
"""Of 100 texts that speak for nothing, so many are to get no suggestion."""
LIMITS = [hundredth / 100 for hundredth in range(5, 100, 5)]


def readings(model: TextModel, texts: Sequence[Text]) -> list[Reading]:
    """A reading of each text, in order."""
    return model.read([text.text for text in texts])


def best_silence(found: Sequence[Reading], texts: Sequence[Text]) -> float:
    """The highest limit of silence at which enough of the texts that speak for nothing still get no suggestion."""
    return max(limit for limit in LIMITS if judged(found, texts, limit)["silent"] >= SILENT)


def measured(model: TextModel, texts: Sequence[Text]) -> dict[str, float]:
    """How well a model reads texts, as `judged` says it."""
    return judged(readings(model, texts), texts, model.silent_above)


def judged(found: Sequence[Reading], texts: Sequence[Text], limit: float) -> dict[str, float]:
    """Shares of 100: `first` skill right, right one among `three`, `silent` where nothing is to be said."""
    first = three = silent = speaking = 0
    for reading, text in zip(found, texts, strict=True):
        quiet = reading.nothing >= limit
        best = sorted(reading.chances, key=lambda skill: -reading.chances[skill])[:3]
        if text.skills:
            speaking += 1
            first += not quiet and best[0] == text.skills[0]
            three += not quiet and text.skills[0] in best
        else:
            silent += quiet
    idle = len(texts) - speaking
    return {"first": 100 * first / speaking, "three": 100 * three / speaking, "silent": 100 * silent / idle}


def best_sharpness(one: Sequence[Reading], other: Sequence[Reading], texts: Sequence[Text]) -> float:
    """How much to sharpen the chances of two models together, for the right answers to be likeliest."""

    def surprise(sharpness: float) -> float:
        mixes = [mixed(*pair, sharpness) for pair in zip(one, other, strict=True)]
        right = [
            mix.chances[text.skills[0]] if text.skills else mix.nothing for mix, text in zip(mixes, texts, strict=True)
        ]
        return -sum(math.log(max(chance, LEAST)) for chance in right)

    return min((tenth / 10 for tenth in range(5, 31)), key=surprise)
