"""Entries of an evidence file as rows, thousands at a time. Whoever calls holds the transaction."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from itertools import batched
from typing import Any

from django.db import connection

from evidence.models import Artifact, CarriedArea, Confirmation, SkillLink, User, Win
from insights.evidence_format.kinds import write_fields
from insights.evidence_format.shape import Metric, ProfileEntry, WinEntry, WorkplaceEntry
from insights.record import is_told, person_key

AT_ONCE = 500
MANY = 500
"""From so many new wins on, the database is told to count its rows anew."""


def add_wins(
    user: User, entries: Mapping[int, WinEntry], vouched: frozenset[str], artifacts: Mapping[int, list[Artifact]]
) -> None:
    """Adds wins with all that hangs on them. `entries` and `artifacts` stand by their place in the file."""
    for some in batched(entries.items(), AT_ONCE):
        _add_some(user, dict(some), vouched, artifacts)
    if len(entries) >= MANY and connection.vendor == "postgresql":
        _count_anew()


def _count_anew() -> None:
    # Until PostgreSQL has looked again, it takes somebody with thousands of new wins for somebody with none, and reads
    # them row by row: minutes where a second is enough.
    models = (Win, SkillLink, Artifact, Confirmation)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models))


def _add_some(
    user: User, entries: Mapping[int, WinEntry], vouched: frozenset[str], artifacts: Mapping[int, list[Artifact]]
) -> None:
    wins: list[Win] = []
    links: list[SkillLink] = []
    words: list[Confirmation] = []
    shown: list[Artifact] = []
    for at, entry in entries.items():
        win = _win(user, entry)
        own = list(_links(win, entry, f"wins[{at}].skills", vouched))
        win.search_text = win.searchable(own, artifacts.get(at, ()))
        for artifact in artifacts.get(at, ()):
            artifact.win = win
        wins.append(win)
        links += own
        words += _confirmations(win, entry, f"wins[{at}].confirmations", vouched)
        shown += artifacts.get(at, ())
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
        created_at=datetime.combine(entry.date, time(12), UTC),
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
        yield Confirmation(
            win=win,
            by=word.by,
            who=person_key(word.by),
            department=word.department,
            date=word.date,
            verdict=word.verdict,
            comment=word.comment,
            verified=f"{place}[{at}]" in vouched,
        )


def vouch(user: User, wins: Mapping[int, int], vouched: frozenset[str]) -> int:
    """Vouches for words that are here already. `wins` maps the row of a win to its place in the file.

    Returns how many were only claims until now.
    """
    if not vouched:
        return 0
    links = SkillLink.objects.filter(win__owner=user).order_by("slot", "pk")
    words = Confirmation.objects.filter(win__owner=user).order_by("pk")
    known = _now_vouched(links.values_list("pk", "win_id", "review_verified"), wins, "skills", vouched)
    said = _now_vouched(words.values_list("pk", "win_id", "verified"), wins, "confirmations", vouched)
    for some in batched(known, AT_ONCE):
        SkillLink.objects.filter(pk__in=some).update(review_verified=True)
    for some in batched(said, AT_ONCE):
        Confirmation.objects.filter(pk__in=some).update(verified=True)
    return len(known) + len(said)


def _now_vouched(
    rows: Iterable[tuple[int, int, bool]], wins: Mapping[int, int], area: str, vouched: frozenset[str]
) -> list[int]:
    """The rows, of wins in the file, whose place there is vouched for and which are not verified yet."""
    seen: dict[int, int] = {}
    found = []
    for pk, win, verified in rows:
        at = seen[win] = seen.get(win, -1) + 1
        if not verified and win in wins and f"wins[{wins[win]}].{area}[{at}]" in vouched:
            found.append(pk)
    return found


def free_keys(user: User, wanted: set[str]) -> None:
    """Takes keys away from wins in the Trash where a win of the file needs them."""
    rows = user.wins.in_trash().exclude(key="").values_list("pk", "key")
    for some in batched([pk for pk, key in rows if key in wanted], AT_ONCE):
        user.wins.filter(pk__in=some).update(key="")


def name_wins(user: User, keys: Mapping[str, int]) -> None:
    """Writes down the keys of wins, given with their rows, that have none yet and are now pointed at."""
    Win.objects.bulk_update([Win(pk=pk, key=key) for key, pk in keys.items()], ["key"], batch_size=AT_ONCE)


def carry(user: User, added: Mapping[str, list[Any]], workplace: WorkplaceEntry) -> None:
    """Adds entries to the areas that have no rows of their own, and sets the workplace."""
    areas = {row.area: row for row in user.carried_areas.all()}
    for area, entries in added.items():
        if entries:
            row = areas.get(area) or CarriedArea(owner=user, area=area, entries=[])
            row.entries = [*row.entries, *map(write_fields, entries)]
            row.save()
    if workplace != WorkplaceEntry():
        row = areas.get("workplace") or CarriedArea(owner=user, area="workplace")
        row.entries = write_fields(workplace)
        row.save()


def keep_profile(user: User, profile: ProfileEntry) -> None:
    """Writes the profile into the person's own row."""
    user.level_id = profile.level or None
    user.track = profile.track
    user.target_id = profile.target or None
    user.target_date = profile.target_date
    user.department = profile.department
    user.save(update_fields=["level", "track", "target", "target_date", "department"])
