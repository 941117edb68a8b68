"""One person's rows as the values that the judgement is handed, in a constant number of queries.

What lies in the Trash does not exist here. Words of others that nobody vouches for do not count, nor does one's own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256

from django.db.models import QuerySet

from evidence.evidence_file.exporting import carried
from evidence.models import Artifact, Confirmation, SkillLink, User
from evidence.models import Win as WinRow
from insights import record
from insights.evidence_file import to_record
from insights.record import Link, Profile, Record, Win
from insights.timeline import Timeline

_WIN = ("pk", "title", "date", "kind_id", "is_told", "metric_after", "horizon", "decision")
_WORD = ("win_id", "who", "department", "date", "verdict", "by", "verified")


def record_of(user: User) -> Record:
    """Everything that the judgement looks at, in five queries. A win's key is the number of its row."""
    return replace(to_record(carried(user)), profile=profile_of(user), wins=_wins(user.wins.kept(), user))


def timeline_of(user: User) -> Timeline:
    """The person's record in order, read once a request, however many ask about it."""
    known = (user.record_version, judged_as(user))
    kept = getattr(user, "_kept_timeline", None)
    if kept is None or kept[0] != known:
        kept = user._kept_timeline = (known, Timeline(record_of(user)))  # type: ignore[attr-defined]  # no column
    return kept[1]


def judged_as(user: User) -> str:
    """A short name for all in the person's own row that the judgement hangs on: part of the stamp of what is kept."""
    return sha256(repr((profile_of(user), sorted(user.own_names))).encode()).hexdigest()[:16]


def wins_since(user: User, day: date) -> tuple[Win, ...]:
    """A person's wins of a day and later, in four queries: no status sees what is over COUNTING_DAYS old."""
    return _wins(user.wins.kept().since(day), user)


def profile_of(user: User) -> Profile:
    """Who is judged, from the person's own row; what is not given takes the rules' own defaults."""
    level = {"level": user.level_id} if user.level_id else {}
    return Profile(
        **level,
        track=user.judged_track,
        target=user.target_id or "",
        target_date=user.target_date,
        department=user.department,
    )


def wins_of(user: User, rows: Iterable[int]) -> tuple[Win, ...]:
    """Some of a person's wins, by the numbers of their rows, in four queries."""
    return _wins(user.wins.filter(pk__in=list(rows)), user)


def _wins(wins: QuerySet[WinRow], owner: User) -> tuple[Win, ...]:
    """The wins of a query as values."""
    # Not a join: there SQLite may begin at the other end, and walk through everybody's confirmations.
    of_these: dict[str, object] = {"win__in": wins.order_by().values("pk")}
    links, words = _links(of_these), _words(of_these, owner.own_names)
    shown = set(Artifact.objects.filter(**of_these).values_list("win_id", flat=True).order_by())
    nothing = ()
    return tuple(
        Win(
            str(pk),
            title,
            day,
            kind,
            told,
            after is not None,
            pk in shown,
            horizon,
            decision,
            tuple(links.get(pk, nothing)),
            tuple(words.get(pk, nothing)),
        )
        for pk, title, day, kind, told, after, horizon, decision in wins.values_list(*_WIN).order_by()
    )


def _links(of_these: dict[str, object]) -> dict[int, list[Link]]:
    """Links by win. A review that nobody vouches for is none."""
    found: dict[int, list[Link]] = defaultdict(list)
    rows = SkillLink.objects.filter(**of_these).values_list("win_id", "skill_id", "review", "review_verified")
    for win, skill, review, verified in rows.order_by():
        found[win].append(_link(skill, review if verified else "none"))
    return found


@cache
def _link(skill: str, review: str) -> Link:
    # Thousands of links have a few dozen values: one of each is enough.
    return Link(skill, review)


def _words(of_these: dict[str, object], own_names: frozenset[str]) -> dict[int, list[record.Confirmation]]:
    """Confirmations by win, in the order in which they were given. Insight: earned-authority."""
    found: dict[int, list[record.Confirmation]] = defaultdict(list)
    rows = Confirmation.objects.filter(**of_these).values_list(*_WORD).order_by("date", "pk")
    for win, who, department, day, verdict, name, verified in rows:
        counts = verified and who not in own_names
        found[win].append(record.Confirmation(who, department, day, verdict, name, counts))
    return found
