"""How texts are made comparable: by `folded` for the search, by `same_letters` for telling people apart by name.

Both take for one: the two normal forms of a letter, its other shapes (bold, wide, in a circle, a ligature, "№", "㎒"),
large and small letters, all kinds of apostrophe, quotation mark and dash, all white space of any width. What is
invisible (soft hyphens, joiners, marks of direction) is left out. `folded` leaves accents out as well, and takes a
letter of the Latin script for the one that it was made from: "ł" is "l", "ø" is "o", "æ" is "ae".

Not folded: "ü" into "ue" and "å" into "aa"; an apostrophe or a hyphen into nothing ("dont", "email"); marks that are
part of a letter rather than above it (of Japanese, Thai, the scripts of India); letters of other scripts into each
other (the Arabic and the Persian "ی", the Ukrainian "ґ") or into Latin ones that look like them; digits of other
scripts; simplified and traditional Chinese; the Hiragana and the Katakana of one sound; words of one stem.
"""

import re
import unicodedata
from typing import Literal

from insights.letters import UNSEEN

_ALIKE = {
    **dict.fromkeys(
        "\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02c8\u00b4\u1fbd\u1fbf\u1ffe\uff07", "'"
    ),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u301d\u301e\u301f", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    "\u2044": "/",
}
"""Signs that mean one and the same, whichever of them a keyboard writes."""
_MADE_FROM = {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ȷ": "j", "ŋ": "n", "ĸ": "k", "ƿ": "w", "ſ": "s"}
_MADE = re.compile(r"LATIN SMALL LETTER ([A-Z]{1,2}) WITH ")
"""How letters are named that are others with a stroke, a hook or a tail, and yet have no parts."""
_ACCENTS = frozenset([1, 6, *range(10, 37), *range(200, 241)])
"""The classes of combining marks that are accents and points; the others are parts of letters."""
_KEPT = 50_000
"""Of so many characters it is remembered what they fold into: all that people write, and not all that there are."""


def folded(text: str) -> str:
    """`text` as the search compares it: without case, accents, invisible signs and width of spaces."""
    return _by(_PLAIN, text, "NFD")


def same_letters(text: str) -> str:
    """`text` as names are compared: the same, but with its accents."""
    return _by(_ACCENTED, text, "NFC")


class _Letters(dict[int, str]):
    """What characters fold into, worked out for each when it is met."""

    def __init__(self, *, accents: bool) -> None:
        super().__init__()
        self.accents = accents

    def __missing__(self, code: int) -> str:
        into = self._into(chr(code))
        if len(self) < _KEPT:
            self[code] = into
        return into

    def _into(self, character: str) -> str:
        if character in _ALIKE:
            return _ALIKE[character]
        if character.isspace():
            return " "
        if unicodedata.category(character) == "Cf" or UNSEEN.match(character):
            return ""
        parts = unicodedata.normalize("NFD", character)
        if parts == character:
            parts = unicodedata.normalize("NFKD", character)
            if parts[0] == " ":  # an accent that stands alone, which is no space
                return "" if not self.accents else character
        if parts == character:
            parts = character.casefold()
        if parts != character:
            return "".join(self[ord(part)] for part in parts)
        return character if self.accents else _without_accent(character)


def _without_accent(letter: str) -> str:
    if unicodedata.combining(letter) in _ACCENTS:
        return ""
    if letter in _MADE_FROM:
        return _MADE_FROM[letter]
    made = _MADE.match(unicodedata.name(letter, ""))
    return made[1].lower() if made else letter


_PLAIN, _ACCENTED = _Letters(accents=False), _Letters(accents=True)


def _by(letters: _Letters, text: str, form: Literal["NFC", "NFD"]) -> str:
    if text.isascii():
        # The same, and faster: an import folds megabytes.
        return " ".join(text.lower().split())
    # Several marks on one letter get one order: before each is looked at alone, and those that are left once more.
    plain = unicodedata.normalize("NFD", text).translate(letters)
    return " ".join(unicodedata.normalize(form, plain).split())
