"""Wins of an evidence file as rows, thousands at a time: written where nobody sees them, and handed over at once."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

from evidence.models import Artifact, Confirmation, SkillLink, User, Win
from evidence.models.slices import in_slices
from evidence.record.keeping import AT_ONCE, Added, Beside
from evidence.record.wins.words import given_for
from insights.evidence_format.shape import Metric, WinEntry
from insights.evidence_format.texts import text_of
from insights.record import is_told, person_key

MANY = 500
"""From so many new wins on, the database is told to count its rows anew."""


def hold(added: Added, beside: Beside) -> None:
    """Writes wins with all that hangs on them under the account that holds them, a slice at a time."""
    entries: Mapping[int, WinEntry] = added["wins"]
    for some in in_slices(entries.items()):
        with transaction.atomic():
            _add_some(beside.holder, dict(some), beside)


def add(user: User, added: Added, beside: Beside) -> None:
    """Hands over the wins that are held. Raises LookupError where some of them have gone."""
    entries: Mapping[int, WinEntry] = added["wins"]
    _free_keys(user, {entry.key for entry in entries.values()})
    if beside.holder.wins.update(owner=user) != len(entries):
        raise LookupError("what was held has gone: the import took longer than an hour")
    if len(entries) >= MANY and connection.vendor == "postgresql":
        _count_anew()


def _count_anew() -> None:
    # Until PostgreSQL has looked again, it takes somebody with thousands of new wins for somebody with none, and reads
    # them row by row: minutes where a second is enough.
    models = (Win, SkillLink, Artifact, Confirmation)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models))


def _add_some(user: User, entries: Mapping[int, WinEntry], beside: Beside) -> None:
    wins: list[Win] = []
    links: list[SkillLink] = []
    words: list[Confirmation] = []
    shown: list[Artifact] = []
    for at, entry in entries.items():
        win = _win(user, entry)
        own = list(_links(win, entry, f"wins[{at}].skills", beside.vouched))
        artifacts = beside.artifacts.get(at, [])
        win.search_text = win.searchable(own, artifacts)
        for artifact in artifacts:
            artifact.win = win
        wins.append(win)
        links += own
        words += _confirmations(win, entry, f"wins[{at}].confirmations", beside.vouched)
        shown += artifacts
    Win.objects.bulk_create(wins)
    hanging: list[SkillLink | Artifact | Confirmation] = [*links, *shown, *words]
    for row in hanging:
        row.win_id = row.win.pk  # type: ignore[union-attr]  # what is new is on its win
    SkillLink.objects.bulk_create(links)
    Artifact.objects.bulk_create(shown)
    Confirmation.objects.bulk_create(words)


def _win(user: User, entry: WinEntry) -> Win:
    metric = entry.metric or Metric()
    return Win(
        owner=user,
        key=entry.key,
        title=entry.title,
        date=entry.date,
        # When it was first written down nobody knows; on its day, then, so that it is not news of this week.
        created_at=min(datetime.combine(entry.date, time(12), UTC), timezone.now()),
        kind_id=entry.kind,
        context=entry.context,
        action=entry.action,
        result=entry.result,
        metric_name=metric.name,
        metric_before=metric.before,
        metric_after=metric.after,
        metric_unit=metric.unit,
        horizon=entry.horizon,
        driver=entry.driver,
        decision=entry.decision,
        part=entry.part,
        private=entry.private,
        people=list(entry.people),
        is_told=is_told(entry.action, entry.result),
        text_digest=text_of(entry).digest,
    )


def _links(win: Win, entry: WinEntry, place: str, vouched: frozenset[str]) -> Iterator[SkillLink]:
    for at, link in enumerate(entry.skills):
        yield SkillLink(
            win=win,
            skill_id=link.skill,
            how=link.how,
            slot=at + 1,
            review=link.review,
            review_verified=f"{place}[{at}]" in vouched,
        )


def _confirmations(win: Win, entry: WinEntry, place: str, vouched: frozenset[str]) -> Iterator[Confirmation]:
    for at, word in enumerate(entry.confirmations):
        of, text = given_for(word, win.text)
        yield Confirmation(
            win=win,
            of=of,
            text=text,
            by=word.by,
            who=person_key(word.by),
            department=word.department,
            date=word.date,
            verdict=word.verdict,
            comment=word.comment,
            verified=f"{place}[{at}]" in vouched,
        )


def _free_keys(user: User, wanted: set[str]) -> None:
    """Takes keys away from wins in the Trash where a new win needs them."""
    rows = user.wins.in_trash().exclude(key="").values_list("pk", "key")
    for some in batched([pk for pk, key in rows if key in wanted], AT_ONCE):
        user.wins.filter(pk__in=some).update(key="")


def name(_user: User, keys: Mapping[str, Mapping[str, int]]) -> None:
    """Writes down the keys of wins, given with their rows, that have none yet and are now pointed at."""
    Win.objects.bulk_update([Win(pk=pk, key=key) for key, pk in keys["wins"].items()], ["key"], batch_size=AT_ONCE)
