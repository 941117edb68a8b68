"""What of a text can be seen, and where it may be cut."""

import re
import unicodedata

UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
"""What shows nothing although its category does not say so; the last two of the first row are no characters."""
JOINERS = "\u200c\u200d"
"""Invisible, and yet part of a word of Persian or Hindi, or of a family of emoji."""
_OF_A_FLAG = range(0x1F1E6, 0x1F200)
_ON_ONE_BEFORE = re.compile(f"[{JOINERS}\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def shows(character: str) -> bool:
    """Whether one can see a character, blanks not among them."""
    return not (character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cs") or UNSEEN.match(character))


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in a text."""
    return not any(map(shows, text))


def first_seen(*texts: str) -> str:
    """The first of these texts in which there is something to see; empty if there is none."""
    return next((text for text in texts if not is_blank(text)), "")


def beginning(text: str, length: int) -> str:
    """The first `length` characters of a text, or fewer: no letter loses its marks, no emoji a part of it."""
    at = min(length, len(text))
    while 0 < at < len(text) and not _may_end(text, at):
        at -= 1
    return text[: at or length]


def _may_end(text: str, at: int) -> bool:
    last, following = text[at - 1], text[at]
    if unicodedata.category(following)[0] == "M" or _ON_ONE_BEFORE.match(following) or last in JOINERS:
        return False
    if ord(last) not in _OF_A_FLAG or ord(following) not in _OF_A_FLAG:
        return True
    before = 0
    while before < at and ord(text[at - 1 - before]) in _OF_A_FLAG:
        before += 1
    return before % 2 == 0
