"""The kinds of value in an evidence file: how each is read from JSON, what can be wrong, how it is written.

A kind reads what `json` made of the text: it answers with the value or raises Unfit. An object and a list
note what is wrong inside them, each problem with its place (the file itself is the place ""), and read on.
"""

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from insights import links
from insights.dates import parse_week, week_name
from insights.letters import is_blank
from insights.limits import LARGEST, URL_LENGTH
from insights.line_ends import one_line_end
from insights.problems import UNKEEPABLE, Problems, Unfit, called, quoted
from insights.record import EARLIEST


class Found(Problems):
    """The problems found while a file is read. `today` is the last day that is not in the future.

    `is_stored`: it was taken in long ago, perhaps before there were such rules about letters that nobody sees.
    """

    def __init__(self, today: date, *, is_stored: bool = False) -> None:
        super().__init__()
        self.today, self.is_stored = today, is_stored

    def add(self, place: str, what: str) -> None:
        super().add(place or "the file", what)


class Kind(Protocol):
    """How one value is read and written."""

    def read(self, raw: object, place: str, found: Found) -> Any: ...
    def write(self, value: Any) -> Any: ...


class Twice(dict[str, Any]):
    """A JSON object in which a key stands twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.repeated = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]


class Rounded(float):
    """A number that stands in the file with more digits than a float keeps: it would be another one."""


def _wrong(raw: object, wanted: str) -> Unfit:
    return Unfit(f"must be {wanted}, not {called(raw)}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of `limit` characters at most. Where it `is_key`, others point at it by just these letters."""

    limit: int
    is_key: bool = False

    def read(self, raw: object, place: str, found: Found) -> str:
        if not isinstance(raw, str):
            raise _wrong(raw, "a text")
        if not self.is_key:
            raw = one_line_end(raw)
        if len(raw) > self.limit:
            raise Unfit(f"is {len(raw)} characters long, {self.limit} at most")
        if UNKEEPABLE.search(raw):
            raise Unfit("holds a character that cannot be kept")
        return raw

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Url(Text):
    """A link that a browser or a mail program opens."""

    limit: int = URL_LENGTH

    def read(self, raw: object, place: str, found: Found) -> str:
        return links.checked(Text.read(self, raw, place, found))


@dataclass(frozen=True, slots=True)
class Checksum:
    """A SHA-256 in hexadecimal."""

    def read(self, raw: object, place: str, found: Found) -> str:
        if not isinstance(raw, str):
            raise _wrong(raw, "a text")
        if not re.fullmatch("[0-9a-fA-F]{64}", raw):
            raise Unfit(f"{quoted(raw)} is not a SHA-256: 64 hexadecimal digits")
        return raw.lower()

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list. `name` is what it is called in a message."""

    name: str
    options: Callable[[], Collection[str]]

    def read(self, raw: object, place: str, found: Found) -> str:
        if not isinstance(raw, str):
            raise _wrong(raw, "a text")
        options = self.options()
        if raw in options:
            return raw
        raise Unfit(f"unknown {self.name} {quoted(raw)}{found.meant(raw, options, listed=True)}")

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Day:
    """A date, not in the future unless `ahead`."""

    ahead: bool = False

    def read(self, raw: object, place: str, found: Found) -> date:
        if not isinstance(raw, str):
            raise _wrong(raw, "a date like 2026-10-09")
        try:
            day = date.fromisoformat(raw)
        except ValueError as error:
            raise Unfit(f"{quoted(raw)} is not a date like 2026-10-09") from error
        if day < EARLIEST:
            raise Unfit(f"{day} lies before {EARLIEST}")
        if day > found.today and not self.ahead:
            raise Unfit(f"{day} lies in the future")
        return day

    def write(self, value: date) -> str:
        return value.isoformat()


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week that has begun, kept as its Monday."""

    def read(self, raw: object, place: str, found: Found) -> date:
        if not isinstance(raw, str):
            raise _wrong(raw, "a week like 2026-W41")
        try:
            monday = parse_week(raw)
        except ValueError as error:
            raise Unfit(f"{quoted(raw)} is not a week like 2026-W41") from error
        if monday < EARLIEST:
            raise Unfit(f"{raw} lies before {EARLIEST}")
        if monday > found.today:
            raise Unfit(f"{raw} lies in the future")
        return monday

    def write(self, value: date) -> str:
        return week_name(value)


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `least` to `most`; `whole` ones have no fraction."""

    least: float = -LARGEST
    most: float = LARGEST
    whole: bool = False

    def read(self, raw: object, place: str, found: Found) -> float:
        if isinstance(raw, bool) or not isinstance(raw, (int, float)):
            raise _wrong(raw, "a number")
        if isinstance(raw, Rounded):
            raise Unfit("has more digits than are kept: 15 at most")
        if not self.least <= raw <= self.most:
            raise Unfit(f"must lie between {self.least:,.0f} and {self.most:,.0f}")
        if self.whole and raw != int(raw):
            raise Unfit("must be a whole number")
        return int(raw) if self.whole else float(raw) + 0.0  # minus nought is nought

    def write(self, value: float) -> float:
        return int(value) if value == int(value) else value


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def read(self, raw: object, place: str, found: Found) -> bool:
        if not isinstance(raw, bool):
            raise _wrong(raw, "true or false")
        return raw

    def write(self, value: bool) -> bool:
        return value


@dataclass(frozen=True, slots=True)
class Part:
    """An object with its own fields, given as a dataclass whose fields carry their kinds."""

    shape: type

    def read(self, raw: object, place: str, found: Found) -> Any:
        return read_fields(self.shape, raw, place, found)

    def write(self, value: Any) -> dict[str, Any]:
        return write_fields(value)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one kind of value."""

    of: Kind

    def read(self, raw: object, place: str, found: Found) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise _wrong(raw, "a list")
        return tuple(_read(self.of, entry, f"{place}[{index}]", found) for index, entry in enumerate(raw))

    def write(self, value: Iterable[Any]) -> list[Any]:
        return [self.of.write(entry) for entry in value]


