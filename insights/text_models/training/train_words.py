"""Trains the light model of words and pairs of words."""

from typing import Any

import torch
import torch.nn.functional as F

from insights.text_models.reading import words
from insights.text_models.training.data import Text, skills_in_order, target
from insights.text_models.word_model import features, stem

FEWEST_TEXTS, LEAST = 3, 4
"""What stands in fewer texts is not learned; what weighs less, of 99, is not kept: half the size, as often right."""
STEPS, RATE, DECAY = 400, 0.05, 3e-4


def features_of(text: str) -> set[str]:
    return {feature for feature, _ in features([stem(text[word.start : word.end]) for word in words(text)])}


def matrix(texts: list[set[str]], places: dict[str, int]) -> torch.Tensor:
    made = torch.zeros(len(texts), len(places))
    for row, found in enumerate(texts):
        for feature in found:
            if feature in places:
                made[row, places[feature]] = 1 / max(1, len(found)) ** 0.5
    return made


def train(texts: list[Text]) -> dict[str, Any]:
    """The weights as they are kept: in whole steps of 1/`scale`, without those that round to nothing."""
    torch.manual_seed(0)
    skills = skills_in_order()
    found = [features_of(text.text) for text in texts]
    count: dict[str, int] = {}
    for some in found:
        for feature in some:
            count[feature] = count.get(feature, 0) + 1
    places = {f: n for n, f in enumerate(sorted(f for f, c in count.items() if c >= FEWEST_TEXTS))}
    x, y = matrix(found, places), torch.tensor([target(text, skills) for text in texts])
    weight = torch.zeros(len(places), len(skills) + 1, requires_grad=True)
    bias = torch.zeros(len(skills) + 1, requires_grad=True)
    optimizer = torch.optim.Adam([weight, bias], lr=RATE)
    for _step in range(STEPS):
        loss = F.cross_entropy(x @ weight + bias, y) + DECAY * (weight**2).sum() / 30
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    step = float(weight.detach().abs().max()) / 99
    kept = {}
    for feature, place in places.items():
        row = (weight[place] / step).round().int().tolist()
        if sparse := {str(n): w for n, w in enumerate(row) if abs(w) >= LEAST}:
            kept[feature] = sparse
    return {"skills": skills, "bias": [round(b, 3) for b in bias.tolist()], "scale": round(step, 6), "weights": kept}
