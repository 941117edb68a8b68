"""Wins as the values that the judgement is handed, in a constant number of queries.

What lies in the Trash does not exist here. Words of others that nobody vouches for do not count, nor does one's own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, F, IntegerField, QuerySet, StringAgg, Value, When
from django.db.models.functions import Cast, Concat

from evidence.models import Artifact, Confirmation, SkillLink, User
from evidence.models import Win as WinRow
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
    shown = set(Artifact.objects.filter(**of_these).values_list("win_id", flat=True).order_by())
    nothing = ()
    rows = wins.values_list("pk", "title", _day(), "kind_id", _TOLD, "metric_after", "horizon", "decision")
    return tuple(
        [
            Win(
                str(pk),
                title,
                _date(day),
                kind,
                bool(told),
                after is not None,
                pk in shown,
                horizon,
                decision,
                links.get(pk, nothing),
                words.get(pk, nothing),
            )
            for pk, title, day, kind, told, after, horizon, decision in rows.order_by()
        ]
    )


# What follows is about speed at thousands of wins. One column that the ORM must convert, a truth value or a date from
# SQLite, makes it take every row apart: so truth values come as numbers, and dates as the database hands them over.

_TOLD = Cast("is_told", IntegerField())
_VERIFIED = Cast("verified", IntegerField())
_REVIEW = Case(When(review_verified=True, then=F("review")), default=Value("none"), output_field=CharField())
"""The review of a link; one that nobody vouches for is none."""


def _day() -> F | Cast:
    """The column of the date: a text in SQLite, which has no dates, else a date."""
    return Cast("date", CharField()) if connection.vendor == "sqlite" else F("date")


@cache
def _date(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _links(of_these: Mapping[str, object]) -> dict[int, tuple[Link, ...]]:
    """Links by win. All of a win come as one text: a third of the rows."""
    words = StringAgg(Concat("skill_id", Value(" "), _REVIEW), Value(","), output_field=CharField())
    rows = SkillLink.objects.filter(**of_these).order_by().values("win_id").annotate(words=words)
    return {win: tuple(map(_link, texts.split(","))) for win, texts in rows.values_list("win_id", "words")}


@cache
def _link(words: str) -> Link:
    # Thousands of links have a few dozen values: one of each is enough.
    return Link(*words.split(" "))


def _words(of_these: Mapping[str, object], own_names: frozenset[str]) -> dict[int, tuple[record.Confirmation, ...]]:
    """Confirmations by win, in the order in which they were given. Insight: earned-authority."""
    rows = Confirmation.objects.filter(**of_these).values_list(
        "win_id", "pk", "who", "department", _day(), "verdict", "by", _VERIFIED
    )
    found: dict[int, list[tuple[int, record.Confirmation]]] = defaultdict(list)
    for win, pk, who, department, day, verdict, name, verified in rows.order_by():
        counts = bool(verified) and who not in own_names
        found[win].append((pk, record.Confirmation(who, department, _date(day), verdict, name, counts)))
    return {win: _in_order(words) for win, words in found.items()}


def _in_order(words: list[tuple[int, record.Confirmation]]) -> tuple[record.Confirmation, ...]:
    if len(words) > 1:
        words.sort(key=lambda word: (word[1].date, word[0]))
    return tuple([word for _, word in words])
