"""The text of a win that a colleague's word is given for, and what names it: a digest that stays where it says as much.

Words are compared without case, punctuation and white space. What belongs to a number is none of these: its sign, the
points and commas within it, a per cent sign.

The digests are kept beside words and stand in evidence files: another way to make them would make every word one for
another text. Insight: earned-authority.
"""

import hashlib
import json
import re
import unicodedata
from typing import NamedTuple

UNKNOWN = "0" * 64
"""Names no text: that of a word of which nobody knows what it was given for."""

_NUMBER = re.compile(r"(?:(?<!\S)[-.,\u2010-\u2014])?\d+(?:[-.,:/'\u2019]\d+)*")
_OF_A_NUMBER = frozenset("%\u2030\u2031\u066a")
_SILENT = frozenset("Pc Pd Ps Pe Pi Pf Po Zs Zl Zp Cc Cf".split())
"""The categories of punctuation, of white space, and of what is not seen at all."""
_CACHED_BELOW = 0x3100


class WinText(NamedTuple):
    """What was confirmed: the title, what I did, what came of it, and the number, as they stood then."""

    title: str = ""
    action: str = ""
    result: str = ""
    metric_name: str = ""
    metric_before: float | None = None
    metric_after: float | None = None
    metric_unit: str = ""

    @property
    def digest(self) -> str:
        """What names this text, and every other that says the same: a SHA-256 in hexadecimal."""
        told = [_said(text) for text in (self.title, self.action, self.result, self.metric_name, self.metric_unit)]
        measured = [_number(value) for value in (self.metric_before, self.metric_after)]
        return hashlib.sha256(json.dumps([*told, *measured]).encode()).hexdigest()


def _number(value: float | None) -> float | None:
    return None if value is None else float(value) + 0.0  # there is no zero below zero


def _said(text: str) -> str:
    """The text without what makes no difference."""
    folded = unicodedata.normalize("NFC", text.casefold())
    parts, end = [], 0
    for number in _NUMBER.finditer(folded):
        parts += [folded[end : number.start()].translate(_HEARD), number[0]]
        end = number.end()
    return "".join([*parts, folded[end:].translate(_HEARD)])


class _Heard(dict[int, int | None]):
    """For `str.translate`: what makes no difference becomes nothing. Found out letter by letter, as they come."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        silent = unicodedata.category(letter) in _SILENT or letter.isspace()
        heard = None if silent and letter not in _OF_A_NUMBER else code
        if code < _CACHED_BELOW:
            self[code] = heard
        return heard


_HEARD = _Heard()
