"""Trains the text models, writes their weights and measures them on texts that none was trained with: `make train`.

    python -m insights.text_models.training [words] [sentences] [together] [measure]

The modules that need PyTorch are imported by the steps that use them: to measure, none is needed.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from insights.text_models import weights as kept
from insights.text_models.reading import TextModel
from insights.text_models.sentence_model import SentenceModel
from insights.text_models.together import Together
from insights.text_models.training.data import ASIDE, HERE, Text, kept_aside, read, taught
from insights.text_models.training.measure import best_sharpness, best_silence, measured, readings
from insights.text_models.word_model import WordModel


def words(learned: list[Text], aside: list[Text]) -> None:
    from insights.text_models.training.train_words import train

    made = train(learned)

    def write(path: Path, limit: float) -> None:
        path.write_text(json.dumps(made | {"silent_above": limit}, separators=(",", ":")))

    settle("words.json", write, WordModel, aside)


def sentences(learned: list[Text], aside: list[Text]) -> None:
    from insights.text_models.training.language_model import Stored
    from insights.text_models.training.train_sentences import teach, weights

    stored = Stored()
    made = weights(stored, teach(stored, learned))

    def write(path: Path, limit: float) -> None:
        np.savez_compressed(path, allow_pickle=False, **made, silent_above=np.float32(limit))

    settle("sentences.npz", write, SentenceModel, aside)


def together(_learned: list[Text], aside: list[Text]) -> None:
    one, other = SentenceModel(kept.HERE / "sentences.npz"), WordModel(kept.HERE / "words.json")
    sharpness = best_sharpness(readings(one, aside), readings(other, aside), aside)

    def write(path: Path, limit: float) -> None:
        path.write_text(json.dumps({"silent_above": limit, "sharpness": sharpness}))

    settle("together.json", write, _both, aside)


def _both(path: Path) -> Together:
    return Together(path, SentenceModel(kept.HERE / "sentences.npz"), WordModel(kept.HERE / "words.json"))


def measure(_learned: list[Text], aside: list[Text]) -> None:
    for model in (
        WordModel(kept.HERE / "words.json"),
        SentenceModel(kept.HERE / "sentences.npz"),
        _both(kept.HERE / "together.json"),
    ):
        by_writer = {writer: [text for text in aside if text.writer == writer] for writer in ASIDE}
        others = {name: read(HERE / f"{name}.jsonl") for name in ("sample", "stranger")}
        for title, some in (by_writer | others).items():
            found = ", ".join(f"{what} {share:.1f} %" for what, share in measured(model, some).items())
            print(f"{model.name}, {len(some)} texts of {title}: {found}")


def settle(
    name: str, write: Callable[[Path, float], object], model: Callable[[Path], TextModel], aside: list[Text]
) -> None:
    """Writes weights with the limit of silence that the texts kept aside ask for, and notes their checksum."""
    path = kept.HERE / name
    write(path, 1.0)
    note_checksums()
    write(path, best_silence(readings(model(path), aside), aside))
    note_checksums()


def note_checksums() -> None:
    files = [path for path in sorted(kept.HERE.iterdir()) if path.suffix in (".json", ".npz", ".txt")]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    kept.CHECKSUMS.write_text("".join(lines))
    kept.noted.cache_clear()


STEPS = {"words": words, "sentences": sentences, "together": together, "measure": measure}

if __name__ == "__main__":
    for step in sys.argv[1:] or STEPS:
        STEPS[step](taught(), kept_aside())
