"""Numbers as addresses and forms bring them: a text in, a whole number out, or what stands in for one."""

LONGEST = 19
"""More digits no number of a row has."""


def whole_number(text: str, default: int | None = None, *, most: int = 2**63 - 1) -> int | None:
    """The number that `text` says in ASCII digits, without a sign: from 0 to `most`, both included.

    Anything else, and whatever has more than 19 characters, gives `default`.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
        return default
    number = int(text)
    return number if number <= most else default
