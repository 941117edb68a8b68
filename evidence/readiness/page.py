"""What the Readiness page shows: the verdict, the steps, the gates, every requirement, the land mines.

Pure: a judgement and what the address asks for in, values out, the drawings made. All that the template does is lay
them out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from evidence.readiness.axis import Axis
from evidence.readiness.judgement import Gate, Judged, Skill, Step
from evidence.web import drawing, wording
from evidence.web.as_of import query_of
from insights.as_text import GATE_NAMES
from insights.catalog import TIERS, Level, catalog
from insights.sentences import listed, number, sentence
from insights.statuses import Status
from insights.values import STATUSES, VERDICTS

BYS = {"tier": "tier", "gap": "gap, nearest first", "expiry": "what expires next"}
"""How the requirements can be grouped, with the words for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the day, how requirements are grouped, and which gate and skill are opened."""

    day: date
    today: date
    by: str = "tier"
    gate: str = ""
    skill: str = ""

    @property
    def is_past(self) -> bool:
        return self.day != self.today

    @property
    def prefix(self) -> str:
        """What a query begins with that keeps day and grouping; may be empty."""
        return f"{query}&" if (query := self._query(self.by)) else ""

    @property
    def on(self) -> str:
        """What an address needs behind it so that another page is asked about the same day; nothing for today."""
        return query_of(self.day, self.today)

    def at(self, address: str, by: str = "") -> str:
        """An address that keeps the day, and the grouping or `by` in its stead."""
        return f"{address}?{query}" if (query := self._query(by or self.by)) else address

    def _query(self, by: str) -> str:
        kept = {"by": by if by != "tier" else "", "on": self.day.isoformat() if self.is_past else ""}
        return urlencode({name: value for name, value in kept.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement. `missing` is what to add, empty where it is met; `cells` are those beside its name, drawn."""

    skill: str
    name: str
    tags: str
    status: str
    asked: Status
    asks: str
    met: bool
    missing: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the requirements under one heading. `lacks` says whether any of them is open."""

    slug: str
    heading: str
    pyramid: SafeString
    rows: tuple[Row, ...]

    @property
    def lacks(self) -> bool:
        return not all(row.met for row in self.rows)


@dataclass(frozen=True, slots=True)
class GateRow:
    """One gate. `state` is its word, `why` pieces of words with whether each is missing."""

    slug: str
    name: str
    state: str
    applies: bool
    met: bool
    why: Sequence[Sequence]
    shows: dict


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: for a gate or a skill, by `slug` and `name`. `then` says what a skill would become."""

    slug: str
    name: str
    is_gate: bool
    missing: str
    then: str
    action: str


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many requirements of one tier are met."""

    slug: str
    name: str
    pyramid: SafeString
    met: int
    of: int


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. `ways` are the ways to group as (words, address, whether it is this one).

    `here` is the page's own address with nothing opened, `prefix` what a query begins with to keep day and grouping,
    `by_tier` the address of the grouping by tier. `still_open` names the open gates.
    """

    found: Judged
    title: str
    short: str
    day: str
    verdict: str
    tally: SafeString
    counts: tuple[TierCount, ...]
    steps_heading: str
    steps: tuple[StepRow, ...]
    still_open: str
    gates_heading: str
    gates: tuple[GateRow, ...]
    requirements: str
    ways: tuple[tuple[str, str, bool], ...]
    here: str
    prefix: str
    by_tier: str
    axis_head: SafeString
    groups: tuple[Group, ...]

    @property
    def open_rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows if not row.met]


def readiness_page(found: Judged, level: str, asked: Asked, address: str) -> Page:
    """The page of a person at `level`. It lies at `address`."""
    target = catalog().levels[found.target]
    rows = [_row(skill) for skill in found.skills]
    return Page(
        found=found,
        title=target.title,
        short=target.short,
        day=wording.in_full(asked.day),
        verdict=VERDICTS[found.verdict],
        tally=drawing.tally(found.met, found.of),
        counts=tuple(_counts(rows)),
        steps_heading="The next step" if len(found.steps) == 1 else f"The next {number(len(found.steps))} steps",
        steps=tuple(map(_step, found.steps)),
        still_open=_still_open(found),
        gates_heading=_gates_heading(found),
        gates=tuple(map(_gate, found.gates)),
        requirements=f"{sentence(number(found.of))} requirements",
        ways=tuple((words, asked.at(address, by=by), by == asked.by) for by, words in BYS.items()),
        here=asked.at(address),
        prefix=asked.prefix,
        by_tier=asked.at(address, by="tier"),
        axis_head=Axis(asked.day, "").head,
        groups=tuple(_groups(found, rows, asked.by, target, catalog().levels[level])),
    )


