"""Wins as the entries of an evidence file, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from evidence.models import Artifact, Confirmation, SkillLink, User
from evidence.models.win_parts import WinPartQuerySet
from evidence.record.keeping import Entries
from insights.confirmed_text import WinText
from insights.evidence_format.keys import fresh_key
from insights.evidence_format.shape import ArtifactEntry, ConfirmationEntry, Metric, SkillEntry, WinEntry
from insights.evidence_format.texts import written

_WIN = (
    "pk",
    "key",
    "title",
    "date",
    "kind_id",
    "context",
    "action",
    "result",
    "metric_name",
    "metric_before",
    "metric_after",
    "metric_unit",
    "horizon",
    "driver",
    "decision",
    "part",
    "private",
    "people",
    "text_digest",
)
_ARTIFACT = ("win_id", "url", "name", "sha256", "title", "file")
_CONFIRMATION = ("win_id", "by", "department", "date", "verdict", "comment", "of", "text", "verified")


def entries_of(user: User) -> Entries:
    """The person's wins, oldest first, the Trash left out. Five queries."""
    rows = list(user.wins.kept().order_by("date", "pk").values_list(*_WIN, named=True))
    return _entries(user, rows, user.wins.in_trash().values_list("key", flat=True), is_in_trash=False)


def in_trash(user: User, kept: Entries) -> Entries:
    """The wins that lie in the Trash, newest deletion first, under keys that none of those that are `kept` has."""
    rows = list(user.wins.in_trash().values_list(*_WIN, named=True))
    return _entries(user, rows, kept.rows["wins"], is_in_trash=True)


def _entries(user: User, rows: Sequence[Any], other_keys: Iterable[str], *, is_in_trash: bool) -> Entries:
    links = _links(_where(SkillLink.objects.of(user), is_in_trash))
    now = {row.pk: row.text_digest for row in rows}
    words = _confirmations(_where(Confirmation.objects.of(user), is_in_trash), now)
    artifacts, stored = _artifacts(_where(Artifact.objects.of(user), is_in_trash))
    keys, made_up = _keys(rows, other_keys)
    return Entries(
        {"wins": tuple(_win(row, keys[row.pk], artifacts[row.pk], links[row.pk], words[row.pk]) for row in rows)},
        {"wins": {key: pk for pk, key in keys.items()}},
        {"wins": made_up},
        stored,
        tuple(_vouched(rows, links, words)),
    )


def _vouched(rows: Sequence[Any], links: Mapping[int, list], words: Mapping[int, list]) -> Iterator[str]:
    for at, row in enumerate(rows):
        for area, entries in (("skills", links[row.pk]), ("confirmations", words[row.pk])):
            yield from (f"wins[{at}].{area}[{index}]" for index, (_entry, verified) in enumerate(entries) if verified)


def _keys(rows: Sequence[Any], in_trash: Iterable[str]) -> tuple[dict[int, str], frozenset[str]]:
    """The key of every win by row, and those that no row holds, which are made of the row's number."""
    used = {row.key for row in rows} | set(in_trash)
    keys, unnamed = {}, set()
    for row in rows:
        keys[row.pk] = key = row.key or fresh_key(f"w{row.pk}", used)
        if not row.key:
            unnamed.add(key)
            used.add(key)
    return keys, frozenset(unnamed)


def _win(row: Any, key: str, artifacts: list, links: list, words: list) -> WinEntry:
    metric = Metric(name=row.metric_name, before=row.metric_before, after=row.metric_after, unit=row.metric_unit)
    return WinEntry(
        key=key,
        title=row.title,
        date=row.date,
        kind=row.kind_id,
        context=row.context,
        action=row.action,
        result=row.result,
        metric=None if metric == Metric() else metric,
        horizon=row.horizon,
        driver=row.driver,
        decision=row.decision,
        part=row.part,
        private=row.private,
        artifacts=tuple(artifacts),
        people=tuple(row.people),
        skills=tuple(entry for entry, _ in links),
        confirmations=tuple(entry for entry, _ in words),
    )


def _where[Parts: WinPartQuerySet](parts: Parts, is_in_trash: bool) -> Parts:
    return parts.in_trash() if is_in_trash else parts.kept()


def _links(links: QuerySet[SkillLink]) -> dict[int, list[tuple[SkillEntry, bool]]]:
    """The links of each win in the order of their slots, each with whether its review is vouched for."""
    found = defaultdict(list)
    rows = links.order_by("win", "slot")
    for win, skill, how, review, verified in rows.values_list("win_id", "skill_id", "how", "review", "review_verified"):
        found[win].append((SkillEntry(skill=skill, how=how, review=review), verified and review != "none"))
    return found


def _artifacts(artifacts: QuerySet[Artifact]) -> tuple[dict[int, list[ArtifactEntry]], dict[str, tuple[str, ...]]]:
    """The artifacts of each win in the order in which they were added, and where the files lie, by SHA-256."""
    found: dict[int, list[ArtifactEntry]] = defaultdict(list)
    stored: dict[str, tuple[str, ...]] = {}
    for win, url, name, sha256, title, file in artifacts.order_by("pk").values_list(*_ARTIFACT):
        found[win].append(ArtifactEntry(url=url, file=name, sha256=sha256, title=title))
        if file:
            stored[sha256] = (*stored.get(sha256, ()), file)
    return found, stored


def _confirmations(
    words: QuerySet[Confirmation], now: Mapping[int, str]
) -> dict[int, list[tuple[ConfirmationEntry, bool]]]:
    """The confirmations of each win in the order in which they came: of one day, the later one counts.

    `now` has the digest of what each win says: a word that is for something else brings that along.
    """
    found = defaultdict(list)
    rows = words.order_by("pk").values_list(*_CONFIRMATION)
    for win, by, department, day, verdict, comment, of, text, verified in rows:
        then = written(WinText(*text)) if text and of != now.get(win) else None
        word = ConfirmationEntry(
            by=by, department=department, date=day, verdict=verdict, comment=comment, of=of, text=then
        )
        found[win].append((word, verified))
    return found
