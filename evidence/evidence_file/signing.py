"""What this server vouches for in a file that it wrote: confirmations and reviews that are more than a claim.

The format has no place for a signature, so it travels beside the JSON, in the zip. It names the exact bytes, the
account, and the places in the file that were vouched for on the way out. In another account, or with one byte
changed, it vouches for nothing. And as a file stays valid when somebody has taken their word back since, it vouches
only for what the record, with its Trash, still holds as the last word of that person on that win (see the words of
`record.wins`).
"""

import hashlib
from collections.abc import Iterable

from django.core.signing import BadSignature, Signer

from evidence.models import User

_SALT = "evidence file"


def sign(user: User, text: bytes, vouched: Iterable[str]) -> str:
    """The signature of a file of `user`'s, `text` byte for byte, in which the places `vouched` are vouched for."""
    said = {"account": user.pk, "sha256": hashlib.sha256(text).hexdigest(), "vouched": list(vouched)}
    return Signer(salt=_SALT).sign_object(said, compress=True)


def vouched_for(user: User, signature: str, sha256: str) -> frozenset[str]:
    """The places that a signature vouches for, in a file of `user`'s own with that SHA-256; none if it is not valid."""
    said = _said(signature)
    if said is None or said["sha256"] != sha256 or said["account"] != user.pk:
        return frozenset()
    return frozenset(said["vouched"])


def _said(signature: str) -> dict | None:
    try:
        return Signer(salt=_SALT).unsign_object(signature)
    except (BadSignature, ValueError):
        return None
