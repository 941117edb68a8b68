"""What this server vouches for in a file that it wrote: confirmations and reviews that are more than a claim.

The format has no place for a signature, so it travels beside the JSON, in the zip. It names the exact bytes, the
account, and the places in the file that were vouched for on the way out. In another account, or with one byte
changed, it vouches for nothing: word, text and win stay together as they were. What the record, with its Trash, holds
of these words already, or has seen taken back, decides over that (see the words of `record.wins`).

A file that was signed before confirmations named the text that they are for may hold another text than was confirmed.
Of such a signature only the reviews are taken.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

from evidence.models import User

_SALT, _SALT_WITHOUT_TEXTS = "evidence file with texts", "evidence file"
_NO_REVIEW = ".confirmations["


class Signed(NamedTuple):
    """The places that a signature vouches for. `knows_no_texts`: it left out confirmations, since it is too old."""

    places: frozenset[str] = frozenset()
    knows_no_texts: bool = False


def sign(user: User, text: bytes, vouched: Iterable[str]) -> str:
    """The signature of a file of `user`'s, `text` byte for byte, in which the places `vouched` are vouched for."""
    said = {"account": user.pk, "sha256": hashlib.sha256(text).hexdigest(), "vouched": list(vouched)}
    return Signer(salt=_SALT).sign_object(said, compress=True)


def vouched_for(user: User, signature: str, sha256: str) -> Signed:
    """What a signature vouches for in a file of `user`'s own with that SHA-256; nothing if it is not valid."""
    for salt in (_SALT, _SALT_WITHOUT_TEXTS):
        said = _said(signature, salt)
        if said and said["sha256"] == sha256 and said["account"] == user.pk:
            places = frozenset(said["vouched"])
            reviews = frozenset(place for place in places if _NO_REVIEW not in place)
            return Signed(places) if salt == _SALT else Signed(reviews, knows_no_texts=reviews != places)
    return Signed()


def _said(signature: str, salt: str) -> dict | None:
    try:
        return Signer(salt=salt).unsign_object(signature)
    except (BadSignature, ValueError):
        return None
