"""What the Readiness page shows: the verdict, the steps, the gates, every requirement, the land mines.

A judgement in words and what the address asks for in, one frozen value out. Of what is judged nothing is said anew
here: the page adds what depends on its address, and headings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from evidence.models import User
from evidence.readiness.forms import DayForm
from evidence.readiness.fragments import Fragments
from evidence.readiness.half_year import HalfYear
from evidence.readiness.judgement import Judgement, Requirement
from evidence.readiness.kept import KeptJudgement, judgement_and_half_year, judgement_of
from evidence.readiness.opened_skill import OpenedSkill, opened_skill
from evidence.readiness.ways import Way
from evidence.web import drawing, wording
from evidence.web.as_of import query_of
from insights.catalog import DEFAULT_LEVEL, TIERS, Level, catalog
from insights.sentences import listed, number, sentence
from insights.values import VERDICTS

BYS = {"tier": "tier", "gap": "gap, nearest first", "expiry": "what expires next"}
"""How the requirements can be grouped, with the words for it."""


@dataclass(frozen=True, slots=True)
class ReadinessQuery:
    """What the address asks for: the day, how requirements are grouped, and which gate and skill are opened."""

    day: date
    today: date
    by: str = "tier"
    gate: str = ""
    skill: str = ""

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
        kept = {"by": by if by != "tier" else "", "on": self.day.isoformat() if self.day != self.today else ""}
        return urlencode({name: value for name, value in kept.items() if value})


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """A requirement in its place, with the cells beside its name; `opened` is its evidence where that is asked for."""

    requirement: Requirement
    cells: SafeString
    opened: OpenedSkill | None


@dataclass(frozen=True, slots=True)
class ReadinessGroup:
    """Some of the requirements under one heading. `lacks` says whether any of them is open."""

    slug: str
    heading: str
    pyramid: SafeString
    rows: tuple[ReadinessRow, ...]

    @property
    def lacks(self) -> bool:
        return not all(row.requirement.met for row in self.rows)


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many requirements of one tier are met."""

    slug: str
    name: str
    pyramid: SafeString
    met: int
    of: int


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    """The whole page; where htmx asks for a section of it, `form` and `half_year`, which none of them shows, are None.

    `here` is the page's own address with nothing opened, `prefix` what a query begins with to keep day and grouping,
    `by_tier` the address with the usual grouping, `on` what keeps a past day in other pages' addresses. `gate` is the
    slug of the opened one.
    """

    judgement: Judgement
    title: str
    short: str
    day: str
    verdict: str
    counts: tuple[TierCount, ...]
    steps_heading: str
    still_open: str
    gates_heading: str
    requirements_heading: str
    ways: tuple[Way, ...]
    by: str
    gate: str
    here: str
    prefix: str
    by_tier: str
    on: str
    groups: tuple[ReadinessGroup, ...]
    fragments: Fragments
    form: DayForm | None
    half_year: HalfYear | None

    @property
    def open_requirements(self) -> list[Requirement]:
        """Those that are not met, in the order of the page."""
        return [row.requirement for group in self.groups for row in group.rows if not row.requirement.met]


def readiness_page(user: User, query: ReadinessQuery, address: str, form: DayForm | None = None) -> ReadinessPage:
    """The page of a person, which lies at `address`; without `form`, for a section of it. Raises TargetError."""
    kept, half_year = judgement_and_half_year(user, query.day) if form else (judgement_of(user, query.day), None)
    asked = next((asked for asked in kept.judgement.requirements if asked.skill == query.skill), None)
    opened = opened_skill(user, asked, query.day) if asked else None
    level = catalog().levels[user.level_id or DEFAULT_LEVEL]
    return laid_out(kept, level, query, address, opened=opened, form=form, half_year=half_year)


def laid_out(
    kept: KeptJudgement,
    level: Level,
    query: ReadinessQuery,
    address: str,
    *,
    opened: OpenedSkill | None = None,
    form: DayForm | None = None,
    half_year: HalfYear | None = None,
) -> ReadinessPage:
    """The page of a judgement of somebody at `level`. It lies at `address`."""
    judgement, target = kept.judgement, catalog().levels[kept.judgement.target]
    return ReadinessPage(
        judgement=judgement,
        title=target.title,
        short=target.short,
        day=wording.in_full(query.day),
        verdict=VERDICTS[judgement.verdict],
        counts=tuple(_counts(judgement.requirements)),
        steps_heading=_steps_heading(judgement),
        still_open=_still_open(judgement),
        gates_heading=_gates_heading(judgement),
        requirements_heading=f"{sentence(number(judgement.of))} requirements",
        ways=tuple(Way(words, query.at(address, by=by), by == query.by) for by, words in BYS.items()),
        by=query.by,
        gate=query.gate,
        here=query.at(address),
        prefix=query.prefix,
        by_tier=query.at(address, by="tier"),
        on=query.on,
        groups=tuple(_groups(_rows(kept, opened), query.by, target, level)),
        fragments=kept.fragments,
        form=form,
        half_year=half_year,
    )


