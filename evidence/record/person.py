"""One person's whole record for the judgement, in a constant number of queries: what the rooms above ask for."""

from hashlib import sha256
from typing import Any

from evidence.models import User
from evidence.record.areas import KEPT_BY
from evidence.record.profile import profile_of
from evidence.record.wins import KEEPER as WINS
from evidence.record.wins import wins_of, wins_since
from insights.record import Record, Win
from insights.timeline import Timeline

__all__ = ["judged_as", "profile_of", "record_of", "record_with", "timeline_of", "wins_of", "wins_since"]


def record_of(user: User) -> Record:
    """Everything that the judgement looks at, in five queries. A win's key is the number of its row."""
    values: dict[str, Any] = {}
    for keeper in KEPT_BY:
        values |= keeper.values_of(user)
    return Record(**values)


def record_with(user: User, wins: tuple[Win, ...]) -> Record:
    """The same with these wins in place of the person's own, in one query: to judge a choice of them."""
    values: dict[str, Any] = {"wins": wins}
    for keeper in KEPT_BY:
        if keeper is not WINS:
            values |= keeper.values_of(user)
    return Record(**values)


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
