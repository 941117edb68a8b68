"""How many words a text has, whether it is written with spaces between them or without."""

import re

_LETTERS = (
    # Han
    "\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U000323af"
    # Hiragana and Katakana, wide, narrow and old
    "\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b167"
    # Thai
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46"
    # Lao
    "\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf"
    # Khmer
    "\u1780-\u17b3\u17d7\u17dc"
    # Myanmar
    "\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
    "\ua9e0-\ua9e4\ua9e6-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a\uaa7e\uaa7f"
)
"""The letters of the scripts that are written without spaces; not their marks and digits."""
_UNSPACED = re.compile(f"[{_LETTERS}]+")
_PIECE = re.compile(r"\S+")


def is_unspaced(text: str) -> bool:
    """Whether a text holds letters of a script that is written without spaces."""
    return not text.isascii() and bool(_UNSPACED.search(text))


def has_words(text: str, asked: int) -> bool:
    """Whether a text has so many words or more; it is read only as far as that takes.

    Words are split at white space. Within a piece, two letters of a script without spaces make a word; whatever else
    the piece holds is one word if it has a letter or a digit. A piece without any such letters is one word.
    """
    if text.isascii():
        return len(text.split(None, asked - 1)) == asked
    found = 0
    for piece in _PIECE.finditer(text):
        found += _words(piece[0])
        if found >= asked:
            return True
    return False


def _words(piece: str) -> int:
    if piece.isascii() or not _UNSPACED.search(piece):
        return 1
    rest = _UNSPACED.sub("", piece)
    return (len(piece) - len(rest)) // 2 + any(map(str.isalnum, rest))
