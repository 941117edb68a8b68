"""What somebody should know before a file is taken in: with its places for a terminal, in words for people."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from evidence.evidence_file.additions import Renamed, Stays
from evidence.evidence_file.importing import Import
from insights.catalog import TRACKS, catalog
from insights.dates import in_words, week_name
from insights.evidence_format.areas import AREAS
from insights.sentences import listed, number, sentence
from insights.values import DEPARTMENTS

TOLD = sorted(AREAS.values(), key=lambda area: area.name != "wins")
"""The areas of a file in the order in which they are told: wins, then as they stand in the file."""
_SHOWN = 3


def notes(found: Import) -> list[str]:
    """What to know, one sentence each, for whoever has the file at hand: each names its place there."""
    return [
        *_claims(found, _first(list(found.claims))),
        *_taken_back(found, _first(list(found.taken_back))),
        *_missing(found, found.bytes.missing),
        *_in_trash(found),
        *(
            f"{entry.place} “{entry.called}”: the key “{entry.key}” belongs to something else here; "
            f"added beside it as “{entry.now}”."
            for entry in found.additions.renamed
        ),
        *map(_stays, found.additions.stays),
    ]


def notes_for_people(found: Import, today: date) -> list[str]:
    """The same for whoever reads it in a browser: wins by their titles, values in words, dates as seen on `today`."""
    return [
        *_claims(found, _on(found, found.claims)),
        *_taken_back(found, _on(found, found.taken_back)),
        *_missing(found, (f"“{name}”" for name in found.bytes.missing.values())),
        *_in_trash(found),
        *map(_renamed_for_people, found.additions.renamed),
        *(_stays_for_people(stays, today) for stays in found.additions.stays),
    ]


def _claims(found: Import, where: str) -> Iterable[str]:
    if found.claims:
        many = "confirmation or review" if len(found.claims) == 1 else "confirmations and reviews"
        yield (
            f"{sentence(number(len(found.claims)))} {many} of others, {where}, on your word alone: "
            "kept, shown as unverified, not counted."
        )
    if found.claims and found.is_signed_without_texts:
        yield (
            "This server signed the file before it kept which text a confirmation was given for: "
            "no confirmation in it counts by that signature."
        )


def _taken_back(found: Import, where: str) -> Iterable[str]:
    if found.taken_back:
        many = "confirmation" if len(found.taken_back) == 1 else "confirmations"
        was = "was" if len(found.taken_back) == 1 else "were"
        yield (
            f"{sentence(number(len(found.taken_back)))} {many}, {where}, {was} taken back since: "
            "kept, shown as unverified, not counted."
        )


def _on(found: Import, places: Mapping[str, int]) -> str:
    """On which wins of the file the words at these places are."""
    titles = [found.additions.added["wins"][at].title for at in dict.fromkeys(places.values())]
    return f"on {_first([f'“{title}”' for title in titles])}"


def _missing(found: Import, called: Iterable[str]) -> Iterable[str]:
    missing = len(found.bytes.missing)
    if missing == 1:
        yield f"One file did not come along, {_first(list(called))}: its name is kept, and all else is taken in."
    elif missing:
        yield (
            f"{sentence(number(missing))} files did not come along, {_first(list(called))}: "
            "their names are kept, and all else is taken in."
        )


def _in_trash(found: Import) -> Iterable[str]:
    for area in TOLD:
        titles = found.additions.in_trash[area.name]
        if not titles:
            continue
        lie = f"{area.called} of the file lies" if len(titles) == 1 else f"{area.many} of the file lie"
        yield (
            f"{sentence(number(len(titles)))} {lie} in your Trash, {_first([f'“{title}”' for title in titles])}: "
            "not added a second time. Restore from the Trash what you want back."
        )


def _first(places: list[str]) -> str:
    """The places in a row: all if they are few, else two of them and how many more there are."""
    return listed(places if len(places) <= _SHOWN else [*places[:2], f"{number(len(places) - 2)} more"])


def _one(place: str) -> str:
    """What the entry at a place of the file is called."""
    return AREAS[place.partition("[")[0]].called


def _stays(entry: Stays) -> str:
    if entry.week:
        return f"{entry.place}: you have another {_one(entry.place)} for {week_name(entry.week)}; yours stays."
    return f"{entry.place}: yours stays, “{_value(entry.mine)}”, not “{_value(entry.theirs)}”."


def _value(value: Any) -> str:
    return {True: "yes", False: "no", "": "nothing", None: "nothing"}.get(value, str(value))


def _renamed_for_people(entry: Renamed) -> str:
    return (
        f"{sentence(_one(entry.place))} “{entry.called}”: something else here has its key in the file, “{entry.key}”; "
        f"it is added beside that, as “{entry.now}”."
    )


def _stays_for_people(entry: Stays, today: date) -> str:
    if entry.week:
        year, week, _ = entry.week.isocalendar()
        return f"You have another {_one(entry.place)} for week {week} of {year}; yours stays."
    area, _, field = entry.place.partition(".")
    about = sentence(("workplace, " if area == "workplace" else "") + field.replace("_", " "))
    mine, theirs = (_value_for_people(field, value, today) for value in (entry.mine, entry.theirs))
    return f"{about}: yours stays, “{mine}”, not “{theirs}”."


def _value_for_people(field: str, value: Any, today: date) -> str:
    if isinstance(value, date):
        return in_words(value, today)
    if field in ("level", "target") and value:
        return catalog().levels[value].title
    return {"track": TRACKS, "department": DEPARTMENTS}.get(field, {}).get(value) or _value(value)
