"""Which addresses may become links: those that a browser or a mail program opens, and nothing that runs."""

import re
from urllib.parse import urlsplit

from insights.limits import URL_LENGTH
from insights.problems import Unfit, quoted

BEGINNINGS = ("https://", "http://", "mailto:")
SCHEMES = frozenset(beginning.partition(":")[0] for beginning in BEGINNINGS)
IN_WORDS = f"{', '.join(BEGINNINGS[:-1])} or {BEGINNINGS[-1]}"
"""The beginnings as a sentence lists them."""

_BEGINS = re.compile(rf"(?:{'|'.join(BEGINNINGS)})\S", re.IGNORECASE)
_ODD = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff<>\"]")


def is_linkable(url: str) -> bool:
    """Whether an address may become a link on a page: it begins like one, and something follows."""
    return bool(_BEGINS.match(url))


def checked(url: str) -> str:
    """The same address, if it is fit to be kept as a link: it leads somewhere, in characters that a link may have.

    Raises Unfit with the reason.
    """
    if len(url) > URL_LENGTH:
        raise Unfit(f"is {len(url)} characters long, {URL_LENGTH} at most")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Unfit(f"{quoted(url)} is not a link") from error
    if parts.scheme not in SCHEMES:
        raise Unfit(f"{quoted(url)} must begin with {IN_WORDS}")
    if _ODD.search(url) or not (parts.path if parts.scheme == "mailto" else parts.netloc):
        raise Unfit(f"{quoted(url)} is not a link")
    return url
