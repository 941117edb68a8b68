"""Teaches the upper layers of the language model our skills, and writes what changed.

What the lower layers make of each text is worked out once. The texts of the writers who are kept aside are never
trained with; they say where to stop being silent, and how good it is.
"""

import hashlib
import random
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from insights.text_models.training.data import Text, skills_in_order, target
from insights.text_models.training.language_model import LAYERS, WIDTH, Embedding, Layer, Stored
from insights.text_models.wordpiece import BEGIN, END, pieces

TAUGHT = 3
"""So many upper layers are taught; with all six it was hardly better, and a third of the size is saved."""
MOST_PIECES = 110
EPOCHS, BATCH, RATE, HEAD_RATE, DECAY, DROP, SMOOTHING = 7, 32, 2e-4, 3e-3, 0.01, 0.1, 0.05
SEED = 0


class Head(nn.Module):
    """How far each piece of a text counts, and for which skill."""

    def __init__(self, answers: int) -> None:
        super().__init__()
        self.attention = nn.Parameter(torch.zeros(WIDTH))
        self.out = nn.Linear(WIDTH, answers)
        self.drop = nn.Dropout(0.2)

    def forward(self, states: Tensor, hidden: Tensor) -> Tensor:
        share = (states @ self.attention + hidden[:, 0, 0]).softmax(1)
        return self.out(self.drop((share[:, :, None] * states).sum(1)))


class Taught(nn.Module):
    """The taught layers and the head, on top of what the lower layers make of a text."""

    def __init__(self, stored: Stored, answers: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(stored, number, DROP) for number in range(LAYERS - TAUGHT, LAYERS))
        self.head = Head(answers)

    def forward(self, states: Sequence[Tensor]) -> Tensor:
        x, hidden = together(states)
        for layer in self.layers:
            x = layer(x, hidden)
        return self.head(x, hidden)


def together(states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Texts of different lengths as one batch, and what hides the empty places from the attention."""
    x = nn.utils.rnn.pad_sequence([state.float() for state in states], batch_first=True)
    hidden = torch.zeros(len(states), 1, 1, x.shape[1])
    for row, state in enumerate(states):
        hidden[row, :, :, len(state) :] = -1e4
    return x, hidden


def lower_states(stored: Stored, texts: Sequence[Text]) -> list[Tensor]:
    """What the layers that stay as they are make of each text."""
    embedding, layers = Embedding(stored), [Layer(stored, number, 0.0).eval() for number in range(LAYERS - TAUGHT)]
    found = []
    with torch.no_grad():
        for text in texts:
            numbers = [piece.number for piece in pieces(text.text, MOST_PIECES)]
            x = embedding(torch.tensor([[BEGIN, *numbers, END]]))
            for layer in layers:
                x = layer(x, torch.zeros(1, 1, 1, x.shape[1]))
            found.append(x[0].half())
    return found


def teach(stored: Stored, texts: list[Text]) -> Taught:
    """Trains on `texts`. The same texts give the same weights, on the same machine."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    skills = skills_in_order()
    model = Taught(stored, len(skills) + 1)
    states, wanted = lower_states(stored, texts), torch.tensor([target(text, skills) for text in texts])
    optimizer = torch.optim.AdamW(
        [{"params": model.layers.parameters(), "lr": RATE}, {"params": model.head.parameters(), "lr": HEAD_RATE}],
        weight_decay=DECAY,
    )
    batches = -(-len(texts) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, HEAD_RATE], total_steps=EPOCHS * batches + 1, pct_start=0.1
    )
    for epoch in range(EPOCHS):
        model.train()
        lost = 0.0
        for batch in shuffled(states):
            answer = model([states[place] for place in batch])
            loss = F.cross_entropy(answer, wanted[batch], label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            lost += loss.item() * len(batch)
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {lost / len(texts):.3f}", flush=True)
    return model.eval()


def shuffled(states: list[Tensor]) -> list[list[int]]:
    """Batches of texts of a like length, in an order by chance."""
    places = random.sample(range(len(states)), len(states))
    pools = [
        sorted(places[n : n + 20 * BATCH], key=lambda p: len(states[p])) for n in range(0, len(places), 20 * BATCH)
    ]
    batches = [pool[n : n + BATCH] for pool in pools for n in range(0, len(pool), BATCH)]
    return random.sample(batches, len(batches))


def weights(stored: Stored, model: Taught) -> dict[str, np.ndarray]:
    """What the app needs: the changed values under their places in the language model's file, and the head."""
    changed: dict[str, Tensor] = {}
    for layer in model.layers:
        changed |= layer.trained()
    found = {f"at.{stored.place(name)}": value.contiguous().numpy() for name, value in changed.items()}
    head = {
        "attention": model.head.attention,
        "weight": model.head.out.weight.T,
        "bias": model.head.out.bias,
    }
    found |= {f"head.{name}": value.detach().contiguous().numpy().astype(np.float16) for name, value in head.items()}
    return found | {
        "skills": np.array(skills_in_order()),
        "language_model": np.array(hashlib.sha256(stored.file).hexdigest()),
    }
