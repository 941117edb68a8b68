"""The same evidence held against two targets, side by side. The comparison is remembered; nothing is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.utils.safestring import SafeString

from evidence.models import User
from evidence.models.remembered import remembered
from evidence.readiness.forms import CompareForm
from evidence.record.person import judged_as, profile_of, timeline_of
from evidence.web import drawing
from evidence.web.as_of import query_of
from insights.as_text import GATE_NAMES
from insights.catalog import TIERS, catalog
from insights.gates import GATES, Gate
from insights.readiness import Assessment, assess_aim
from insights.statuses import Status, reaches
from insights.targets import Aim, aim_of
from insights.timeline import Timeline
from insights.values import STATUSES, VERDICTS


class ComparedTarget(NamedTuple):
    """One target: what it is called, how far the person is. `gates` are those that apply, of which `held` hold."""

    target: str
    title: str
    track: str
    verdict: str
    met: int
    of: int
    held: int
    gates: int


class ComparedGate(NamedTuple):
    """A gate held against both: True, False, or None where it does not apply."""

    name: str
    here: bool | None
    there: bool | None


@dataclass(frozen=True, slots=True)
class ComparedSkill:
    """A skill that either target asks for: what each asks, empty if nothing, and whether it is met."""

    slug: str
    name: str
    status: Status
    here: str
    here_met: bool
    there: str
    there_met: bool

    @property
    def stands(self) -> str:
        """The status in words."""
        return STATUSES[self.status]

    @property
    def meter(self) -> SafeString:
        return drawing.meter(self.status)


class ComparedTier(NamedTuple):
    """The skills of one tier that either asks for."""

    name: str
    skills: tuple[ComparedSkill, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both targets, gate by gate and skill by skill. `more` are the skills of which the other asks more."""

    here: ComparedTarget
    there: ComparedTarget
    gates: tuple[ComparedGate, ...]
    tiers: tuple[ComparedTier, ...]
    more: int
    less: int

    @property
    def is_the_same(self) -> bool:
        """Whether both are one and the same target."""
        return (self.here.target, self.here.track) == (self.there.target, self.there.track)


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The page. `found` is None where the form cannot be answered; `on` keeps a past day in addresses."""

    form: CompareForm
    day: date
    on: str
    found: Comparison | None


def comparison_page(user: User, day: date, form: CompareForm) -> ComparisonPage:
    """What `form` asks about beside the person's own target, on a day. Raises TargetError."""
    found = comparison(user, day, **form.cleaned_data) if form.is_valid() else None
    return ComparisonPage(form, day, query_of(day, user.today()), found)


def comparison(user: User, day: date, target: str, track: str) -> Comparison:
    """The person's own target beside another, on a day. One query once it is remembered. Raises TargetError."""
    profile = profile_of(user)
    here, there = aim_of(profile), aim_of(replace(profile, track=track), target)
    stamp = f"{day.isoformat()} {there.target} {there.track} {judged_as(user)}"
    return remembered(user, "comparison", stamp, Comparison, lambda: compared(timeline_of(user), here, there, day))


def compared(timeline: Timeline, here: Aim, there: Aim, day: date) -> Comparison:
    """A record held against two targets on a day."""
    own, other = assess_aim(timeline, here, day), assess_aim(timeline, there, day)
    stands = {slug: standing.status for found in (own, other) for slug, standing in found.skills.items()}
    asked = [slug for slug in catalog().skills if slug in here.requirements or slug in there.requirements]
    pairs = [(here.requirements.get(slug, "none"), there.requirements.get(slug, "none")) for slug in asked]
    return Comparison(
        here=_target(own),
        there=_target(other),
        gates=_gates(own.gates, other.gates),
        tiers=_tiers([_skill(slug, stands[slug], here, there) for slug in asked]),
        more=sum(not reaches(ours, theirs) for ours, theirs in pairs),
        less=sum(not reaches(theirs, ours) for ours, theirs in pairs),
    )


def _target(found: Assessment) -> ComparedTarget:
    applying = [gate.met for gate in found.gates.values() if gate.met is not None]
    return ComparedTarget(
        target=found.aim.target,
        title=found.aim.title,
        track=found.aim.track,
        verdict=VERDICTS[found.verdict],
        met=found.met,
        of=found.of,
        held=sum(applying),
        gates=len(applying),
    )


def _gates(own: Mapping[str, Gate], other: Mapping[str, Gate]) -> tuple[ComparedGate, ...]:
    """Those that apply to either."""
    rows = (ComparedGate(GATE_NAMES[slug], own[slug].met, other[slug].met) for slug in GATES)
    return tuple(row for row in rows if row.here is not None or row.there is not None)


def _tiers(skills: list[ComparedSkill]) -> tuple[ComparedTier, ...]:
    """The tiers that have any, from the top down."""
    known = catalog().skills
    tiers = (
        ComparedTier(name, tuple(skill for skill in skills if known[skill.slug].tier == tier))
        for tier, name in reversed(TIERS.items())
    )
    return tuple(tier for tier in tiers if tier.skills)


def _skill(slug: str, status: Status, here: Aim, there: Aim) -> ComparedSkill:
    own, other = here.requirements.get(slug), there.requirements.get(slug)
    return ComparedSkill(
        slug=slug,
        name=catalog().skills[slug].name,
        status=status,
        here=STATUSES[own].lower() if own else "",
        here_met=bool(own) and reaches(status, own or ""),
        there=STATUSES[other].lower() if other else "",
        there_met=bool(other) and reaches(status, other or ""),
    )