def _row(skill: Skill) -> Row:
    entry = catalog().skills[skill.skill]
    return Row(
        skill=skill.skill,
        name=entry.name,
        tags=", ".join(entry.marks),
        status=STATUSES[skill.status],
        asked=skill.required,
        asks=STATUSES[skill.required].lower(),
        met=skill.met,
        missing=skill.missing,
        cells=skill.cells,
    )


def _gate(gate: Gate) -> GateRow:
    state = "Not asked" if gate.met is None else "Holds" if gate.met else "Open"
    return GateRow(gate.slug, GATE_NAMES[gate.slug], state, gate.met is not None, bool(gate.met), gate.why, gate.shows)


def _step(step: Step) -> StepRow:
    name = GATE_NAMES[step.gate] if step.gate else catalog().skills[step.skill].name
    return StepRow(step.gate or step.skill, name, bool(step.gate), step.missing, step.then, step.action)


def _still_open(found: Judged) -> str:
    """Which gates are open, in a sentence without its stop: "Two gates are open: skills and trial"."""
    names = [GATE_NAMES[gate.slug].lower() for gate in found.gates if gate.met is False]
    is_open = "gate is open" if len(names) == 1 else "gates are open"
    return f"{sentence(number(len(names)))} {is_open}: {listed(names)}"


def _gates_heading(found: Judged) -> str:
    """How many gates there are, hold and are open: "Six gates: three hold, three are open"."""
    held, still_open = found.gates_held, found.gates_open
    heading = f"{sentence(number(held + still_open))} gates"
    if not still_open:
        return f"{heading}: every one holds"
    are_open = f"{number(still_open)} {'is' if still_open == 1 else 'are'} open"
    return (
        f"{heading}: {number(held)} {'holds' if held == 1 else 'hold'}, {are_open}" if held else f"{heading}: all open"
    )


def _counts(rows: Sequence[Row]) -> Iterable[TierCount]:
    """The tiers from the top down."""
    for slug, name in reversed(TIERS.items()):
        if own := [row for row in rows if _tier(row) == slug]:
            yield TierCount(slug, name, drawing.pyramid(slug), sum(row.met for row in own), len(own))


def _tier(row: Row) -> str:
    return catalog().skills[row.skill].tier


def _groups(found: Judged, rows: Sequence[Row], by: str, target: Level, level: Level) -> Iterable[Group]:
    if by == "gap":
        return _by_gap(found, rows)
    return _by_expiry(found, rows) if by == "expiry" else _by_tier(rows, target, level)


def _some(slug: str, heading: str, rows: Iterable[Row]) -> Iterable[Group]:
    """One group, or none where there are no rows."""
    if found := tuple(rows):
        yield Group(slug, heading, SafeString(), found)


def _by_gap(found: Judged, rows: Sequence[Row]) -> Iterable[Group]:
    """The open ones, the nearest first, then the met ones."""
    needs = {skill.skill: skill.needs for skill in found.skills}
    unmet = sorted((row for row in rows if not row.met), key=lambda row: needs[row.skill])
    yield from _some("open", f"Open, the nearest first: {len(unmet)}", unmet)
    yield from _some("met", f"Met: {found.met}", (row for row in rows if row.met))


def _by_expiry(found: Judged, rows: Sequence[Row]) -> Iterable[Group]:
    """Those that stand lower some day if nothing is added, the first to drop first, then those with nothing to lose."""
    drops = {skill.skill: skill.drops for skill in found.skills}
    dropping = sorted((row for row in rows if drops[row.skill]), key=lambda row: drops[row.skill])
    yield from _some("dropping", "If nothing is added, the first to drop first", dropping)
    yield from _some("nothing", "Nothing counts yet, so nothing expires", (row for row in rows if not drops[row.skill]))


def _by_tier(rows: Sequence[Row], target: Level, level: Level) -> Iterable[Group]:
    """The target's own tier first, then the others from the ground up; open requirements first in each."""
    for slug, name in sorted(TIERS.items(), key=lambda tier: tier[0] != target.tier):
        own = tuple(sorted((row for row in rows if _tier(row) == slug), key=lambda row: row.met))
        if own:
            about = _about(slug, own, target, level)
            heading = f"{name}: {about}. {sum(row.met for row in own)} of {len(own)} met"
            yield Group(slug, heading, drawing.pyramid(slug), own)


def _about(tier: str, rows: tuple[Row, ...], target: Level, level: Level) -> str:
    order = list(TIERS)
    if tier == target.tier:
        return f"the tier of a {target.short}"
    if target.tier and order.index(tier) < order.index(target.tier):
        trusted = level.tier == tier and any(row.met for row in rows)
        return "what you are trusted for already" if trusted else "what the next tier stands on"
    return "a start is enough for now" if {row.asked for row in rows} == {"started"} else "the tier above"
