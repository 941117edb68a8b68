"""The light text model: a weight for each word and pair of words, trained on the texts in `training/`.

It needs nothing but Python, and stands in where the sentence model's packages are missing. It is right less often.
"""

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from insights.text_models.reading import Reading, words
from insights.text_models.weights import HERE, checked

_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s")


class WordModel:
    """Adds up the weights of a text's words. `weights` maps a feature to its weight for each skill, and for none."""

    name = "words"

    def __init__(self, path: Path) -> None:
        kept = json.loads(checked(path))
        self.skills: list[str] = kept["skills"]
        self.silent_above: float = kept["silent_above"]
        self._bias: list[float] = kept["bias"]
        self._scale: float = kept["scale"]
        self._weights: dict[str, dict[str, int]] = kept["weights"]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A reading of each text, in order."""
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        found = words(text)
        if not found:
            return Reading(dict.fromkeys(self.skills, 0.0), 1.0, (), lambda _skill: ())
        shares = list(features([stem(text[word.start : word.end]) for word in found]))
        share = self._scale / math.sqrt(len({feature for feature, _places in shares}))
        logits = list(self._bias)
        for feature in {feature for feature, _places in shares}:
            for place, weight in self._weights.get(feature, {}).items():
                logits[int(place)] += weight * share
        chances = softmax(logits)

        def pulls(skill: str) -> list[float]:
            place, pulled = str(self.skills.index(skill)), [0.0] * len(found)
            for feature, places in shares:
                weights = self._weights.get(feature, {})
                mean = sum(weights.values()) / len(self._bias)
                for word in places:
                    pulled[word] += (weights.get(place, 0) - mean) * share / len(places)
            return pulled

        return Reading(dict(zip(self.skills, chances, strict=False)), chances[-1], tuple(found), pulls)


def stem(word: str) -> str:
    """A word without case and common endings; every number is the same `0`."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if any(sign.isdecimal() for sign in word):
        return "0"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def features(stems: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The single words and the pairs of neighbours, each with the places that it was made from."""
    for place, word in enumerate(stems):
        yield word, (place,)
        if place:
            yield f"{stems[place - 1]} {word}", (place - 1, place)


def softmax(logits: Sequence[float]) -> list[float]:
    """Chances that make 1 together, from log-odds."""
    top = max(logits)
    raised = [math.exp(logit - top) for logit in logits]
    whole = sum(raised)
    return [one / whole for one in raised]


@cache
def light_model() -> WordModel:
    """The model as it was trained, loaded once."""
    return WordModel(HERE / "words.json")
