"""The labelled texts that the models are trained and measured with, by their writers."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
SKILLS = HERE.parents[1] / "catalog" / "skills"
TIERS = ("market", "people", "strategy", "business")
ASIDE = ("writer-7", "writer-11")
"""Whose texts are never trained with: they measure."""
PLAIN, TIMES = "writer-10", 3
"""Whose texts are read so often: plain short lines, as most wins are typed, are few among the stories of the others."""
SECOND = 0.25
"""A second or third skill of a text counts so much beside its first."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text with the skills that it speaks for, the first the strongest; none for a routine line."""

    text: str
    skills: tuple[str, ...]
    writer: str


def texts() -> list[Text]:
    """Every labelled text, writer after writer."""
    return [text for path in sorted(TEXTS.glob("*.jsonl")) for text in read(path)]


def taught() -> list[Text]:
    """The texts to train with, as often as each is to be read."""
    return [text for text in texts() for _ in range(TIMES if text.writer == PLAIN else 1) if text.writer not in ASIDE]


def kept_aside() -> list[Text]:
    """The texts to measure with."""
    return [text for text in texts() if text.writer in ASIDE]


def read(path: Path) -> list[Text]:
    """The texts of one file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [Text(row["text"], tuple(row["skills"]), path.stem) for row in rows]


def skills_in_order() -> list[str]:
    """The slugs of the catalogue's skills, in the order of the weights."""
    return [slug for tier in TIERS for slug in tomllib.loads((SKILLS / f"{tier}.toml").read_text())]


def target(text: Text, skills: list[str]) -> list[float]:
    """What a model should answer: shares of 1 over the skills and, last, nothing."""
    weights = {skill: SECOND if nth else 1.0 for nth, skill in enumerate(text.skills)}
    whole = sum(weights.values())
    return [weights.get(skill, 0.0) / whole for skill in skills] + [0.0] if whole else [0.0] * len(skills) + [1.0]
