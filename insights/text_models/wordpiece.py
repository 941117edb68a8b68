"""Cuts a text into the pieces that the sentence model knows: BERT's WordPiece, lower case, without accents."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from insights.text_models.weights import HERE, checked

BEGIN, END, UNKNOWN = 101, 102, 100
LONGEST_WORD = 100


class Piece(NamedTuple):
    """One piece: its number in the vocabulary, and where its word stands in the text."""

    number: int
    start: int
    end: int


def pieces(text: str, most: int) -> list[Piece]:
    """The first `most` pieces of a text, in order."""
    found: list[Piece] = []
    for start, end in _words(text):
        found += [Piece(number, start, end) for number in _cut(_plain(text[start:end]))]
        if len(found) >= most:
            break
    return found[:most]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand: what is between spaces, and each mark of punctuation by itself."""
    start = 0
    for place, sign in enumerate(text):
        if not (sign.isspace() or _is_punctuation(sign)):
            continue
        if start < place:
            yield start, place
        if not sign.isspace():
            yield place, place + 1
        start = place + 1
    if start < len(text):
        yield start, len(text)


def _is_punctuation(sign: str) -> bool:
    """As BERT sees it: Unicode's punctuation, and of ASCII all that is neither letter nor digit."""
    return unicodedata.category(sign).startswith("P") or sign in "$+<=>^`|~"


def _plain(word: str) -> str:
    """A word in lower case, without accents and invisible signs."""
    spread = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in spread if unicodedata.category(sign) not in ("Mn", "Cc", "Cf"))


def _cut(word: str) -> list[int]:
    """The longest pieces of the vocabulary that make up a word, from its beginning on."""
    known, start = _vocabulary(), 0
    found: list[int] = []
    if len(word) > LONGEST_WORD:
        return [UNKNOWN]
    while start < len(word):
        mark = "##" if start else ""
        for end in range(len(word), start, -1):
            if (number := known.get(mark + word[start:end])) is not None:
                found.append(number)
                start = end
                break
        else:
            return [UNKNOWN]
    return found


@cache
def _vocabulary() -> dict[str, int]:
    lines = checked(HERE / "vocabulary.txt").decode().split("\n")
    return {piece: number for number, piece in enumerate(lines)}
