"""What this server vouches for in a file that it wrote: confirmations and reviews that are more than a claim.

The format has no place for a signature, so it travels beside the JSON, in the zip. It names the exact bytes, the
account, and the places in the file that were vouched for on the way out. In another account, or with one byte
changed, it vouches for nothing. And as a file stays valid when somebody has taken their word back since, it vouches
only for what the record, with its Trash, still holds as the last word of that person on that win.
"""

import hashlib
from collections.abc import Iterable, Sequence

from django.core.signing import BadSignature, Signer

from evidence.models import Confirmation, SkillLink, User
from insights.evidence_format.shape import WinEntry

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


def still_held(user: User, wins: Sequence[WinEntry]) -> frozenset[str]:
    """The places of words in `wins`, of a file that this server has signed, that still count.

    Of a win that is still here, in the Trash too, only what stands verified: a word that was taken back does not come
    back with an old file. Of a win that has gone for good the signature is all that there is, and it is enough.
    """
    rows = user.wins.values_list("pk", "key")
    here = {key or f"w{pk}" for pk, key in rows}
    last: dict[tuple[int, str], tuple[object, ...]] = {}
    said = Confirmation.objects.filter(win__owner=user, verified=True).order_by("date", "pk")
    for win, key, who, *word in said.values_list(
        "win", "win__key", "who", "by", "department", "date", "verdict", "comment"
    ):
        last[win, who] = (key or f"w{win}", *word)
    reviewed = SkillLink.objects.filter(win__owner=user, review_verified=True)
    held: set[tuple[object, ...]] = set(last.values())
    held |= {
        (key or f"w{win}", *word) for win, key, *word in reviewed.values_list("win", "win__key", "skill", "review")
    }
    return frozenset(
        [
            f"wins[{at}].skills[{n}]"
            for at, win in enumerate(wins)
            for n, link in enumerate(win.skills)
            if win.key not in here or (win.key, link.skill, link.review) in held
        ]
        + [
            f"wins[{at}].confirmations[{n}]"
            for at, win in enumerate(wins)
            for n, word in enumerate(win.confirmations)
            if win.key not in here or (win.key, word.by, word.department, word.date, word.verdict, word.comment) in held
        ]
    )


def _said(signature: str) -> dict | None:
    try:
        return Signer(salt=_SALT).unsign_object(signature)
    except (BadSignature, ValueError):
        return None
