"""What is worked out from a person's whole record, remembered until the record or the day changes.

Judging ten thousand wins for every page would be slow, so a result is kept beside a stamp. Every change of a record
raises the owner's `record_version`, which is part of the stamp: what is stale is never shown. So are the rules.
A result is one frozen value of a type; it is kept as JSON and read back as a value of that type.

What hangs on nothing but what counts for skills and gates is stamped with `counting_version`: a win that is told,
before the change or after it, raises it, what hangs on one does, and so do contacts and trials. So a line that was just
captured makes nothing of it stale.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import msgspec
from django.conf import settings
from django.db import connection, models
from django.utils.safestring import SafeString

from evidence.models.profile import User
from evidence.models.waiting import dispensable


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


type Version = Literal["record_version", "counting_version"]
_VERSIONS: tuple[Version, ...] = ("record_version", "counting_version")


class Recalled(NamedTuple):
    """What lies under some names, stale or not, as stamp and content; and the record's versions as they are now.

    `made` is what was worked out afresh on the way, and is to be kept.
    """

    versions: Mapping[Version, int | None]
    found: Mapping[str, tuple[str, str]]
    made: list[Remembered]


def name_for(what: str, user: User, day: date) -> str:
    """The name of a result of a day: today's and the last one of another day are remembered apart.

    So looking back does not cost the next page.
    """
    return what if day == user.today() else f"{what} of another day"


# As text: almost every page asks it, and to put it together takes longer than to answer it.
_RECALL = f"""
    SELECT kept.what, kept.stamp, kept.content, {", ".join(_VERSIONS)}
    FROM evidence_remembered kept JOIN evidence_user owner ON owner.id = kept.owner_id
    WHERE kept.owner_id = %s AND kept.what IN ({{names}})
"""  # noqa: S608 - names of our own columns, and places for values


@contextmanager
def recall(user: User, *names: str) -> Iterator[Recalled]:
    """What lies under these names, in one query: for a page that needs several results, to hand to `remembered`.

    What is worked out within is kept at the end, in one write.
    """
    # The versions as they are now: `user` may have been read before this very request changed the record.
    with connection.cursor() as cursor:
        cursor.execute(_RECALL.format(names=", ".join(["%s"] * len(names))), [user.pk, *names])
        rows = cursor.fetchall()
    found = {what: (stamp, content) for what, stamp, content, *_ in rows}
    now = rows[0][3:] if rows else User.objects.filter(pk=user.pk).values_list(*_VERSIONS).first()
    recalled = Recalled(dict(zip(_VERSIONS, now or (None, None), strict=True)), found, [])
    yield recalled
    if recalled.made:
        with dispensable():  # where somebody else writes it is worked out again next time
            Remembered.objects.bulk_create(
                recalled.made,
                update_conflicts=True,
                unique_fields=["owner", "what"],
                update_fields=["stamp", "content"],
            )


def remembered[T](
    user: User,
    what: str,
    stamp: str,
    as_type: type[T],
    work_out: Callable[[], T],
    recalled: Recalled | None = None,
    version: Version = "record_version",
) -> T:
    """The result called `what`: the remembered one if the record and `stamp` are as they were, else worked out afresh.

    `stamp` names all that the result depends on beside the record: the day, the target. `version` is the one to go by:
    that of the whole record, or of what counts for skills where the result hangs on nothing else of it. The result is
    of `as_type`: frozen dataclasses and named tuples, of plain values, dates and HTML. A text that does not fit the
    type is stale too. One query, or none where it is `recalled` already; where it is worked out, another to keep it.
    """
    if recalled is None:
        with recall(user, what) as recalled:
            return remembered(user, what, stamp, as_type, work_out, recalled, version)
    known, stamp = recalled.found.get(what), f"{recalled.versions[version]} {rules()} {stamp}"
    if known and known[0] == stamp:
        with suppress(msgspec.DecodeError):
            reader: msgspec.json.Decoder[T] = _reader(cast(Any, as_type))
            return reader.decode(known[1])
    result = work_out()
    recalled.made.append(Remembered(owner=user, what=what, stamp=stamp, content=_WRITER.encode(result).decode()))
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


class Told(NamedTuple):
    """A question to the database: is the win of this number told, as it is stored?"""

    win: int


def record_changed(owner: int, *, counting: bool | Told = True) -> None:
    """Makes all that was remembered of this person stale. Bulk changes, which send no signals, must call it.

    `counting`: whether what counts for skills can have changed with it, as a truth or as a question to the database.
    """
    asked = [counting.win, owner] if isinstance(counting, Told) else []
    raised = _RAISED_IF_TOLD if asked else "1" if counting else "0"
    with connection.cursor() as cursor:
        cursor.execute(_RAISE.format(raised=raised), [*asked, owner])


# As text: whatever is written goes through here, and to put it together takes ten times as long as to do it.
_RAISE = """
    UPDATE evidence_user
    SET record_version = record_version + 1, counting_version = counting_version + {raised}
    WHERE id = %s
"""
# Where this waits for somebody else's change, PostgreSQL answers the question as of before that change; so a version
# that has moved meanwhile moves on.
_RAISED_IF_TOLD = """
    CASE
        WHEN EXISTS (SELECT 1 FROM evidence_win win WHERE win.id = %s AND win.is_told) THEN 1
        WHEN counting_version <> (SELECT before.counting_version FROM evidence_user before WHERE before.id = %s) THEN 1
        ELSE 0
    END
"""
