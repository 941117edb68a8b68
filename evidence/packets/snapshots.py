"""What a shared packet shows: taken from the rows once, written into a snapshot, and read from there alone.

A field of a win that is not named in `_win` below is not shared. SHARED and HELD_BACK sort every field of a win into
one of two, so that a new one is not forgotten: a test asks for it.
"""

import logging
from dataclasses import replace

from evidence.models import Artifact, Snapshot, Win
from evidence.packets.content import (
    FORMAT,
    Content,
    SharedEvidence,
    SharedFile,
    SharedGate,
    SharedLink,
    SharedMetric,
    SharedRequirement,
    SharedWin,
    Unreadable,
    decoded,
)
from evidence.packets.draft import Candidate, Draft, DraftRequirement
from evidence.packets.markdown import is_linkable
from evidence.record.person import profile_of, record_with
from insights.catalog import DEFAULT_LEVEL, catalog
from insights.letters import first_seen
from insights.readiness import Assessment, Timeline, assess_aim
from insights.targets import aim_of

log = logging.getLogger(__name__)

SHARED = frozenset(
    {"title", "date", "action", "result", "metric_name", "metric_before", "metric_after", "metric_unit"}
    | {"links", "artifacts"}
)
"""Of links the sentence on how; of artifacts title and address, or name and size; of confirmations their number."""

HELD_BACK = frozenset(
    {"id", "owner", "key", "kind", "context", "horizon", "driver", "decision", "part", "private", "people"}
    | {"is_told", "text_digest", "search_text", "version", "versions", "submission"}
    | {"created_at", "updated_at", "deleted_at", "confirmations", "snapshots"}
    | {"suggested", "declined", "none_of", "skill_answers", "removed_links"}
)


def content_of(draft: Draft) -> Content:
    """Everything that the page of this draft shows. Three queries."""
    packet, levels, found = draft.packet, catalog().levels, _assessed(draft)
    wins = packet.owner.wins.shareable().prefetch_related("artifacts").in_bulk(draft.wins)
    order = [row for row in draft.wins if row in wins]
    places = {row: place for place, row in enumerate(order)}
    worth = {entry.row: entry for asked in draft.requirements for entry in asked.chosen}
    return Content(
        format=FORMAT,
        name=first_seen(packet.owner.name).strip(),
        level=levels[packet.owner.level_id or DEFAULT_LEVEL].title,
        target=levels[packet.target_id].title,
        tier=levels[packet.target_id].tier,
        day=draft.day,
        ask=packet.ask,
        summary=packet.summary,
        met=draft.met,
        wins=tuple(_win(wins[row], worth[row]) for row in order),
        requirements=tuple(_requirement(entry, places) for entry in draft.requirements),
        verdict=found.verdict,
        gates=tuple(SharedGate(gate.slug, gate.met) for gate in found.gates.values() if gate.met is not None),
    )


def _assessed(draft: Draft) -> Assessment:
    """The judgement by the chosen wins alone; contacts and trials, which no packet holds, are those of the record.

    The person's level is left aside: whoever has reached the target since still has the packet for it.
    """
    packet = draft.packet
    aim = aim_of(replace(profile_of(packet.owner), level=DEFAULT_LEVEL), packet.target_id)
    return assess_aim(Timeline(record_with(packet.owner, draft.held)), aim, draft.day)


def content_in(snapshot: Snapshot) -> Content:
    """What a snapshot holds. Raises Unreadable, and tells whoever runs the server, where it cannot be read."""
    try:
        return decoded(snapshot.content)
    except Unreadable:
        log.error("snapshot %d is of a format that is not read here; nothing of it is shown", snapshot.pk)
        raise


def _requirement(found: DraftRequirement, places: dict[int, int]) -> SharedRequirement:
    return SharedRequirement(
        skill=found.skill,
        name=found.name,
        tier=found.tier,
        asked=found.asked,
        status=found.standing.status,
        met=bool(found.standing.met),
        evidence=tuple(
            SharedEvidence(win=places[entry.row], how=entry.how, counts=not entry.reasons)
            for entry in found.chosen
            if entry.row in places
        ),
    )


def _win(win: Win, worth: Candidate) -> SharedWin:
    artifacts = list(win.artifacts.all())
    return SharedWin(
        title=win.title,
        date=win.date,
        grade=worth.grade,
        confirmed_by=worth.confirmed_by,
        action=win.action,
        result=win.result,
        metric=_metric(win),
        links=tuple(_link(artifact) for artifact in artifacts if artifact.url),
        files=tuple(_file(artifact) for artifact in artifacts if artifact.file),
    )


def _metric(win: Win) -> SharedMetric | None:
    if win.metric_after is None:
        return None
    return SharedMetric(win.metric_name, win.metric_before, win.metric_after, win.metric_unit)


def _link(artifact: Artifact) -> SharedLink:
    return SharedLink(artifact.title, artifact.url if is_linkable(artifact.url) else "")


def _file(artifact: Artifact) -> SharedFile:
    return SharedFile(artifact.pk, artifact.sha256, artifact.name, artifact.size)
