"""Numbers as addresses carry them, which anybody can write as they like."""

MOST_DIGITS = 19
"""So many has the largest number that both databases hold."""


def whole_number(text: str, default: int | None = None, *, most: int = 2**63 - 1) -> int | None:
    """The number that `text` writes in ASCII digits, 19 at most and without a sign; `default` for anything else.

    What is larger than `most` gives `default` too: unless told otherwise, what a database holds no number for.
    """
    if len(text) > MOST_DIGITS or not (text.isascii() and text.isdecimal()):
        return default
    number = int(text)
    return number if number <= most else default
