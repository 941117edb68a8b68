"""Keeping what somebody sent when they were signed in no more, until they are again: theirs alone, and for a day."""

import json
from contextlib import suppress
from uuid import UUID

from evidence.models import Unsent, User
from evidence.models.unsent import PATH_LENGTH

MOST_BYTES = 1_000_000
"""More than all fields of any form together may hold."""
MOST = 20
"""So many forms of one person wait at once; the oldest makes room."""


UNSENT = "unsent"
"""The field by which a form says that these are the words that waited."""


def keep(owner: int, path: str, sent: list[tuple[str, str]], *, took_files: bool) -> Unsent | None:
    """Keeps a form for the person of this number; None where there is no such person, or it is too much."""
    person = User.objects.filter(pk=owner, is_active=True).first()
    if not person or len(path) > PATH_LENGTH or len(json.dumps(sent)) > MOST_BYTES:
        return None
    kept: Unsent = person.unsent.create(path=path, sent=sent, took_files=took_files)
    person.unsent.filter(pk__in=list(person.unsent.values_list("pk", flat=True)[MOST:])).delete()
    return kept


def forget(owner: int, token: str) -> None:
    """Forgets words of the person of this number that waited; nothing happens where `token` names none."""
    with suppress(ValueError):
        Unsent.objects.filter(owner=owner, token=UUID(token)).delete()
