"""What is worked out from a person's whole record, remembered until the record or the day changes.

Judging ten thousand wins for every page would be slow, so a result is kept beside a stamp. Every change of a record
raises the owner's `record_version`, which is part of the stamp: what is stale is never shown. So are the rules.
A result is one frozen value of a type; it is kept as JSON and read back as a value of that type.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec
from django.conf import settings
from django.db import IntegrityError, models
from django.db.models import F
from django.db.models.signals import pre_delete, pre_save
from django.utils.safestring import SafeString

from evidence.models.artifacts import Artifact
from evidence.models.carried import CarriedArea
from evidence.models.confirmations import Confirmation
from evidence.models.profile import User
from evidence.models.skill_links import SkillLink
from evidence.models.wins import Win


class Remembered(models.Model):
    """One result of one person, as JSON; a newer one takes its place."""

    owner = models.ForeignKey("evidence.User", models.CASCADE, related_name="remembered")
    what = models.CharField(max_length=40)
    stamp = models.CharField(max_length=200)
    content = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "what"], name="one_remembered_result_a_name")]

    def __str__(self) -> str:
        return f"{self.what} of {self.owner_id}"


class Recalled(NamedTuple):
    """What lies under some names, stale or not, as stamp and content; and the version of the record as it is now."""

    version: int | None
    found: Mapping[str, tuple[str, str]]


def name_for(what: str, user: User, day: date) -> str:
    """The name of a result of a day: today's and the last one of another day are remembered apart.

    So looking back does not cost the next page.
    """
    return what if day == user.today() else f"{what} of another day"


def recall(user: User, *names: str) -> Recalled:
    """What lies under these names, in one query: for a page that needs several results, to hand to `remembered`."""
    # The version as it is now: `user` may have been read before this very request changed the record.
    rows = list(user.remembered.filter(what__in=names).values_list("owner__record_version", "what", "stamp", "content"))
    found = {what: (stamp, content) for _, what, stamp, content in rows}
    if rows:
        return Recalled(rows[0][0], found)
    return Recalled(User.objects.values_list("record_version", flat=True).filter(pk=user.pk).first(), found)


def remembered[T](
    user: User, what: str, stamp: str, as_type: type[T], work_out: Callable[[], T], recalled: Recalled | None = None
) -> T:
    """The result called `what`: the remembered one if the record and `stamp` are as they were, else worked out afresh.

    `stamp` names all that the result depends on beside the record: the day, the target. The result is of `as_type`:
    frozen dataclasses and named tuples, of plain values, dates and HTML. A text that does not fit the type is stale
    too. One query, or none where it is `recalled` already; where it is worked out, another to keep it.
    """
    version, found = recalled or recall(user, what)
    known, stamp = found.get(what), f"{version} {rules()} {stamp}"
    if known and known[0] == stamp:
        with suppress(msgspec.DecodeError):
            reader: msgspec.json.Decoder[T] = _reader(cast(Any, as_type))
            return reader.decode(known[1])
    result = work_out()
    with suppress(IntegrityError):  # where the account went meanwhile there is nobody left to remember for
        row = Remembered(owner=user, what=what, stamp=stamp, content=_WRITER.encode(result).decode())
        Remembered.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["owner", "what"], update_fields=["stamp", "content"]
        )
    return result


def _text(html: Any) -> str:
    """HTML as the text that it is."""
    if not isinstance(html, SafeString):
        raise NotImplementedError(f"what is remembered can hold no {type(html).__name__}")
    return str.__str__(html)  # a plain one: `str` would give the same again


_WRITER = msgspec.json.Encoder(enc_hook=_text)


@cache
def _reader(as_type: Any) -> msgspec.json.Decoder:
    return msgspec.json.Decoder(as_type, dec_hook=_html)


def _html(as_type: type, text: Any) -> SafeString:
    """HTML that was remembered as such."""
    if as_type is not SafeString:
        raise NotImplementedError(f"what is remembered can hold no {as_type.__name__}")
    if not isinstance(text, str):
        raise TypeError("HTML is a text")  # for msgspec, which says where
    return SafeString(text)


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
