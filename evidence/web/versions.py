"""Versions of what is edited in place: the page that shows what its fields were, day by day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Self

from django import forms
from django.db.models import Q
from django.forms.utils import pretty_name
from django.utils import timezone

from evidence.models.edits import Edited, alike
from evidence.models.versions import VERSION_DAYS, VERSIONS_KEPT, Version
from evidence.web.numbers import whole_number
from evidence.web.wording import in_full
from insights.dates import in_words
from insights.sentences import inside

A_PAGE = 30
AROUND = 160
"""So many letters are shown before and after what was changed, and of what came in its place."""
AT_MOST = 1_000
"""So many letters are shown of what was changed; the whole is folded beneath."""


@dataclass(frozen=True, slots=True)
class Undo:
    """What the button says that undoes the last change, and what it sends."""

    words: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A text, cut where it became another: `gone` is the part that is not there any more, `came` what came instead."""

    head: str
    gone: str
    tail: str
    came: str

    def in_short(self) -> Self:
        """The same with no more of each part than is read at a glance."""
        head = f"… {self.head[-AROUND:]}" if len(self.head) > AROUND else self.head
        return type(self)(head, _cut(self.gone, AT_MOST), _cut(self.tail, AROUND), _cut(self.came, AROUND))


@dataclass(frozen=True, slots=True)
class VersionRow:
    """What a field was, until when, and what it was then; `whole` only where more is folded than stands there.

    `is_words` is what somebody wrote, in contrast to what was chosen. `is_now` is what the field holds now anyway.
    """

    pk: int
    called: str
    until: str
    was: Difference
    whole: str
    then: str
    is_words: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class VersionsOfADay:
    """The versions that were replaced on one day, the newest first."""

    day: str
    rows: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """What the fields of one thing were. `older` is what the address of the next page says, empty at the end."""

    pk: int
    title: str
    days: tuple[VersionsOfADay, ...]
    older: str
    kept_days: int = VERSION_DAYS
    kept_versions: int = VERSIONS_KEPT


def undo_of(row: Edited, called: Callable[[str], str]) -> Undo | None:
    """What Undo would take back now; None where there is nothing."""
    change = row.last_change()
    return change and Undo(f"Undo: {inside(called(change.field))}", change.stamp)


def called_by(fields: Mapping[str, forms.Field]) -> Callable[[str], str]:
    """Names a field by the label that a form gives it."""
    return lambda name: str((name in fields and fields[name].label) or pretty_name(name))


def versions_page(
    row: Edited,
    title: str,
    fields: Mapping[str, forms.Field],
    called: Callable[[str], str],
    *,
    today: date,
    before: str = "",
) -> VersionsPage:
    """The page of a row, called `title`. `fields` are those of its form, and say how a value is shown; what is among
    none of them is words. `before` is what the address says of where the page begins.
    """
    found = list(_older_than(row, before)[: A_PAGE + 1])
    now = row.kept({version.field for version in found})
    shown = found[:A_PAGE]
    drawn = [(_day(version), _row(version, fields.get(version.field), called, now)) for version in shown]
    return VersionsPage(
        pk=row.pk,
        title=title,
        days=tuple(
            VersionsOfADay(in_words(day, today), tuple(one for _, one in rows))
            for day, rows in groupby(drawn, key=lambda one: one[0])
        ),
        older=f"{shown[-1].number}-{shown[-1].pk}" if len(found) > A_PAGE else "",
    )


def _older_than(row: Edited, before: str) -> Any:
    number, _, pk = before.partition("-")
    at, last = whole_number(number), whole_number(pk)
    if at is None or last is None:
        return row.versions.all()
    return row.versions.filter(Q(number__lt=at) | Q(number=at, pk__lt=last))


def _day(version: Version) -> date:
    return timezone.localtime(version.at).date()


def _row(
    version: Version, field: forms.Field | None, called: Callable[[str], str], now: Mapping[str, Any]
) -> VersionRow:
    is_words = field is None or (isinstance(field, forms.CharField) and not isinstance(field, forms.ChoiceField))
    was, became = in_words_of(field, version.was), in_words_of(field, version.became)
    parts = difference(was, became) if is_words else Difference("", was, "", became)
    short = parts.in_short()
    return VersionRow(
        pk=version.pk,
        called=called(version.field),
        until=f"{timezone.localtime(version.at):%H:%M}",
        was=short,
        whole="" if short.head + short.gone + short.tail == was else was,
        then=_then(short.came, became, is_words=is_words),
        is_words=is_words,
        is_now=version.field in now and now[version.field] == version.was,
    )


def _then(came: str, became: str, *, is_words: bool) -> str:
    if not became:
        return "nothing"
    return f"“{came.strip()}”" if is_words and came.strip() else "" if is_words else became


def _cut(text: str, most: int) -> str:
    return f"{text[:most]} …" if len(text) > most else text


def in_words_of(field: forms.Field | None, kept: Any) -> str:
    """What a version has kept, as its field shows it; empty for nothing."""
    if kept is None or kept == "":
        return ""
    if isinstance(field, forms.ChoiceField):
        return str(dict(list(field.choices)).get(kept, kept))  # type: ignore[arg-type]  # there are no groups
    if isinstance(field, forms.DateField):
        return in_full(date.fromisoformat(kept))
    return str(field.prepare_value(kept) if field else kept)


def difference(was: str, became: str) -> Difference:
    """Where a text became another, in whole words."""
    head = alike(was, became)
    if not (_is_between_words(was, head) and _is_between_words(became, head)):
        while head and not was[head - 1].isspace():
            head -= 1
    old, new = was[head:], became[head:]
    tail = alike(old[::-1], new[::-1])
    while tail and not (_is_between_words(old, len(old) - tail) and _is_between_words(new, len(new) - tail)):
        tail -= 1
    cut, cut_new = len(old) - tail, len(new) - tail
    return Difference(was[:head], old[:cut], old[cut:], new[:cut_new])


def _is_between_words(text: str, at: int) -> bool:
    return not 0 < at < len(text) or text[at].isspace() or text[at - 1].isspace()
