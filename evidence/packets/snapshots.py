"""What a shared packet shows: the allow-list of fields, written into a snapshot and never read from the rows again.

A field of a win that is not named in `_win` below is not shared. SHARED and HELD_BACK sort every field of a win into
one of two, so that a new one is not forgotten: a test asks for it.
"""

from typing import Any

from evidence.models import Artifact, Win
from evidence.packets.draft import Asked, Candidate, Draft
from evidence.packets.markdown import is_linkable
from insights.catalog import DEFAULT_LEVEL, catalog

FORMAT = "pmcareer.packet/1"

SHARED = frozenset(
    {"title", "date", "action", "result", "metric_name", "metric_before", "metric_after", "metric_unit"}
    | {"links", "artifacts"}
)
"""Of links the sentence on how; of artifacts title and address, or name and size; of confirmations their number."""

HELD_BACK = frozenset(
    {"id", "owner", "key", "kind", "context", "horizon", "driver", "decision", "part", "private", "people"}
    | {"is_told", "search_text", "version", "before_last_save", "submission"}
    | {"created_at", "updated_at", "deleted_at", "confirmations", "snapshots"}
    | {"suggested", "declined", "none_of", "skill_answers", "removed_links"}
)


def content_of(draft: Draft) -> dict[str, Any]:
    """Everything that the page of this draft shows, as JSON. Three queries."""
    packet, levels = draft.packet, catalog().levels
    wins = packet.owner.wins.shareable().prefetch_related("artifacts").in_bulk(draft.wins)
    order = [row for row in draft.wins if row in wins]
    worth = {entry.row: entry for asked in draft.requirements for entry in asked.chosen}
    return {
        "format": FORMAT,
        "name": packet.owner.name.strip(),
        "level": levels[packet.owner.level_id or DEFAULT_LEVEL].title,
        "target": levels[packet.target_id].title,
        "tier": levels[packet.target_id].tier,
        "day": draft.day.isoformat(),
        "ask": packet.ask,
        "summary": packet.summary,
        "met": draft.met,
        "wins": [_win(wins[row], worth[row]) for row in order],
        "requirements": [
            _requirement(asked, {row: place for place, row in enumerate(order)}) for asked in draft.requirements
        ],
    }


def _requirement(asked: Asked, places: dict[int, int]) -> dict[str, Any]:
    return {
        "skill": asked.skill,
        "name": asked.name,
        "tier": asked.tier,
        "asked": asked.standing.required,
        "status": asked.standing.status,
        "met": asked.standing.met,
        "evidence": [
            {"win": places[entry.row], "how": entry.how, "counts": not entry.reasons}
            for entry in asked.chosen
            if entry.row in places
        ],
    }


def _win(win: Win, worth: Candidate) -> dict[str, Any]:
    artifacts = list(win.artifacts.all())
    return {
        "title": win.title,
        "date": win.date.isoformat(),
        "grade": worth.grade,
        "confirmed_by": worth.confirmed_by,
        "action": win.action,
        "result": win.result,
        "metric": _metric(win),
        "links": [_link(artifact) for artifact in artifacts if artifact.url],
        "files": [_file(artifact) for artifact in artifacts if artifact.name],
    }


def _metric(win: Win) -> dict[str, Any] | None:
    if win.metric_after is None:
        return None
    return {
        "name": win.metric_name,
        "before": win.metric_before,
        "after": win.metric_after,
        "unit": win.metric_unit,
    }


def _link(artifact: Artifact) -> dict[str, Any]:
    return {"title": artifact.title, "url": artifact.url if is_linkable(artifact.url) else ""}


def _file(artifact: Artifact) -> dict[str, Any]:
    # The number and the sum find the bytes again; the page shows neither.
    return {
        "artifact": artifact.pk,
        "sha256": artifact.sha256,
        "name": artifact.name,
        "size": artifact.size,
    }
