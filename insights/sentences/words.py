"""Small words: counts, lists and names, as every sentence uses them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from insights.catalog import catalog

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NAMES_SHOWN = 3
_READ = 100
_WORD = re.compile(r"\A[^\W\d_]+(?:['’\u2010\u2011-][^\W\d_]+)*(?=[.,:;!?…)”’\"']*(?:\s|$))")
SEMICOLON = "; "


def number(count: int) -> str:
    """A count in words up to nine, in digits above."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def some(count: int, one: str, many: str = "") -> str:
    """A counted thing, "one win" or "12 wins"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def part(count: int, of: int, what: str) -> str:
    """Some of several things: "none of the four links", "one of four links", "12 of 30 links"."""
    return f"{number(count)} of {some(of, what)}" if count else f"none of the {some(of, what)}"


def sentence(words: str) -> str:
    """The same words with a capital at the start, where that is a plain word: "iOS", "p95", "ß" and "ﬁt" stay."""
    capital = words[:1].title()
    is_raised = len(capital) == 1 and capital.lower() == words[:1] and _is_plain(words)
    return capital + words[1:] if is_raised else words


def _is_plain(words: str) -> bool:
    """Whether words begin with one of small letters alone."""
    word = _WORD.match(unicodedata.normalize("NFC", words[:_READ]))
    return word is not None and word[0] == word[0].lower()


def inside(words: str) -> str:
    """Words that could begin a sentence, as they stand inside one: only the first letter loses its capital, and
    "OKRs" keep theirs.
    """
    is_lowered = words[1:2].lower() == words[1:2]
    return words[:1].lower() + words[1:] if is_lowered else words


def named(names: Sequence[str]) -> str:
    """Titles in quotation marks: the first three, and how many more there are."""
    more = len(names) - _NAMES_SHOWN
    shown = [f"“{name}”" for name in names[:_NAMES_SHOWN]]
    return listed([*shown, f"{number(more)} more"] if more > 0 else shown)


def listed(names: Sequence[str], last: str = "and") -> str:
    """Words in a row: "sales", "sales and support", "sales, support and legal"; with an empty `last` commas alone.

    Where a name holds a comma itself, and no quotation marks around it, semicolons stand between them.
    """
    apart = between(names)
    if len(names) < 2 or not last:
        return apart.join(names)
    before = apart if apart == SEMICOLON else " "
    return f"{apart.join(names[:-1])}{before}{last} {names[-1]}"


def between(names: Iterable[str]) -> str:
    """What stands between such names."""
    return SEMICOLON if any("," in name and not name.startswith("“") for name in names) else ", "


def full_stop(words: str) -> str:
    """Words with a full stop, unless they end in a mark of their own, as somebody's title may."""
    return words if words.rstrip('”’»")').endswith((".", "?", "!", "…")) else f"{words}."


def called(skill: str) -> str:
    """A skill's name as the subject of a sentence: in quotation marks where it holds a comma."""
    name = catalog().skills[skill].name
    return f"“{name}”" if "," in name else name
