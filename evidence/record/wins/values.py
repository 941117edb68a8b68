"""Wins as the values that the judgement is handed, in a constant number of queries.

What lies in the Trash does not exist here. Words of others that nobody vouches for do not count, nor does one's own,
nor do those that were given for another text than the win has now.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import repeat
from typing import Any

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from evidence.models import Artifact, Confirmation, SkillLink, User
from evidence.models import Win as WinRow
from evidence.record.columns import Asked, Columns
from insights import record
from insights.record import Link, Win


def values_of(user: User) -> Mapping[str, Any]:
    """All of a person's wins, in four queries. A win's key is the number of its row."""
    return {"wins": _ALL.read(user, user.pk)}


def wins_since(user: User, day: date) -> tuple[Win, ...]:
    """A person's wins of a day and later, in four queries: no status sees what is over COUNTING_DAYS old."""
    return _SINCE.read(user, user.pk, day)


def wins_of(user: User, rows: Iterable[int]) -> tuple[Win, ...]:
    """Some of a person's wins, by the numbers of their rows, in four queries."""
    these = list(rows)
    if not these:
        return ()
    return _Reader(lambda owner: WinRow.objects.filter(owner=owner, pk__in=these)).read(user, user.pk)


_TOLD = Cast("is_told", IntegerField())
_VERIFIED = Cast("verified", IntegerField())
_FOR_THIS_TEXT = Cast(
    Q(of="") | Exists(WinRow.objects.filter(pk=OuterRef("win_id"), text_digest=OuterRef("of"))), IntegerField()
)
_MEASURED = Case(When(metric_after__isnull=False, then=Value(1)), default=Value(0))
_REVIEW = Case(When(review_verified=True, then=F("review")), default=Value("none"), output_field=CharField())
"""The review of a link; one that nobody vouches for is none."""


class _Reader:
    """Reads the wins that `wins` finds for what is asked, the person first, as values."""

    def __init__(self, wins: Callable[..., QuerySet[WinRow]]) -> None:
        def of_these(rows: QuerySet[Any]) -> Callable[..., QuerySet[Any]]:
            # Not a join: there SQLite may begin at the other end, and walk through everybody's confirmations.
            return lambda *asked: rows.filter(win__in=wins(*asked).order_by().values("pk"))

        self._wins = Columns(wins, "pk", "title", "date", "kind_id", _TOLD, _MEASURED, "horizon", "decision")
        self._artifacts = Columns(of_these(Artifact.objects.all()), "win_id")
        self._links = Columns(of_these(SkillLink.objects.all()), "win_id", "skill_id", _REVIEW)
        self._words = Columns(
            of_these(Confirmation.objects.all()),
            *("win_id", "date", "pk", "who", "department", "verdict", "by", _VERIFIED, _FOR_THIS_TEXT),
        )

    def read(self, owner: User, *asked: Asked) -> tuple[Win, ...]:
        """The wins, in four queries."""
        links, words = _links(*self._links(*asked)), _words(*self._words(*asked), own_names=owner.own_names)
        shown = set(self._artifacts(*asked)[0])
        rows, titles, days, kinds, told, measured, horizons, decisions = self._wins(*asked)
        columns = (
            map(str, rows),
            titles,
            map(_date, days),
            kinds,
            map(bool, told),
            map(bool, measured),
            map(shown.__contains__, rows),
            horizons,
            decisions,
            map(links.get, rows, repeat(())),
            map(words.get, rows, repeat(())),
        )
        return tuple(map(Win._make, zip(*columns, strict=True)))


_ALL = _Reader(lambda owner: WinRow.objects.filter(owner=owner).kept())
_SINCE = _Reader(lambda owner, day: WinRow.objects.filter(owner=owner).kept().since(day))


@cache
def _date(day: str) -> date:
    # Thousands of wins have a few hundred days.
    return date.fromisoformat(day)


def _links(wins: list[int], skills: list[str], reviews: list[str]) -> dict[int, tuple[Link, ...]]:
    """Links by win."""
    found: dict[int, tuple[Link, ...]] = {}
    for win, link in zip(wins, map(_link, skills, reviews), strict=True):
        found[win] = found[win] + link if win in found else link
    return found


@cache
def _link(skill: str, review: str) -> tuple[Link]:
    # Thousands of links have a few dozen values: one of each is enough.
    return (Link(skill, review),)


def _words(
    wins: list[int],
    days: list[str],
    numbers: list[int],
    whos: list[str],
    departments: list[str],
    verdicts: list[str],
    names: list[str],
    verified: list[int],
    for_this_text: list[int],
    *,
    own_names: frozenset[str],
) -> dict[int, tuple[record.Confirmation, ...]]:
    """Confirmations by win, in the order in which they were given. Insight: earned-authority."""
    counts = [bool(vouched) and who not in own_names for vouched, who in zip(verified, whos, strict=True)]
    said = zip(whos, departments, map(_date, days), verdicts, names, counts, map(bool, for_this_text), strict=True)
    found: dict[int, list[tuple[str, int, record.Confirmation]]] = defaultdict(list)
    for win, day, number, word in zip(wins, days, numbers, map(record.Confirmation._make, said), strict=True):
        found[win].append((day, number, word))
    return {win: _in_order(words) for win, words in found.items()}


def _in_order(words: list[tuple[str, int, record.Confirmation]]) -> tuple[record.Confirmation, ...]:
    if len(words) > 1:
        words.sort()  # by day, and of one day by number, which no two share
    return tuple([word for _, _, word in words])
