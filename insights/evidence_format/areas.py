"""The areas of an evidence file, as its table tells them: which entries have keys, and what points where.

Nothing here knows an area by heart. Whoever checks, renames or cuts pointers walks these.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from insights.evidence_format.kinds import Kind, Many, Part
from insights.evidence_format.shape import EvidenceFile


@dataclass(frozen=True, slots=True)
class Area:
    """A list of the file. One entry is `called` so in a message, several `many`.

    `key` is the field by which others point at an entry, `once` the one of which no two entries hold the same; empty
    where there is none. `points_to` are the areas that its entries point at.
    """

    name: str
    shape: type
    called: str
    many: str
    key: str
    once: str
    points_to: frozenset[str]

    def written(self, entry: Any, field: str) -> str:
        """What an entry holds in a field of text, as the file writes it."""
        kinds = {one.name: one.metadata["kind"] for one in dataclasses.fields(self.shape)}
        return str(kinds[field].write(getattr(entry, field)))


@dataclass(frozen=True, slots=True)
class Pointer:
    """Somewhere in a file stands the key of an entry of an area."""

    place: str
    area: str
    key: str


@dataclass(frozen=True, slots=True)
class _Way:
    """A field of a shape that points, or holds parts that do. `needed`: without it there is nothing left to say."""

    field: str
    points_to: str
    shape: type | None
    is_list: bool
    needed: bool


def _shape(entry: object) -> type:
    return type(entry)


@cache
def _ways(shape: type) -> tuple[_Way, ...]:
    """The fields of a shape by which one comes to its pointers."""
    ways = []
    for field in dataclasses.fields(shape):
        kind: Kind = field.metadata["kind"]
        is_list = isinstance(kind, Many)
        inner = kind.of if isinstance(kind, Many) else kind
        points_to = field.metadata.get("points_to", "")
        inside = inner.shape if isinstance(inner, Part) and _ways(inner.shape) else None
        if points_to or inside:
            ways.append(_Way(field.name, points_to, inside, is_list, field.metadata["needed"]))
    return tuple(ways)


def pointers(entry: Any, place: str = "") -> Iterator[Pointer]:
    """Everything that an entry, standing at a place of the file, points at."""
    for way in _ways(_shape(entry)):
        held, here = getattr(entry, way.field), f"{place}.{way.field}"
        for at, one in enumerate(held) if way.is_list else [("", held)]:
            spot = f"{here}[{at}]" if way.is_list else here
            if way.shape and one is not None:
                yield from pointers(one, spot)
            elif way.points_to and one:
                yield Pointer(spot, way.points_to, one)


type Moved = Callable[[str, str], str | None]
"""Takes an area and a key of it; gives the key by which the entry is known now, or None if it is not there."""


def repointed[E](entry: E, moved: Moved) -> E | None:
    """The entry with every pointer moved. One that leads nowhere is cut; None if the entry says nothing without it."""
    changed: dict[str, Any] = {}
    for way in _ways(_shape(entry)):
        held = getattr(entry, way.field)
        if not held:
            continue
        kept = [_moved(one, way, moved) for one in held] if way.is_list else _moved(held, way, moved)
        if way.is_list:
            kept = tuple(one for one in kept if one is not None)
        elif kept is None and way.needed:
            return None
        elif kept is None and not way.shape:
            kept = ""
        if kept != held:
            changed[way.field] = kept
    return dataclasses.replace(entry, **changed) if changed else entry  # type: ignore[type-var]


def _moved(one: Any, way: _Way, moved: Moved) -> Any:
    return repointed(one, moved) if way.shape else moved(way.points_to, one)


def without_empty_parts[E](entry: E) -> E:
    """The entry with every part that may be left out and says nothing left out."""
    empty = {name: None for name, nothing in _may_be_none(_shape(entry)) if getattr(entry, name) == nothing}
    return dataclasses.replace(entry, **empty) if empty else entry  # type: ignore[type-var]


@cache
def _may_be_none(shape: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a shape that hold a part or None, each with the part that says nothing."""
    return tuple(
        (field.name, kind.shape())
        for field in dataclasses.fields(shape)
        if isinstance(kind := field.metadata["kind"], Part) and field.default is None and _may_say_nothing(kind.shape)
    )


def _may_say_nothing(shape: type) -> bool:
    return not any(field.metadata["needed"] for field in dataclasses.fields(shape))


def _area(field: dataclasses.Field[Any], shape: type) -> Area:
    marked = {
        mark: next((one.name for one in dataclasses.fields(shape) if one.metadata[mark]), "")
        for mark in ("is_key", "once")
    }
    called, many = field.metadata["called"], field.metadata["many"]
    return Area(field.name, shape, called, many, marked["is_key"], marked["once"], _targets(shape))


def _targets(shape: type) -> frozenset[str]:
    """The areas at which entries of a shape, or parts of them, point."""
    found: set[str] = set()
    for way in _ways(shape):
        found |= _targets(way.shape) if way.shape else {way.points_to}
    return frozenset(found)


def _areas() -> Iterator[Area]:
    for field in dataclasses.fields(EvidenceFile):
        kind = field.metadata["kind"]
        if isinstance(kind, Many) and isinstance(kind.of, Part):
            yield _area(field, kind.of.shape)


AREAS: Mapping[str, Area] = {area.name: area for area in _areas()}
"""The areas that are lists, in the order of the file."""
SINGLE: Mapping[str, type] = {
    field.name: field.metadata["kind"].shape
    for field in dataclasses.fields(EvidenceFile)
    if isinstance(field.metadata["kind"], Part)
}
"""The areas that are one thing, with their shapes."""
POINTED_AT_FIRST: tuple[str, ...] = tuple(
    TopologicalSorter({area.name: sorted(area.points_to) for area in AREAS.values()}).static_order()
)
"""The areas that are lists, each after those that it points at."""
