"""Numbers: in addresses, as people type them, and as a page shows them."""

import math
import re
import unicodedata
from decimal import Decimal

MOST_DIGITS = 19
"""So many has the largest number that both databases hold."""
LONGEST = 60
"""No number that somebody means is longer than this."""

_PLAIN = re.compile(r"[+-]?(?:\d+|(?:0|[1-9]\d*)?\.\d+|(?:0|[1-9]\d*)\.)(?:[eE][+-]?\d{1,3})?")
_COMMA = re.compile(r"\A[+-]?(?:0|[1-9]\d*)?,\d+")
_GROUPS = (
    # Between groups of three stands one and the same sign; what stands behind them is another one, once.
    (re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d*)?|,\d{3}\.\d*)"), ",", "."),
    (re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d*)?|\.\d{3},\d*)"), ".", ","),
    (re.compile(r"[+-]?[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d*)?"), " ", ","),
    (re.compile(r"[+-]?[1-9]\d{0,2}(?:'\d{3})+(?:[.,]\d*)?"), "'", ","),
)
"""Numbers in groups of three, the sign between the groups, and what may stand for the point."""
_EITHER = re.compile(r"([+-]?)([1-9]\d{0,2})[.,](\d{3})")
_ONE_WAY = str.maketrans({"\u2212": "-", "\u2019": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " "})


class NotANumber(ValueError):
    """A text is no number, or may be one of two. Its own text says what to write; it is empty where that is plain."""


def whole_number(text: str, default: int | None = None, *, most: int = 2**63 - 1) -> int | None:
    """The number that `text` writes in ASCII digits, 19 at most and without a sign; `default` for anything else.

    What is larger than `most` gives `default` too: unless told otherwise, what a database holds no number for.
    """
    if len(text) > MOST_DIGITS or not (text.isascii() and text.isdecimal()):
        return default
    number = int(text)
    return number if number <= most else default


def typed_number(text: str) -> float:
    """The one number that `text` can be: a comma or a point before the fraction, groups of three apart or not.

    Raises NotANumber where it is none, where it can be two ("12,000"), and where it has more digits than are kept.
    """
    text = _in_ascii_digits(text.strip()[: LONGEST + 1])
    if either := _EITHER.fullmatch(text):
        raise NotANumber(_both_readings(text, *either.groups()))
    if len(text) > LONGEST or (plain := _plain(text)) is None:
        raise NotANumber
    exact, kept = Decimal(plain), float(plain)
    if not math.isfinite(kept):
        raise NotANumber
    if Decimal(repr(kept)) != exact:
        raise NotANumber("It has more digits than are kept: give 15 at most.")
    return kept + 0.0  # minus nought is nought


def typed(number: float) -> str:
    """A number as somebody would type it, so that `typed_number` reads it back: a fraction of three digits could be a
    group of three, and gets a nought more.
    """
    text = f"{_exactly(number):f}" if _is_told_in_full(number) else repr(number)
    return f"{text}0" if _EITHER.fullmatch(text) else text


def figure(number: float) -> str:
    """A number for reading: all its digits, and commas between groups of three."""
    return f"{_exactly(number):,f}" if _is_told_in_full(number) else repr(number)


def _exactly(number: float) -> Decimal:
    whole = number == int(number)
    return Decimal(int(number)) if whole else Decimal(repr(number))


def _is_told_in_full(number: float) -> bool:
    return number == 0 or abs(number) >= 1e-9


def _in_ascii_digits(text: str) -> str:
    """The same with digits of any script as 0 to 9, and one sign for minus, blank and apostrophe."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.translate(_ONE_WAY))


def _plain(text: str) -> str | None:
    """A number that can be read one way, as Python writes it; None if it is none."""
    if _PLAIN.fullmatch(text):
        return text
    if _COMMA.fullmatch(text):
        return text.replace(",", ".")
    for pattern, between, point in _GROUPS:
        if pattern.fullmatch(text):
            return text.replace(between, "").replace(point, ".")
    return None


def _both_readings(text: str, sign: str, whole: str, thousandth: str) -> str:
    large, small = f"{whole}{thousandth}", typed(float(f"{whole}.{thousandth}"))
    small = small if "." in small else f"{small}.0"
    fraction = thousandth.rstrip("0")
    minus = "minus " if sign == "-" else ""
    spelt = " ".join([_spelt(int(whole)), *(["point", *(_ONES[int(digit)] for digit in fraction)] if fraction else [])])
    sign = sign.replace("+", "")
    return f"{text} can be {minus}{_spelt(int(large))} or {minus}{spelt}: write {sign}{large} or {sign}{small}."


_ONES = (
    *("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def _spelt(number: int) -> str:
    """A whole number from 1 to 999,999 in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_ONES[number // 100]} hundred" + (f" and {_spelt(number % 100)}" if number % 100 else "")
    rest = number % 1000
    return f"{_spelt(number // 1000)} thousand" + (f"{' and' if rest < 100 else ''} {_spelt(rest)}" if rest else "")
