"""The ways in which a page can be looked at: grouped otherwise, or some of it alone."""

from typing import NamedTuple


class Way(NamedTuple):
    """One way to look at a page: the words for it, its address, and whether it is the present one."""

    words: str
    address: str
    is_present: bool
