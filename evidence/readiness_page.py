"""What the Readiness page shows: every requirement of the target by tier, as words and drawings made in Python.

Pure: shelves, aim and day in, values out. All that the template does is lay them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from evidence import drawing, wording
from evidence.axis import Axis
from evidence.shelves import EMPTY, Shelf
from insights import sentences
from insights.catalog import TIERS, Level, catalog
from insights.sentences import number, sentence
from insights.statuses import Status, missing_for, reaches, status_of
from insights.targets import Aim
from insights.values import STATUSES

NAMED_OPEN = 6
"""Up to so many open skills are named in the sentence on top."""


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement. `missing` is what to add, empty where it is met; `note` says what does not count.

    `hidden` is how many of its wins found no room on the axis.
    """

    skill: str
    name: str
    tags: str
    meter: SafeString
    status: str
    asked: Status
    asks: str
    axis: SafeString
    hidden: int
    met: bool
    missing: str
    note: str


@dataclass(frozen=True, slots=True)
class Tier:
    """The requirements of one tier of the pyramid, open ones first. `about` says what it is to the target."""

    slug: str
    name: str
    about: str
    pyramid: SafeString
    met: int
    rows: tuple[Row, ...]

    @property
    def of(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. `means` is the count in words, `lacks` what is missing of it, `lacking` which skills."""

    title: str
    short: str
    track: str
    day: str
    met: int
    of: int
    tally: SafeString
    means: str
    lacks: str
    lacking: str
    is_empty: bool
    axis_head: SafeString
    tiers: tuple[Tier, ...]

    @property
    def tiers_from_the_top(self) -> list[Tier]:
        order = list(TIERS)
        return sorted(self.tiers, key=lambda tier: order.index(tier.slug), reverse=True)


def readiness_page(aim: Aim, level: str, shelves: Mapping[str, Shelf], day: date, win_address: str) -> Page:
    """The page of a person at `level` for their aim. `win_address` is where a win lies, with {} for its number."""
    axis = Axis(day, win_address)
    rows = [_row(skill, asked, shelves.get(skill, EMPTY), axis, day) for skill, asked in aim.requirements.items()]
    target, open_rows = catalog().levels[aim.target], [row for row in rows if not row.met]
    met, of = len(rows) - len(open_rows), len(rows)
    return Page(
        title=aim.title,
        short=target.short,
        track=aim.track,
        day=wording.in_full(day),
        met=met,
        of=of,
        tally=drawing.tally(met, of),
        means=_means(aim.title, met, of),
        lacks=_lacks(aim.title, met, of),
        lacking=_names(open_rows) if met and len(open_rows) <= NAMED_OPEN else "",
        is_empty=not any(shelves.get(skill, EMPTY).total for skill in aim.requirements),
        axis_head=axis.head,
        tiers=_tiers(rows, target, catalog().levels[level]),
    )


def _row(skill: str, asked: Status, shelf: Shelf, axis: Axis, day: date) -> Row:
    entry, status = catalog().skills[skill], status_of(shelf.tally, day)
    met = reaches(status, asked)
    missing = () if met else missing_for(shelf.tally, asked, day)
    return Row(
        skill=skill,
        name=entry.name,
        tags=", ".join(entry.marks),
        meter=drawing.meter(status, asked),
        status=STATUSES[status],
        asked=asked,
        asks=STATUSES[asked].lower(),
        axis=axis.row(entry.name, shelf.marks),
        hidden=shelf.total - len(shelf.marks),
        met=met,
        missing=" ".join(f"{sentences.missing(lack, day)}." for lack in missing),
        note=_note(shelf),
    )


def _note(shelf: Shelf) -> str:
    """Which wins do not count, and why, in a sentence or two."""
    parts = []
    if shelf.untold:
        does = "does" if shelf.untold == 1 else "do"
        parts.append(f"{sentence(number(shelf.untold))} noted only, {does} not count yet.")
    if shelf.struck:
        stands = "is" if shelf.struck == 1 else "are"
        parts.append(f"{sentence(number(shelf.struck))} {stands} struck out: more was asked.")
    return " ".join(parts)


def _means(title: str, met: int, of: int) -> str:
    """What is there, in words; empty where nothing is."""
    if met == of:
        return f"All {of} skills that a {title} is asked for stand where they should."
    stand = "stands where it should" if met == 1 else "stand where they should"
    return f"Of the {of} skills that a {title} is asked for, {number(met)} {stand}." if met else ""


def _lacks(title: str, met: int, of: int) -> str:
    """What is missing, in words without a full stop; empty where nothing is."""
    if not met:
        return f"None of the {of} skills that a {title} is asked for stands where it should yet"
    count = of - met
    return f"{sentence(number(count))} {'does' if count == 1 else 'do'} not yet" if count else ""


def _names(rows: list[Row]) -> str:
    return ", ".join(sentences.inside(row.name) for row in rows)


def _tiers(rows: list[Row], target: Level, level: Level) -> tuple[Tier, ...]:
    """The target's own tier first, then the others from the ground up."""
    found = []
    for slug, name in TIERS.items():
        own = tuple(sorted((row for row in rows if catalog().skills[row.skill].tier == slug), key=lambda row: row.met))
        if own:
            about = _about(slug, own, target, level)
            found.append(Tier(slug, name, about, drawing.pyramid(slug), sum(row.met for row in own), own))
    return tuple(sorted(found, key=lambda tier: tier.slug != target.tier))


def _about(tier: str, rows: tuple[Row, ...], target: Level, level: Level) -> str:
    order = list(TIERS)
    if tier == target.tier:
        return f"the tier of a {target.short}"
    if target.tier and order.index(tier) < order.index(target.tier):
        return "what you are trusted for already" if level.tier == tier else "what the next tier stands on"
    return "a start is enough for now" if {row.asked for row in rows} == {"started"} else "the tier above"
