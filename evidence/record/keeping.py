"""What whoever keeps an area of the record can do: hand it to the judgement, write it out, take it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.models import Artifact, User

AT_ONCE = 500
"""So many rows are changed with one statement."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Areas of one person as the evidence file holds them, with where they came from.

    `areas` maps the name of each to its entries, or to the one entry of an area that is one thing; what is left out is
    empty. `rows` maps the keys of an area's entries to their rows, `made_up` are the keys that no row holds. `stored`
    maps the SHA-256 of each file to its places in the storage, `vouched` names the places in the file that are more
    than the person's own claim.
    """

    areas: Mapping[str, Any]
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    made_up: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vouched: tuple[str, ...] = ()


NOTHING = Entries({})


@dataclass(frozen=True, slots=True)
class Beside:
    """What comes with the entries that are taken in: the places `vouched` for, and the artifacts of each win.

    The artifacts stand by their win's place in the file, not saved yet; the bytes of their files are written. `holder`
    is the account that holds rows until they are handed over.
    """

    holder: User
    vouched: frozenset[str] = frozenset()
    artifacts: Mapping[int, list[Artifact]] = field(default_factory=dict)


type Added = Mapping[str, Any]
"""What is new, by area: entries by their place in the file, or the one entry that takes the old one's place."""


def _no_values(_user: User) -> Mapping[str, Any]:
    return {}


def _no_trash(_user: User, _kept: Entries) -> Entries:
    return NOTHING


def _nothing_to_hold(_added: Added, _beside: Beside) -> None:
    """For areas that are written quickly."""


def _no_names(_user: User, _keys: Mapping[str, Mapping[str, int]]) -> None:
    """For areas all of whose rows have keys."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps one area, or several that belong together. Nothing else knows how they are kept.

    `entries_of` gives what a person keeps, the Trash left out. `add` takes in what is new; whoever calls holds the
    transaction, and has taken in what the new entries point at; it is to be quick, for everybody waits. What would
    take long is written before that, by `hold`, where nobody sees it, and `add` hands it over. `values_of` gives those
    fields of a Record that come of it; what the judgement does not look at has none. These are for every area, the
    others for a few: `in_trash` gives what lies in the Trash, under keys that none of the given entries has; `name`
    writes down made-up keys, by area with their rows, since something now points at them.
    """

    entries_of: Callable[[User], Entries]
    add: Callable[[User, Added, Beside], None]
    values_of: Callable[[User], Mapping[str, Any]] = _no_values
    in_trash: Callable[[User, Entries], Entries] = _no_trash
    name: Callable[[User, Mapping[str, Mapping[str, int]]], None] = _no_names
    hold: Callable[[Added, Beside], None] = _nothing_to_hold
