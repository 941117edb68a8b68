"""What of a file is new to somebody who keeps things already. Pure: two evidence files in, the answer out.

An import only ever adds. What is the same in everything but its key is here already; what bears a key that is taken
by something else is added beside it under a fresh key, and what points at it points at the fresh one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal

from insights.catalog import DEFAULT_LEVEL, catalog
from insights.evidence_format import EvidenceFile
from insights.evidence_format.areas import AREAS, POINTED_AT_FIRST, SINGLE, Area, repointed, without_empty_parts
from insights.evidence_format.keys import fresh_key
from insights.evidence_format.shape import ProfileEntry

type Profiles = Literal["fill", "replace"]
type Trash = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Renamed:
    """An entry whose key is taken by something else: it is added beside it, under the key `now`."""

    place: str
    called: str
    key: str
    now: str


@dataclass(frozen=True, slots=True)
class Stays:
    """Something of the file that is not taken, because something of mine stands where only one thing can.

    An entry such as a check-in, of a `week`, which is its Monday; or a field, with the two values.
    """

    place: str
    week: date | None = None
    mine: Any = None
    theirs: Any = None


@dataclass(frozen=True, slots=True)
class Additions:
    """What an import adds, filled area by area.

    `single` are the areas that are one thing, as they will be, `changed` the names of those that become another.
    `added` are the new entries of each list by their place in the file, with keys and pointers as they will be kept;
    `here` maps the places of those that are here already to the key under which they are, empty where they have none.
    `in_trash` are, of these, what those are called that lie in the Trash. `stays` says what is not taken, because
    something else stands where only one thing can.
    """

    single: Mapping[str, Any]
    changed: frozenset[str]
    added: dict[str, dict[int, Any]] = field(default_factory=lambda: {area: {} for area in AREAS})
    here: dict[str, dict[int, str]] = field(default_factory=lambda: {area: {} for area in AREAS})
    in_trash: dict[str, list[str]] = field(default_factory=lambda: {area: [] for area in AREAS})
    renamed: list[Renamed] = field(default_factory=list)
    stays: list[Stays] = field(default_factory=list)


def additions(
    here: EvidenceFile, coming: EvidenceFile, profiles: Profiles = "fill", trash: Trash | None = None
) -> Additions:
    """What `coming` adds to `here`. `profiles`: whether its profile fills what is empty, or takes the place of mine.

    What lies in the `trash`, entries by area, is here already, and stays there.
    """
    mine = {name: getattr(here, name) for name in SINGLE}
    single = {name: _one_of_two(one, getattr(coming, name), profiles) for name, one in mine.items()}
    found = Additions(single, frozenset(name for name in SINGLE if single[name] != mine[name]))
    keys: dict[str, dict[str, str]] = {}

    def kept_by(area: str, key: str) -> str:
        return keys[area].get(key, key)

    for name in POINTED_AT_FIRST:
        area, mine_here = AREAS[name], getattr(here, name)
        came = [without_empty_parts(repointed(entry, kept_by)) for entry in getattr(coming, name)]
        if area.key:
            keys[name] = _keyed(found, area, mine_here, came, (trash or {}).get(name, ()))
        elif area.once:
            _once(found, area, mine_here, came)
        else:
            _plain(found, area, mine_here, came)
    _say_what_stays(found, coming)
    return found


def _keyed(
    found: Additions, area: Area, here: Sequence[Any], coming: Sequence[Any], trash: Sequence[Any]
) -> dict[str, str]:
    """Takes what is new of an area whose entries have keys. Returns the key that each key of the file is kept by."""
    thrown = _meant(area, coming, here, trash)
    alike: dict[Any, list[str]] = defaultdict(list)
    for entry in (*here, *thrown):
        alike[_keyless(area, entry)].append(_key(area, entry))
    used = {_key(area, entry) for entry in (*here, *thrown)}
    not_free = used | {_key(area, entry) for entry in coming}
    titles = {_key(area, entry): _called(area, entry) for entry in thrown}
    keys: dict[str, str] = {}
    for at, entry in enumerate(coming):
        its_own = _key(area, entry)
        if twins := alike.get(_keyless(area, entry)):
            key = its_own if its_own in twins else twins[0]
            twins.remove(key)
            found.here[area.name][at] = key
            found.in_trash[area.name] += [titles[key]] if key in titles else []
        else:
            key = _free_key(found, area, at, entry, used, not_free)
            found.added[area.name][at] = replace(entry, **{area.key: key})
        if its_own:
            keys[its_own] = key
    return keys


def _key(area: Area, entry: Any) -> str:
    return getattr(entry, area.key)


def _keyless(area: Area, entry: Any) -> Any:
    return replace(entry, **{area.key: ""})


def _meant(area: Area, coming: Iterable[Any], here: Iterable[Any], trash: Sequence[Any]) -> list[Any]:
    """The entries in the Trash that the file means: the same in everything but the key, and not kept as well."""
    if not trash:
        return []
    wanted = Counter(_keyless(area, entry) for entry in coming)
    wanted.subtract(_keyless(area, entry) for entry in here)
    meant = []
    for entry in trash:
        if wanted[same := _keyless(area, entry)] > 0:
            wanted[same] -= 1
            meant.append(entry)
    return meant


def _free_key(found: Additions, area: Area, at: int, entry: Any, used: set[str], not_free: set[str]) -> str:
    key = _key(area, entry)
    if key and key in used:
        key = fresh_key(key, not_free)
        not_free.add(key)
        found.renamed.append(Renamed(f"{area.name}[{at}]", _called(area, entry), _key(area, entry), key))
    return key


def _called(area: Area, entry: Any) -> str:
    return getattr(entry, "title", "") or getattr(entry, "name", "") or _key(area, entry)


def _plain(found: Additions, area: Area, here: Iterable[Any], coming: Iterable[Any]) -> None:
    """Takes what is new of an area without keys. What stands twice in the file and once here is added once."""
    left = Counter(here)
    for at, entry in enumerate(coming):
        if left[entry] > 0:
            left[entry] -= 1
            found.here[area.name][at] = ""
        else:
            found.added[area.name][at] = entry


def _once(found: Additions, area: Area, here: Iterable[Any], coming: Iterable[Any]) -> None:
    """Takes what is new of an area like check-ins, of which a week has one: where there is another, it stays."""
    taken = {area.written(entry, area.once): entry for entry in here}
    for at, entry in enumerate(coming):
        value = area.written(entry, area.once)
        if value not in taken:
            found.added[area.name][at] = entry
        elif taken[value] == entry:
            found.here[area.name][at] = ""
        else:
            found.stays.append(Stays(f"{area.name}[{at}]", week=getattr(entry, area.once)))


def _one_of_two[E](mine: E, theirs: E, profiles: Profiles) -> E:
    """Of an area that is one thing, theirs, or mine with what is empty in it taken from theirs."""
    if profiles == "replace" and theirs != type(theirs)():
        return theirs
    gaps = {f.name: getattr(theirs, f.name) for f in fields(mine) if getattr(mine, f.name) in ("", None)}  # type: ignore[arg-type]
    filled = replace(mine, **gaps)  # type: ignore[type-var]
    if isinstance(filled, ProfileEntry) and filled.target and not _is_above(filled.target, filled.level):
        # My level and the file's target, or the other way round, do not go together.
        return replace(filled, level=mine.level, target=mine.target)  # type: ignore[attr-defined]
    return filled


def _is_above(target: str, level: str) -> bool:
    levels = catalog().levels
    return levels[target].order > levels[level or DEFAULT_LEVEL].order


def _say_what_stays(found: Additions, coming: EvidenceFile) -> None:
    for area, kept in found.single.items():
        theirs = getattr(coming, area)
        for one in fields(kept):
            value, other = getattr(kept, one.name), getattr(theirs, one.name)
            if other not in ("", None) and other != value:
                found.stays.append(Stays(f"{area}.{one.name}", mine=value, theirs=other))
