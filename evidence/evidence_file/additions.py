"""What of a file is new to somebody who keeps things already. Pure: two evidence files in, the answer out.

An import only ever adds. What is the same in everything but its key is here already; what bears a key that is taken
by something else is added beside it under a fresh key, and what points at it points at the fresh one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal

from evidence.evidence_file.keys import fresh_key
from insights.catalog import DEFAULT_LEVEL, catalog
from insights.evidence_format import EvidenceFile
from insights.evidence_format.shape import Metric, ProfileEntry, WinEntry, WorkplaceEntry

type Profiles = Literal["fill", "replace"]

LISTS = (
    "people",
    "wins",
    "touchpoints",
    "problems",
    "customer_notes",
    "newsletters",
    "rooms",
    "trials",
    "check_ins",
)
"""The areas that are lists, those first that others point at."""


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

    A check-in, of a `week`, which is its Monday; or a field, with the two values.
    """

    place: str
    week: date | None = None
    mine: Any = None
    theirs: Any = None


@dataclass(slots=True)
class Merge:
    """What an import adds. The entries of `added` stand by area, with keys and pointers as they will be kept.

    `here` counts what is here already, by area. `wins` maps the place of every win of the file to the key under
    which it is kept, `matched` are the places of those that are here already. `stays` says what is not taken,
    because something else stands where only one thing can, `in_trash` are the titles of wins that are here, but lie in
    the Trash. `changed`: whether the profile or the workplace changes.
    """

    profile: ProfileEntry
    workplace: WorkplaceEntry
    changed: bool
    added: dict[str, list[Any]] = field(default_factory=lambda: {area: [] for area in LISTS})
    here: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LISTS, 0))
    wins: dict[int, str] = field(default_factory=dict)
    matched: set[int] = field(default_factory=set)
    in_trash: list[str] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)
    stays: list[Stays] = field(default_factory=list)


def merge(
    here: EvidenceFile, coming: EvidenceFile, profiles: Profiles = "fill", trash: Sequence[WinEntry] = ()
) -> Merge:
    """What `coming` adds to `here`. `profiles`: whether its profile fills what is empty, or takes the place of mine.

    A win that lies in the `trash` is here already, and stays there.
    """
    profile = _profile(here.profile, coming.profile, profiles)
    workplace = _workplace(here.workplace, coming.workplace, profiles)
    found = Merge(profile, workplace, (profile, workplace) != (here.profile, here.workplace))
    people = _keyed(found, "people", here.people, coming.people)
    came = _normal(coming.wins, people)
    thrown = _meant(came, here.wins, trash)
    wins = _keyed(found, "wins", [*here.wins, *thrown], came, found.matched, found.wins)
    keys = {win.key: win.title for win in thrown}
    found.in_trash = [keys[key] for at, key in found.wins.items() if at in found.matched and key in keys]
    _keyed(found, "problems", here.problems, _pointing(coming.problems, "win", wins))
    _plain(found, "touchpoints", here.touchpoints, _pointing(coming.touchpoints, "person", people))
    _plain(found, "customer_notes", here.customer_notes, coming.customer_notes)
    _plain(found, "newsletters", here.newsletters, _pointing(coming.newsletters, "win", wins))
    _plain(found, "rooms", here.rooms, _pointing(coming.rooms, "invited_by", people))
    _plain(found, "trials", here.trials, coming.trials)
    _check_ins(found, here, coming)
    _say_what_stays(found, coming)
    return found


def _normal(wins: Iterable[WinEntry], people: dict[str, str]) -> list[WinEntry]:
    """The wins as they come out again: an empty metric is none, people under the keys that they are kept by."""
    return [
        replace(
            win,
            metric=None if win.metric == Metric() else win.metric,
            people=tuple(people.get(key, key) for key in win.people),
        )
        for win in wins
    ]


def _meant(coming: Iterable[WinEntry], here: Iterable[WinEntry], trash: Iterable[WinEntry]) -> list[WinEntry]:
    """The wins in the Trash that the file means: the same in everything but the key, and not kept as well."""
    wanted = Counter(replace(win, key="") for win in coming)
    wanted.subtract(replace(win, key="") for win in here)
    meant = []
    for win in trash:
        if wanted[same := replace(win, key="")] > 0:
            wanted[same] -= 1
            meant.append(win)
    return meant


