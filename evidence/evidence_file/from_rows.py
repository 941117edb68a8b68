"""One person's rows as an evidence file, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from evidence.evidence_file.keys import fresh_key
from evidence.models import Artifact, Confirmation, SkillLink, User
from insights.evidence_format import FORMAT, EvidenceFile
from insights.evidence_format.kinds import Part
from insights.evidence_format.problems import Notes
from insights.evidence_format.shape import (
    ArtifactEntry,
    ConfirmationEntry,
    Metric,
    ProfileEntry,
    SkillEntry,
    WinEntry,
)

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
)
_ARTIFACT = ("win_id", "url", "name", "sha256", "title", "file")
_CONFIRMATION = ("win_id", "by", "department", "date", "verdict", "comment", "verified")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person keeps, as an evidence file, with where it came from.

    `rows` maps each win's key to its row, `unnamed` are the keys that were only made up for the file. `trash` are the
    wins in the Trash, where they were asked for; their keys too are in `rows` and `unnamed` then. `stored` maps
    the SHA-256 of each file to its place in the storage. `vouched` names the places in the file that are more than
    the person's own claim.
    """

    evidence: EvidenceFile
    rows: dict[str, int]
    unnamed: frozenset[str]
    stored: dict[str, str]
    vouched: tuple[str, ...]
    trash: tuple[WinEntry, ...] = ()


def evidence_of(user: User) -> EvidenceFile:
    """Everything that the person keeps, the Trash left out, as a file that reads without a fault. Six queries."""
    return kept_by(user).evidence


def kept_by(user: User) -> Kept:
    """The same, with its rows, its files and what is vouched for."""
    kept = gathered(user)
    return replace(kept, evidence=_without_loose_ends(kept.evidence))


def gathered(user: User) -> Kept:
    """The same, but a problem or newsletter may still point at a win that lies in the Trash."""
    rows = list(user.wins.kept().order_by("date", "pk").values_list(*_WIN, named=True))
    links, words = _links(SkillLink.objects.of(user).kept()), _confirmations(Confirmation.objects.of(user).kept())
    artifacts, stored = _artifacts(Artifact.objects.of(user).kept())
    keys, unnamed = _keys(rows, user.wins.in_trash().values_list("key", flat=True))
    wins = tuple(_win(row, keys[row.pk], artifacts[row.pk], links[row.pk], words[row.pk]) for row in rows)
    vouched = tuple(
        f"wins[{at}].{area}[{index}]"
        for at, row in enumerate(rows)
        for area, entries in (("skills", links[row.pk]), ("confirmations", words[row.pk]))
        for index, (_entry, verified) in enumerate(entries)
        if verified
    )
    evidence = replace(carried(user), profile=profile_of(user), wins=wins)
    return Kept(evidence, {key: pk for pk, key in keys.items()}, unnamed, stored, vouched)


def with_trash(user: User, kept: Kept) -> Kept:
    """The same, with the wins that lie in the Trash: they are no part of the file, but they are here."""
    rows = list(user.wins.in_trash().values_list(*_WIN, named=True))
    keys, unnamed = _keys(rows, kept.rows)
    links = _links(SkillLink.objects.of(user).in_trash())
    words = _confirmations(Confirmation.objects.of(user).in_trash())
    artifacts, _ = _artifacts(Artifact.objects.of(user).in_trash())
    trash = tuple(_win(row, keys[row.pk], artifacts[row.pk], links[row.pk], words[row.pk]) for row in rows)
    made_up = kept.unnamed | unnamed
    return replace(kept, trash=trash, rows=kept.rows | {key: pk for pk, key in keys.items()}, unnamed=made_up)


def profile_of(user: User) -> ProfileEntry:
    """The profile that the person's own row holds."""
    return ProfileEntry(
        level=user.level_id or "",
        track=user.track,
        target=user.target_id or "",
        target_date=user.target_date,
        department=user.department,
    )


def carried(user: User) -> EvidenceFile:
    """The areas that have no rows of their own, as the values that were read when they came."""
    areas = dict(user.carried_areas.values_list("area", "entries"))
    notes = Notes(today=date.max)
    evidence = Part(EvidenceFile).read({"format": FORMAT, **areas}, "", notes)
    if evidence is None:
        raise ValueError(f"What is stored no longer fits the format: {notes.problems[0]}")
    return evidence


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


def _links(links: QuerySet[SkillLink]) -> dict[int, list[tuple[SkillEntry, bool]]]:
    """The links of each win in the order of their slots, each with whether its review is vouched for."""
    found = defaultdict(list)
    rows = links.order_by("win", "slot")
    for win, skill, how, review, verified in rows.values_list("win_id", "skill_id", "how", "review", "review_verified"):
        found[win].append((SkillEntry(skill=skill, how=how, review=review), verified and review != "none"))
    return found


def _artifacts(artifacts: QuerySet[Artifact]) -> tuple[dict[int, list[ArtifactEntry]], dict[str, str]]:
    """The artifacts of each win in the order in which they were added, and where the files lie, by SHA-256."""
    found, stored = defaultdict(list), {}
    for win, url, name, sha256, title, file in artifacts.order_by("pk").values_list(*_ARTIFACT):
        found[win].append(ArtifactEntry(url=url, file=name, sha256=sha256, title=title))
        if sha256:
            stored[sha256] = file
    return found, stored


def _confirmations(words: QuerySet[Confirmation]) -> dict[int, list[tuple[ConfirmationEntry, bool]]]:
    """The confirmations of each win in the order in which they came: of one day, the later one counts."""
    found = defaultdict(list)
    rows = words.order_by("pk").values_list(*_CONFIRMATION)
    for win, by, department, day, verdict, comment, verified in rows:
        word = ConfirmationEntry(by=by, department=department, date=day, verdict=verdict, comment=comment)
        found[win].append((word, verified))
    return found


def _without_loose_ends(evidence: EvidenceFile) -> EvidenceFile:
    """The same file in which nothing points nowhere: what lies in the Trash is not in it."""
    wins = {win.key for win in evidence.wins}
    people = {person.key for person in evidence.people}
    return replace(
        evidence,
        wins=tuple(
            win if people.issuperset(win.people) else replace(win, people=tuple(p for p in win.people if p in people))
            for win in evidence.wins
        ),
        problems=tuple(p if not p.win or p.win in wins else replace(p, win="") for p in evidence.problems),
        newsletters=tuple(n if not n.win or n.win in wins else replace(n, win="") for n in evidence.newsletters),
    )
