"""Wins as the values that the judgement is handed, in a constant number of queries.

What lies in the Trash does not exist here. Words of others that nobody vouches for do not count, nor does one's own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Cast

from evidence.models import Artifact, Confirmation, SkillLink, User
from evidence.models import Win as WinRow
from evidence.record.columns import columns
from insights import record
from insights.record import Link, Win


def values_of(user: User) -> Mapping[str, Any]:
    """All of a person's wins, in four queries. A win's key is the number of its row."""
    return {"wins": _wins(user.wins.kept(), user)}


def wins_since(user: User, day: date) -> tuple[Win, ...]:
    """A person's wins of a day and later, in four queries: no status sees what is over COUNTING_DAYS old."""
    return _wins(user.wins.kept().since(day), user)


def wins_of(user: User, rows: Iterable[int]) -> tuple[Win, ...]:
    """Some of a person's wins, by the numbers of their rows, in four queries."""
    return _wins(user.wins.filter(pk__in=list(rows)), user)


def _wins(wins: QuerySet[WinRow], owner: User) -> tuple[Win, ...]:
    """The wins of a query as values."""
    # Not a join: there SQLite may begin at the other end, and walk through everybody's confirmations.
    of_these = {"win__in": wins.order_by().values("pk")}
    links, words = _links(of_these), _words(of_these, owner.own_names)
    shown = set(columns(Artifact.objects.filter(**of_these), "win_id")[0])
    rows, titles, days, kinds, told, measured, horizons, decisions = columns(
        wins, "pk", "title", "date", "kind_id", _TOLD, _MEASURED, "horizon", "decision"
    )
    return tuple(
        map(
            Win,
            map(str, rows),
            titles,
            map(_date, days),
            kinds,
            map(bool, told),
            map(bool, measured),
            map(shown.__contains__, rows),
            horizons,
            decisions,
            [links.get(row, ()) for row in rows],
            [words.get(row, ()) for row in rows],
        )
    )


_TOLD = Cast("is_told", IntegerField())
_VERIFIED = Cast("verified", IntegerField())
_MEASURED = Case(When(metric_after__isnull=False, then=Value(1)), default=Value(0))
_REVIEW = Case(When(review_verified=True, then=F("review")), default=Value("none"), output_field=CharField())
"""The review of a link; one that nobody vouches for is none."""


@cache
def _date(day: str) -> date:
    # Thousands of wins have a few hundred days.
    return date.fromisoformat(day)


def _links(of_these: Mapping[str, object]) -> dict[int, tuple[Link, ...]]:
    """Links by win."""
    wins, skills, reviews = columns(SkillLink.objects.filter(**of_these), "win_id", "skill_id", _REVIEW)
    found: dict[int, tuple[Link, ...]] = {}
    for win, link in zip(wins, map(_link, skills, reviews), strict=True):
        found[win] = found[win] + link if win in found else link
    return found


@cache
def _link(skill: str, review: str) -> tuple[Link]:
    # Thousands of links have a few dozen values: one of each is enough.
    return (Link(skill, review),)


def _words(of_these: Mapping[str, object], own_names: frozenset[str]) -> dict[int, tuple[record.Confirmation, ...]]:
    """Confirmations by win, in the order in which they were given. Insight: earned-authority."""
    rows = columns(
        Confirmation.objects.filter(**of_these), "win_id", "date", "pk", "who", "department", "verdict", "by", _VERIFIED
    )
    found: dict[int, list[tuple[str, int, record.Confirmation]]] = defaultdict(list)
    for win, day, pk, who, department, verdict, name, verified in zip(*rows, strict=True):
        counts = bool(verified) and who not in own_names
        found[win].append((day, pk, record.Confirmation(who, department, _date(day), verdict, name, counts)))
    return {win: _in_order(words) for win, words in found.items()}


def _in_order(words: list[tuple[str, int, record.Confirmation]]) -> tuple[record.Confirmation, ...]:
    if len(words) > 1:
        words.sort()  # by day, and of one day by number, which no two share
    return tuple([word for _, _, word in words])