def _steps_heading(judgement: Judgement) -> str:
    steps = judgement.steps
    return "The next step" if len(steps) == 1 else f"The next {number(len(steps))} steps"


def _still_open(judgement: Judgement) -> str:
    """Which gates are open, in a sentence without its stop: "Two gates are open: skills and trial"."""
    names = [gate.name.lower() for gate in judgement.gates if gate.met is False]
    is_open = "gate is open" if len(names) == 1 else "gates are open"
    return f"{sentence(number(len(names)))} {is_open}: {listed(names)}"


def _gates_heading(judgement: Judgement) -> str:
    """How many gates there are, hold and are open: "Six gates: three hold, three are open"."""
    held = sum(gate.met is True for gate in judgement.gates)
    still_open = sum(gate.met is False for gate in judgement.gates)
    heading = f"{sentence(number(held + still_open))} gates"
    if not still_open:
        return f"{heading}: every one holds"
    are_open = f"{number(still_open)} {'is' if still_open == 1 else 'are'} open"
    return (
        f"{heading}: {number(held)} {'holds' if held == 1 else 'hold'}, {are_open}" if held else f"{heading}: all open"
    )


def _counts(requirements: Sequence[Requirement]) -> Iterable[TierCount]:
    """The tiers from the top down."""
    for slug, name in reversed(TIERS.items()):
        if own := [asked for asked in requirements if _tier(asked) == slug]:
            yield TierCount(slug, name, drawing.pyramid(slug), sum(asked.met for asked in own), len(own))


def _tier(requirement: Requirement) -> str:
    return catalog().skills[requirement.skill].tier


def _rows(kept: KeptJudgement, opened: OpenedSkill | None) -> list[ReadinessRow]:
    """Every requirement, in the catalogue's order."""
    name, cells = opened.skill.slug if opened else "", kept.fragments.cells
    return [
        ReadinessRow(asked, cells[asked.skill], opened if asked.skill == name else None)
        for asked in kept.judgement.requirements
    ]


def _groups(rows: list[ReadinessRow], by: str, target: Level, level: Level) -> Iterable[ReadinessGroup]:
    if by == "gap":
        return _by_gap(rows)
    return _by_expiry(rows) if by == "expiry" else _by_tier(rows, target, level)


def _some(slug: str, heading: str, rows: Iterable[ReadinessRow]) -> Iterable[ReadinessGroup]:
    """One group, or none where there are no rows."""
    if found := tuple(rows):
        yield ReadinessGroup(slug, heading, SafeString(), found)


def _by_gap(rows: list[ReadinessRow]) -> Iterable[ReadinessGroup]:
    """The open ones, the nearest first, then the met ones."""
    unmet = sorted((row for row in rows if not row.requirement.met), key=lambda row: row.requirement.needs)
    met = [row for row in rows if row.requirement.met]
    yield from _some("open", f"Open, the nearest first: {len(unmet)}", unmet)
    yield from _some("met", f"Met: {len(met)}", met)


def _by_expiry(rows: list[ReadinessRow]) -> Iterable[ReadinessGroup]:
    """Those that stand lower some day if nothing is added, the first to drop first, then those with nothing to lose."""
    dropping = sorted((row for row in rows if row.requirement.drops), key=lambda row: row.requirement.drops or date.max)
    steady = (row for row in rows if not row.requirement.drops)
    yield from _some("dropping", "If nothing is added, the first to drop first", dropping)
    yield from _some("nothing", "Nothing counts yet, so nothing expires", steady)


def _by_tier(rows: list[ReadinessRow], target: Level, level: Level) -> Iterable[ReadinessGroup]:
    """The target's own tier first, then the others from the ground up; open requirements first in each."""
    for slug, name in sorted(TIERS.items(), key=lambda tier: tier[0] != target.tier):
        own = tuple(
            sorted((row for row in rows if _tier(row.requirement) == slug), key=lambda row: row.requirement.met)
        )
        if own:
            met, about = sum(row.requirement.met for row in own), _about(slug, own, target, level)
            heading = f"{name}: {about}. {met} of {len(own)} met"
            yield ReadinessGroup(slug, heading, drawing.pyramid(slug), own)


def _about(tier: str, rows: tuple[ReadinessRow, ...], target: Level, level: Level) -> str:
    order = list(TIERS)
    if tier == target.tier:
        return f"the tier of a {target.short}"
    if target.tier and order.index(tier) < order.index(target.tier):
        trusted = level.tier == tier and any(row.requirement.met for row in rows)
        return "what you are trusted for already" if trusted else "what the next tier stands on"
    starts = {row.requirement.asked for row in rows} == {"started"}
    return "a start is enough for now" if starts else "the tier above"