def _pointing(entries: Iterable[Any], name: str, keys: dict[str, str]) -> list[Any]:
    """The entries with what they point at under the key that it is kept by."""
    return [replace(entry, **{name: keys.get(getattr(entry, name), getattr(entry, name))}) for entry in entries]


def _keyed(
    found: Merge,
    area: str,
    here: Sequence[Any],
    coming: Sequence[Any],
    matched: set[int] | None = None,
    kept: dict[int, str] | None = None,
) -> dict[str, str]:
    """Takes what is new of an area whose entries have keys. Returns the key that each key of the file is kept by."""
    alike: dict[Any, list[str]] = defaultdict(list)
    for entry in here:
        alike[replace(entry, key="")].append(entry.key)
    used = {entry.key for entry in here}
    not_free = used | {entry.key for entry in coming}
    keys: dict[str, str] = {}
    for index, entry in enumerate(coming):
        twins = alike.get(replace(entry, key=""))
        if twins:
            key = entry.key if entry.key in twins else twins[0]
            twins.remove(key)
            found.here[area] += 1
            if matched is not None:
                matched.add(index)
        else:
            key = _take(found, area, index, entry, used, not_free)
        if kept is not None:
            kept[index] = key
        if entry.key:
            keys[entry.key] = key
    return keys


def _take(found: Merge, area: str, index: int, entry: Any, used: set[str], not_free: set[str]) -> str:
    key = entry.key
    if key and key in used:
        key = fresh_key(key, not_free)
        not_free.add(key)
        found.renamed.append(Renamed(f"{area}[{index}]", _called(entry), entry.key, key))
    found.added[area].append(replace(entry, key=key))
    return key


def _called(entry: Any) -> str:
    return getattr(entry, "title", "") or getattr(entry, "name", "") or entry.key


def _plain(found: Merge, area: str, here: Iterable[Any], coming: Iterable[Any]) -> None:
    """Takes what is new of an area without keys. What stands twice in the file and once here is added once."""
    left: dict[Any, int] = defaultdict(int)
    for entry in here:
        left[entry] += 1
    for entry in coming:
        if left[entry]:
            left[entry] -= 1
            found.here[area] += 1
        else:
            found.added[area].append(entry)


def _check_ins(found: Merge, here: EvidenceFile, coming: EvidenceFile) -> None:
    """A week has one check-in: where there is another one already, it stays."""
    weeks = {entry.week: entry for entry in here.check_ins}
    for index, entry in enumerate(coming.check_ins):
        mine = weeks.get(entry.week)
        if mine is None:
            found.added["check_ins"].append(entry)
        elif mine == entry:
            found.here["check_ins"] += 1
        else:
            found.stays.append(Stays(f"check_ins[{index}]", week=entry.week))


def _filled[T](mine: T, theirs: T, is_empty: Callable[[Any], bool]) -> T:
    """Mine, with what is empty in it taken from theirs."""
    gaps = {f.name: getattr(theirs, f.name) for f in fields(mine) if is_empty(getattr(mine, f.name))}  # type: ignore[arg-type]
    return replace(mine, **gaps)  # type: ignore[type-var]


def _profile(mine: ProfileEntry, theirs: ProfileEntry, profiles: Profiles) -> ProfileEntry:
    if profiles == "replace" and theirs != ProfileEntry():
        return theirs
    filled = _filled(mine, theirs, lambda value: not value)
    if filled.target and not _is_above(filled.target, filled.level):
        # My level and the file's target, or the other way round, do not go together.
        return replace(filled, level=mine.level, target=mine.target)
    return filled


def _is_above(target: str, level: str) -> bool:
    levels = catalog().levels
    return levels[target].order > levels[level or DEFAULT_LEVEL].order


def _workplace(mine: WorkplaceEntry, theirs: WorkplaceEntry, profiles: Profiles) -> WorkplaceEntry:
    if profiles == "replace" and theirs != WorkplaceEntry():
        return theirs
    return _filled(mine, theirs, lambda value: value is None)


def _say_what_stays(found: Merge, coming: EvidenceFile) -> None:
    for area, kept in (("profile", found.profile), ("workplace", found.workplace)):
        theirs = getattr(coming, area)
        for one in fields(kept):
            value, other = getattr(kept, one.name), getattr(theirs, one.name)
            if other not in ("", None) and other != value:
                found.stays.append(Stays(f"{area}.{one.name}", mine=value, theirs=other))
