"""The same evidence held against two targets, side by side. The judgement of both is remembered; nothing is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from evidence.models import User
from evidence.models.remembered import remembered
from evidence.record.person import judged_as, profile_of, timeline_of
from evidence.web import drawing
from insights.catalog import TIERS, catalog
from insights.gates import GATES
from insights.readiness import Assessment, assess_aim
from insights.statuses import reaches
from insights.targets import Aim, aim_of
from insights.timeline import Timeline
from insights.values import STATUSES, VERDICTS


class Side(NamedTuple):
    """One target: what it is called, how far the person is. `gates` are those that apply, of which `held` hold."""

    target: str
    title: str
    track: str
    verdict: str
    met: int
    of: int
    held: int
    gates: int


class GateRow(NamedTuple):
    """A gate held against both: True, False, or None where it does not apply."""

    name: str
    here: bool | None
    there: bool | None


class SkillRow(NamedTuple):
    """A skill that either target asks for: what each asks, empty if nothing, and whether it is met."""

    slug: str
    name: str
    meter: SafeString
    status: str
    here: str
    here_met: bool
    there: str
    there_met: bool


class TierRows(NamedTuple):
    name: str
    rows: list[SkillRow]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, gate by gate and skill by skill. `more` are the skills of which the other asks more."""

    here: Side
    there: Side
    gates: list[GateRow]
    tiers: list[TierRows]
    more: int
    less: int

    @property
    def is_the_same(self) -> bool:
        """Whether both are one and the same target."""
        return (self.here.target, self.here.track) == (self.there.target, self.there.track)


def comparison(user: User, day: date, target: str, track: str) -> Comparison:
    """The person's own target beside another, on a day. One query once it is remembered. Raises TargetError."""
    profile = profile_of(user)
    here, there = aim_of(profile), aim_of(replace(profile, track=track), target)
    stamp = f"{day.isoformat()} {there.target} {there.track} {judged_as(user)}"
    kept = remembered(user, "comparison", stamp, lambda: _worked_out(timeline_of(user), (here, there), day))
    return _compared(here, there, kept)


def _worked_out(timeline: Timeline, aims: tuple[Aim, Aim], day: date) -> dict[str, Any]:
    """As JSON: the verdict and gates of each, and the status of every skill that either asks for."""
    found = [assess_aim(timeline, aim, day) for aim in aims]
    stands = {slug: standing.status for one in found for slug, standing in one.skills.items()}
    return {"sides": [_kept(one) for one in found], "stands": stands}


def _kept(found: Assessment) -> list[Any]:
    return [found.verdict, found.met, [[slug, found.gates[slug].met] for slug in GATES]]


def _compared(here: Aim, there: Aim, kept: Mapping[str, Any]) -> Comparison:
    own, other = kept["sides"]
    gates = [
        GateRow(slug.capitalize(), holds, beside)
        for (slug, holds), (_, beside) in zip(own[2], other[2], strict=True)
        if holds is not None or beside is not None
    ]
    asked = [slug for slug in catalog().skills if slug in here.requirements or slug in there.requirements]
    rows = {slug: _row(slug, kept["stands"][slug], here, there) for slug in asked}
    tiers = [
        TierRows(name, [row for slug, row in rows.items() if catalog().skills[slug].tier == tier])
        for tier, name in reversed(TIERS.items())
    ]
    pairs = [(here.requirements.get(slug, "none"), there.requirements.get(slug, "none")) for slug in asked]
    more = sum(not reaches(ours, theirs) for ours, theirs in pairs)
    less = sum(not reaches(theirs, ours) for ours, theirs in pairs)
    return Comparison(_side(here, *own), _side(there, *other), gates, [tier for tier in tiers if tier.rows], more, less)


def _side(aim: Aim, verdict: str, met: int, gates: list[list[Any]]) -> Side:
    applying = [holds for _, holds in gates if holds is not None]
    words = VERDICTS[verdict]
    return Side(aim.target, aim.title, aim.track, words, met, len(aim.requirements), sum(applying), len(applying))


def _row(slug: str, status: str, here: Aim, there: Aim) -> SkillRow:
    own, other = here.requirements.get(slug), there.requirements.get(slug)
    return SkillRow(
        slug=slug,
        name=catalog().skills[slug].name,
        meter=drawing.meter(status),
        status=STATUSES[status],
        here=STATUSES[own].lower() if own else "",
        here_met=bool(own) and reaches(status, own or ""),
        there=STATUSES[other].lower() if other else "",
        there_met=bool(other) and reaches(status, other or ""),
    )