def one(
    kind: Kind,
    *,
    empty: Any = "",
    needed: bool = False,
    is_key: bool = False,
    once: bool = False,
    points_to: str = "",
    beside: bool = False,
) -> Any:
    """A dataclass field of a kind. `empty` is its value where it is left out; a needed one must be there.

    `is_key`: others point at its entry by it. `once`: no two entries of an area hold the same. `points_to`: it holds
    the key of an entry of that area, or a list of them. `beside`: two entries that differ in it alone are the same.
    """
    metadata = {"kind": kind, "needed": needed, "is_key": is_key, "once": once, "points_to": points_to}
    if needed:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=empty, metadata=metadata, compare=not beside)


def area(shape: type, called: str, many: str) -> Any:
    """A dataclass field for a list of entries of a shape; in messages one is `called` so, and several `many`."""
    metadata = {"kind": Many(Part(shape)), "needed": False, "called": called, "many": many}
    return dataclasses.field(default=(), metadata=metadata)


@cache
def _plan(shape: type) -> dict[str, tuple[Kind, bool]]:
    return {field.name: (field.metadata["kind"], field.metadata["needed"]) for field in dataclasses.fields(shape)}


def _read(kind: Kind, raw: object, place: str, found: Found) -> Any:
    try:
        return kind.read(raw, place, found)
    except Unfit as problem:
        found.add(place, str(problem))


def read_fields(shape: type, raw: object, place: str, found: Found) -> Any:
    """The object at a place as a value of `shape`, or None with the reasons noted."""
    if not isinstance(raw, dict):
        raise _wrong(raw, "an object")
    before, inside, plan = found.count, f"{place}." if place else "", _plan(shape)
    for key in raw.repeated if isinstance(raw, Twice) else ():
        found.add(place, f"the key {quoted(key)} stands twice")
    for key in raw.keys() - plan.keys():
        found.add(place, f"unknown key {quoted(key)}{found.meant(key, plan, listed=True)}")
    values = {}
    for name, (kind, needed) in plan.items():
        value = raw.get(name)
        if value is not None and (value != "" or isinstance(kind, Part | Many)):
            values[name] = _read(kind, value, inside + name, found)
        if needed and (name not in values or (isinstance(value, str) and is_blank(value) and not found.is_stored)):
            found.add(inside + name, "is missing")
    return None if found.count > before else shape(**values)


def write_fields(value: Any) -> dict[str, Any]:
    """An object as `json` writes it: its fields in the order of the format, without those that are empty."""
    written = {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if held != field.default:
            written[field.name] = field.metadata["kind"].write(held)
    return written
