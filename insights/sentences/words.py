"""Small words: counts, lists and names, as every sentence uses them."""

from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NAMES_SHOWN = 3


def number(count: int) -> str:
    """A count in words up to nine, in digits above."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def some(count: int, one: str, many: str = "") -> str:
    """A counted thing, "one win" or "12 wins"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """The same words with a capital at the start."""
    return words[:1].upper() + words[1:]


def inside(words: str) -> str:
    """Words that could begin a sentence, as they stand inside one: only the first letter loses its capital."""
    return words[:1].lower() + words[1:]


def named(names: Sequence[str]) -> str:
    """Titles in quotation marks: the first three, and how many more there are."""
    shown = [f"“{name}”" for name in names[:_NAMES_SHOWN]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {number(more)} more" if more else "")


def listed(names: Sequence[str]) -> str:
    """Words in a row: "sales", "sales and support", "sales, support and legal"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
