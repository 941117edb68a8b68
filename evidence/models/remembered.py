"""What is worked out from a person's whole record, remembered until the record or the day changes.

Judging ten thousand wins for every page would be slow, so a result is kept beside a stamp. Every change of a record
raises the owner's `record_version`, which is part of the stamp: what is stale is never shown. So are the rules.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.signals import pre_delete, pre_save

from evidence.models.artifacts import Artifact
from evidence.models.carried import CarriedArea
from evidence.models.confirmations import Confirmation
from evidence.models.profile import User
from evidence.models.skill_links import SkillLink
from evidence.models.waiting import dispensable
from evidence.models.wins import Win


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


def remembered(user: User, what: str, stamp: str, work_out: Callable[[], Any]) -> Any:
    """The result called `what`: the remembered one if the record and `stamp` are as they were, else worked out afresh.

    `stamp` names all that the result depends on beside the record: the day, the target. The result must be JSON: what
    comes back has lists for tuples and text for keys.
    """
    # The version as it is now: `user` may have been read before this very request changed the record.
    known = user.remembered.filter(what=what).values_list("owner__record_version", "stamp", "content").first()
    version = known[0] if known else User.objects.values_list("record_version", flat=True).filter(pk=user.pk).first()
    stamp = f"{version} {rules()} {stamp}"
    if known and known[1] == stamp:
        return known[2]
    content = work_out()
    with dispensable():  # where somebody else writes it is worked out again next time
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


def record_changed(owner: int) -> None:
    """Makes all that was remembered of this person stale. Bulk changes, which send no signals, must call it."""
    User.objects.filter(pk=owner).update(record_version=F("record_version") + 1)


def _own_change(instance: Win | CarriedArea, origin: Any = None, **_kwargs: Any) -> None:
    if not _is_a_farewell(origin):
        record_changed(instance.owner_id)


def _change_of_a_win(instance: SkillLink | Artifact | Confirmation, origin: Any = None, **_kwargs: Any) -> None:
    if not _is_a_farewell(origin):
        win = instance.its_win if isinstance(instance, SkillLink) else instance.win
        record_changed(win.owner_id)


def _end_of_a_link(instance: SkillLink, origin: Any = None, **_kwargs: Any) -> None:
    # Of a link that is off its win nothing was worked out, so its end makes nothing stale.
    if instance.win_id is not None:
        _change_of_a_win(instance, origin)


def _is_a_farewell(origin: Any) -> bool:
    """Whether a row goes because its person does: then nobody is left to remember for, row after row."""
    return isinstance(origin, User) or getattr(origin, "model", None) is User


# Before the change, in its transaction: the person's row is locked first by everybody (see User.lock).
for signal in (pre_save, pre_delete):
    for own in (Win, CarriedArea):
        signal.connect(_own_change, sender=own, dispatch_uid=f"{own.__name__} changes the record")
    for part in (Artifact, Confirmation):
        signal.connect(_change_of_a_win, sender=part, dispatch_uid=f"{part.__name__} changes the record")
pre_save.connect(_change_of_a_win, sender=SkillLink, dispatch_uid="SkillLink changes the record")
pre_delete.connect(_end_of_a_link, sender=SkillLink, dispatch_uid="SkillLink changes the record")
