"""What is worked out from a person's whole record, remembered until the record or the day changes.

Judging ten thousand wins for every page would be slow, so a result is kept beside a stamp. Every change of a record
raises the owner's `record_version`, which is part of the stamp: what is stale is never shown. So are the rules.

What hangs on nothing but what counts for skills is stamped with `counting_version`: a win that is told, before the
change or after it, raises it, and what hangs on one does. So a line that was just captured makes nothing of it stale.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.db import IntegrityError, models
from django.db.models import Case, Exists, F, Q, Subquery, When
from django.db.models.expressions import Combinable

from evidence.models.profile import User


class Remembered(models.Model):
    """One result of one person; a newer one takes its place."""

    owner = models.ForeignKey("evidence.User", models.CASCADE, related_name="remembered")
    what = models.CharField(max_length=40)
    stamp = models.CharField(max_length=200)
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "what"], name="one_remembered_result_a_name")]

    def __str__(self) -> str:
        return f"{self.what} of {self.owner_id}"


def remembered(
    user: User,
    what: str,
    stamp: str,
    work_out: Callable[[], Any],
    version: Literal["record_version", "counting_version"] = "record_version",
) -> Any:
    """The result called `what`: the remembered one if the record and `stamp` are as they were, else worked out afresh.

    `stamp` names all that the result depends on beside the record: the day, the target. `version` is the one to go by:
    that of the whole record, or of what counts for skills where the result hangs on nothing else of it.

    The result must be JSON: what comes back has lists for tuples and text for keys.
    """
    # The version as it is now: `user` may have been read before this very request changed the record.
    known = user.remembered.filter(what=what).values_list(f"owner__{version}", "stamp", "content").first()
    is_at = known[0] if known else User.objects.values_list(version, flat=True).filter(pk=user.pk).first()
    stamp = f"{is_at} {rules()} {stamp}"
    if known and known[1] == stamp:
        return known[2]
    content = work_out()
    with suppress(IntegrityError):  # where the account went meanwhile there is nobody left to remember for
        user.remembered.update_or_create(what=what, defaults={"stamp": stamp, "content": content})
    return content


@cache
def rules() -> str:
    """A digest of the code and the catalogue that results come from: another version works out afresh."""
    digest = hashlib.sha256()
    for folder in ("insights", "evidence"):
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def record_changed(owner: int, *, counting: bool | Exists = True) -> None:
    """Makes all that was remembered of this person stale. Bulk changes, which send no signals, must call it.

    `counting`: whether what counts for skills can have changed with it, as a truth or as a question to the database.
    """
    raised: dict[str, Combinable] = {"record_version": F("record_version") + 1}
    if counting is True:
        raised["counting_version"] = F("counting_version") + 1
    elif counting:
        # Where this waits for somebody else's change, PostgreSQL answers the question as of before that change; so a
        # version that has moved meanwhile moves on.
        moved = ~Q(counting_version=Subquery(User.objects.filter(pk=owner).values("counting_version")[:1]))
        raised["counting_version"] = F("counting_version") + Case(When(Q(counting) | moved, then=1), default=0)
    User.objects.filter(pk=owner).update(**raised)
