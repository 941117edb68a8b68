"""One person's rows as an evidence file, in a constant number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from evidence.models import User
from evidence.record.areas import KEPT_BY
from evidence.record.keeping import Entries
from insights.evidence_format import FORMAT, EvidenceFile
from insights.evidence_format.areas import AREAS, repointed


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person keeps, as an evidence file, with where it came from.

    `rows`, `made_up`, `stored` and `vouched` as in `record.keeping.Entries`. `trash` are the entries in the Trash by
    area, where they were asked for; their keys too are in `rows` and `made_up` then.
    """

    evidence: EvidenceFile
    rows: Mapping[str, Mapping[str, int]]
    made_up: Mapping[str, frozenset[str]]
    stored: Mapping[str, tuple[str, ...]]
    vouched: tuple[str, ...]
    trash: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)


def evidence_of(user: User) -> EvidenceFile:
    """Everything that the person keeps, the Trash left out, as a file that reads without a fault. Six queries."""
    return kept_by(user).evidence


def kept_by(user: User) -> Kept:
    """The same, with its rows, its files and what is vouched for."""
    kept = gathered(user)
    return replace(kept, evidence=_without_loose_ends(kept.evidence))


def gathered(user: User) -> Kept:
    """The same, but what is kept may still point at something that lies in the Trash."""
    whole = _together(keeper.entries_of(user) for keeper in KEPT_BY)
    return Kept(EvidenceFile(format=FORMAT, **whole.areas), whole.rows, whole.made_up, whole.stored, whole.vouched)


def with_trash(user: User, kept: Kept) -> Kept:
    """The same, with what lies in the Trash: it is no part of the file, but it is here."""
    here = Entries({}, kept.rows)
    trash = _together(keeper.in_trash(user, here) for keeper in KEPT_BY)
    rows = {area: {**kept.rows.get(area, {}), **trash.rows.get(area, {})} for area in {**kept.rows, **trash.rows}}
    made_up = {area: kept.made_up.get(area, frozenset()) | trash.made_up.get(area, frozenset()) for area in rows}
    return replace(kept, trash=trash.areas, rows=rows, made_up=made_up)


def _together(parts: Iterable[Entries]) -> Entries:
    areas: dict[str, Any] = {}
    rows: dict[str, Mapping[str, int]] = {}
    made_up: dict[str, frozenset[str]] = {}
    stored: dict[str, tuple[str, ...]] = {}
    vouched: list[str] = []
    for part in parts:
        areas |= part.areas
        rows |= part.rows
        made_up |= part.made_up
        stored |= part.stored
        vouched += part.vouched
    return Entries(areas, rows, made_up, stored, tuple(vouched))


def _without_loose_ends(evidence: EvidenceFile) -> EvidenceFile:
    """The same file in which nothing points nowhere: what lies in the Trash is not in it."""
    keys = {
        name: {getattr(entry, area.key) for entry in getattr(evidence, name)}
        for name, area in AREAS.items()
        if area.key
    }

    def moved(area: str, key: str) -> str | None:
        return key if key in keys[area] else None

    cut: dict[str, Any] = {
        name: tuple(entry for one in getattr(evidence, name) if (entry := repointed(one, moved)) is not None)
        for name, area in AREAS.items()
        if area.points_to
    }
    return replace(evidence, **cut)
