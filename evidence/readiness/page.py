"""What the Readiness page shows: the verdict, the steps, every requirement, the gates, the land mines.

A judgement in words and what the address asks for in, one frozen value out. Of what is judged nothing is said anew
here: the page adds what depends on its address, and headings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from evidence.models import User
from evidence.readiness.forms import DayForm
from evidence.readiness.fragments import Fragments, closer, opener
from evidence.readiness.half_year import HalfYear
from evidence.readiness.judgement import Gate, Judgement, Requirement
from evidence.readiness.kept import KeptJudgement, judgement_and_half_year, judgement_of
from evidence.readiness.opened_skill import OpenedSkill, opened_skill
from evidence.readiness.steps import steps_heading
from evidence.readiness.ways import Way
from evidence.web import drawing
from evidence.web.as_of import query_of
from insights.catalog import DEFAULT_LEVEL, TIERS, Level, catalog
from insights.dates import in_words
from insights.sentences import listed, number, sentence, some
from insights.values import VERDICTS

BYS = ("need", "expiry")
"""How the requirements can be ordered: what is open first, the nearest before the others; or by what expires first."""


@dataclass(frozen=True, slots=True)
class ReadinessQuery:
    """What the address asks for: the day, how requirements are ordered, whether the axis is long, what is opened."""

    day: date
    today: date
    by: str = "need"
    is_long: bool = False
    gate: str = ""
    skill: str = ""

    @property
    def prefix(self) -> str:
        """What a query begins with that keeps day, order and axis; may be empty."""
        return f"{query}&" if (query := self._query()) else ""

    @property
    def on(self) -> str:
        """What an address needs behind it so that another page is asked about the same day; nothing for today."""
        return query_of(self.day, self.today)

    def at(self, address: str) -> str:
        """An address that keeps day, order and axis."""
        return f"{address}?{query}" if (query := self._query()) else address

    def _query(self) -> str:
        kept = {
            "by": self.by if self.by != "need" else "",
            "axis": "long" if self.is_long else "",
            "on": self.day.isoformat() if self.day != self.today else "",
        }
        return urlencode({name: value for name, value in kept.items() if value})


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """A requirement in its place, drawn; `opened` is its evidence where that is asked for."""

    requirement: Requirement
    html: SafeString
    opened: OpenedSkill | None


@dataclass(frozen=True, slots=True)
class ReadinessGroup:
    """Some of the requirements of a table, under a line of their own if there is a `heading`."""

    heading: str
    pyramid: SafeString
    rows: tuple[ReadinessRow, ...]


@dataclass(frozen=True, slots=True)
class ReadinessTable:
    """Requirements under one heading. `is_met` says that all of them are met."""

    slug: str
    heading: str
    groups: tuple[ReadinessGroup, ...]

    @property
    def is_met(self) -> bool:
        return self.slug == "met"


@dataclass(frozen=True, slots=True)
class ReadinessGates:
    """The gates under their heading: the open ones, and folded under a summary those that hold or are not asked.

    `is_unfolded` says that one of the latter is opened.
    """

    heading: str
    still_open: tuple[Gate, ...]
    summary: str
    folded: tuple[Gate, ...]
    is_unfolded: bool


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    """The whole page; where htmx asks for a section of it, `form` and `half_year`, which none of them shows, are None.

    `here` is the page's own address with nothing opened, `prefix` what a query begins with to keep day, order and axis,
    `on` what keeps a past day in other pages' addresses. `ways` lead to the other order and the other axis. `gate` is
    the slug of the opened one; `marks` says that yellow stands in the tables.
    """

    judgement: Judgement
    short: str
    day: str
    verdict: str
    steps_heading: str
    still_open: str
    tables: tuple[ReadinessTable, ...]
    gates: ReadinessGates
    marks: bool
    ways: tuple[Way, ...]
    by: str
    is_long: bool
    gate: str
    here: str
    prefix: str
    on: str
    fragments: Fragments
    form: DayForm | None
    half_year: HalfYear | None


def readiness_page(user: User, query: ReadinessQuery, address: str, form: DayForm | None = None) -> ReadinessPage:
    """The page of a person, which lies at `address`; without `form`, for a section of it. Raises TargetError."""
    if form:
        kept, half_year = judgement_and_half_year(user, query.day, is_long=query.is_long)
    else:
        kept, half_year = judgement_of(user, query.day, is_long=query.is_long), None
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
        short=target.short,
        day=in_words(query.day, query.today),
        verdict=VERDICTS[judgement.verdict],
        steps_heading=steps_heading(judgement.steps),
        still_open=_still_open(judgement),
        tables=tuple(_tables(kept, opened, query, query.at(address), target, level)),
        gates=_gates(judgement, query.gate),
        marks=any(asked.is_step and not asked.met for asked in judgement.requirements),
        ways=_ways(query, address),
        by=query.by,
        is_long=query.is_long,
        gate=query.gate,
        here=query.at(address),
        prefix=query.prefix,
        on=query.on,
        fragments=kept.fragments,
        form=form,
        half_year=half_year,
    )


def _ways(query: ReadinessQuery, address: str) -> tuple[Way, ...]:
    """Links to the same requirements in the other order, and on the other axis."""
    by, order = ("expiry", "By expiry") if query.by == "need" else ("need", "Open ones first")
    axis = "Shorter axis" if query.is_long else "Longer axis"
    return (
        Way(order, replace(query, by=by).at(address), is_present=False),
        Way(axis, replace(query, is_long=not query.is_long).at(address), is_present=False),
    )


def _still_open(judgement: Judgement) -> str:
    """Which gates are open, in a sentence without its stop: "Two gates are open: skills and trial"."""
    names = [gate.name.lower() for gate in judgement.gates if gate.met is False]
    return f"{_are_open('gate', len(names))}: {listed(names)}"


def _are_open(what: str, count: int) -> str:
    return f"{sentence(some(count, what))} {'is' if count == 1 else 'are'} open"


def _gates(judgement: Judgement, opened: str) -> ReadinessGates:
    """Every gate: "Three gates are open, three hold"."""
    still_open, held, not_asked = (
        tuple(gate for gate in judgement.gates if gate.met is met) for met in (False, True, None)
    )
    holding = f"{number(len(held))} {'holds' if len(held) == 1 else 'hold'}"
    heading = _are_open("gate", len(still_open)) + (f", {holding}" if held else "")
    parts = [f"{holding}: {_named(held)}"] if held else []
    if not_asked:
        are = "is" if len(not_asked) == 1 else "are"
        parts.append(f"{number(len(not_asked))} {are} not asked: {_named(not_asked)}")
    return ReadinessGates(
        heading=heading if still_open else f"All {number(len(held))} gates hold",
        still_open=still_open,
        summary=sentence("; ".join(parts)),
        folded=(*held, *not_asked),
        is_unfolded=any(gate.slug == opened for gate in (*held, *not_asked)),
    )


def _named(gates: Sequence[Gate]) -> str:
    return listed([gate.name.lower() for gate in gates])


def _tables(
    kept: KeptJudgement, opened: OpenedSkill | None, query: ReadinessQuery, here: str, target: Level, level: Level
) -> Iterable[ReadinessTable]:
    rows = [_row(kept, asked, opened, query, here) for asked in kept.judgement.requirements]
    if query.by == "expiry":
        yield ReadinessTable("all", f"{sentence(number(len(rows)))} requirements", tuple(_by_expiry(rows)))
        return
    steps = [step.slug for step in kept.judgement.steps]
    unmet = sorted((row for row in rows if not row.requirement.met), key=lambda row: _nearest(row.requirement, steps))
    met = [row for row in rows if row.requirement.met]
    if unmet:
        group = ReadinessGroup("", SafeString(), tuple(unmet))
        yield ReadinessTable("open", _are_open("requirement", len(unmet)), (group,))
    if met:
        are_met = f"{sentence(number(len(met)))} {'is' if len(met) == 1 else 'are'} met"
        heading = are_met if unmet else f"All {number(len(met))} requirements are met"
        yield ReadinessTable("met", heading, tuple(_by_tier(rows, target, level)))


def _nearest(requirement: Requirement, steps: list[str]) -> tuple[int, int]:
    """What a next step is for comes first, in their order; then what lacks least."""
    return steps.index(requirement.skill) if requirement.skill in steps else len(steps), requirement.needs


def _row(
    kept: KeptJudgement, asked: Requirement, opened: OpenedSkill | None, query: ReadinessQuery, here: str
) -> ReadinessRow:
    """A requirement; its link, which was drawn for the plain page, leads to what this one shows."""
    html, skill = kept.fragments.rows[asked.skill], asked.skill
    if opened and opened.skill.slug == skill:
        return ReadinessRow(asked, SafeString(html.replace(opener(skill), closer(skill, here))), opened)
    if query.prefix:
        html = SafeString(html.replace(opener(skill), opener(skill, query.prefix)))
    return ReadinessRow(asked, html, None)


def _by_expiry(rows: list[ReadinessRow]) -> Iterable[ReadinessGroup]:
    """Those that stand lower some day if nothing is added, the first to drop first, then those with nothing to lose."""
    dropping = sorted((row for row in rows if row.requirement.drops), key=lambda row: row.requirement.drops or date.max)
    steady = [row for row in rows if not row.requirement.drops]
    if dropping:
        yield ReadinessGroup("If nothing is added, the first to drop first", SafeString(), tuple(dropping))
    if steady:
        yield ReadinessGroup("Nothing counts yet, so nothing expires", SafeString(), tuple(steady))


def _by_tier(rows: list[ReadinessRow], target: Level, level: Level) -> Iterable[ReadinessGroup]:
    """What is met, the target's own tier first, then the others from the ground up."""
    for slug, name in sorted(TIERS.items(), key=lambda tier: tier[0] != target.tier):
        own = [row for row in rows if catalog().skills[row.requirement.skill].tier == slug]
        if met := tuple(row for row in own if row.requirement.met):
            heading = f"{name}, {_about(slug, own, target, level)}: {len(met)} of {len(own)}"
            yield ReadinessGroup(heading, drawing.pyramid(slug), met)


def _about(tier: str, rows: list[ReadinessRow], target: Level, level: Level) -> str:
    """What a tier of which something is met is to the target."""
    order = list(TIERS)
    if tier == target.tier:
        return f"the tier of a {target.short}"
    if target.tier and order.index(tier) < order.index(target.tier):
        return "trusted for already" if level.tier == tier else "what the next tier stands on"
    starts = {row.requirement.asked for row in rows} == {"started"}
    return "a start is enough" if starts else "the tier above"
