"""Which addresses may become links: those that a browser or a mail program opens, and nothing that runs.

Where a link leads is for the browser to say, which reads addresses in its own way (https://url.spec.whatwg.org). So
that a page never names another site than the one that opens, an address is taken only where nothing in front of its
first slash could be read in two ways: no user name, no backslash, no escapes, no sign that is turned into another one.
"""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from insights.letters import UNSEEN
from insights.limits import URL_LENGTH
from insights.problems import Unfit, quoted

BEGINNINGS = ("https://", "http://", "mailto:")
SCHEMES = frozenset(beginning.partition(":")[0] for beginning in BEGINNINGS)
IN_WORDS = f"{', '.join(BEGINNINGS[:-1])} or {BEGINNINGS[-1]}"
"""The beginnings as a sentence lists them."""

# Blanks, controls, halves of characters, what ends an attribute, and what is invisible or turns the text round.
_ODD = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff<>\"\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_PLAIN = re.compile(r"https?://([^/?#@\\%:\[\]]+|\[[0-9a-f:.]+\])(?::([0-9]{0,5}))?(?=[/?#]|$)", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^/\\]", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT_APART = str.maketrans("", "", "ßς")
"""Letters that browsers keep in the name of a site, although they have another in small."""
_OF_A_NAME = ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd")
_LEFTWARDS = frozenset({"R", "AL"})
_TO_THE_RIGHT = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")
_LONGEST_SITE = 253


class TwoSites(Unfit):
    """An address that may lead to another site than the one that it shows."""


def site(url: str) -> str:
    """The site that a browser opens for an address, as it writes it: in small letters, those beyond ASCII encoded.

    Empty where there is none, as for an e-mail, and where two programs could say two.
    """
    found = _PLAIN.match(url)
    if not found or int(found[2] or 0) > 65535:
        return ""
    name = "".join(map(str.lower, found[1]))  # each for itself: at the end of a word "Σ" would become another letter
    return _numbered(name) if name.startswith("[") or _NUMBER.fullmatch(_last(name)) else _named(name)


def is_linkable(url: str) -> bool:
    """Whether an address may become a link on a page: it leads to one site, or to a mail program."""
    return not _ODD.search(url) and bool(_MAIL.match(url) or site(url))


def checked(url: str) -> str:
    """The same address, if it is fit to be kept as a link: it leads somewhere, in characters that a link may have.

    Raises Unfit with the reason; TwoSites where it is that the address does not say plainly where it leads.
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
    if not is_linkable(url):
        raise TwoSites(f"{quoted(url)} does not say plainly which site it leads to")
    return url


def _last(name: str) -> str:
    return name.removesuffix(".").rpartition(".")[2]


def _numbered(name: str) -> str:
    """A number of the network, if it is written in the one way that everybody reads alike."""
    try:
        if name.startswith("["):
            number = ipaddress.IPv6Address(name[1:-1]).compressed
            return "" if "." in number else f"[{number}]"
        return str(ipaddress.IPv4Address(name))
    except ValueError:
        return ""


def _named(name: str) -> str:
    """The name of a site in ASCII; empty where a part of it is none, or would be turned into another one."""
    labels = name.removesuffix(".").split(".")
    if any(map(_is_to_the_left, labels)) and not all(
        _is_to_the_left(one) or _TO_THE_RIGHT.fullmatch(one) for one in labels
    ):
        return ""
    written = [_in_ascii(label) for label in labels]
    site = ".".join(written) + name[len(name.removesuffix(".")) :]
    return site if all(written) and len(site) <= _LONGEST_SITE else ""


def _is_to_the_left(label: str) -> bool:
    """Whether a label is written from right to left, in letters alone: browsers refuse most mixtures."""
    ways = {unicodedata.bidirectional(letter) for letter in label}
    return bool(ways & _LEFTWARDS) and ways <= _LEFTWARDS | {"NSM"}


def _in_ascii(label: str) -> str:
    if not label.isascii():
        if not _is_itself(label):
            return ""
        label = f"xn--{label.encode('punycode').decode()}"
    elif label.startswith("xn--") and not _is_punycode(label):
        return ""
    return label if _LABEL.fullmatch(label) else ""


def _is_itself(label: str) -> bool:
    """Whether a browser takes the letters of a label as they are, and turns none into another."""
    plain = label.translate(_KEPT_APART)
    ways = {unicodedata.bidirectional(letter) for letter in label}
    return (
        not label.startswith("xn--")
        and plain == plain.casefold()
        and label == unicodedata.normalize("NFKC", label)
        and unicodedata.category(label[0])[0] != "M"
        and all(letter == "-" or unicodedata.category(letter) in _OF_A_NAME for letter in label)
        and not UNSEEN.search(label)
        and (ways.isdisjoint(_LEFTWARDS | {"AN"}) or _is_to_the_left(label))
    )


def _is_punycode(label: str) -> bool:
    """Whether an encoded label is what its own letters are encoded as."""
    try:
        return _in_ascii(label.removeprefix("xn--").encode().decode("punycode")) == label
    except UnicodeError:
        return False
