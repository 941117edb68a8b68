"""What to do next: first what holds a gate open and needs least, then the requirements nearest to being met."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from insights.catalog import catalog
from insights.gates import Gate, Lack
from insights.standing import Standing, standing_of
from insights.targets import Aim
from insights.timeline import Timeline

STEPS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: for a gate (`gate`, and what it lacks) or for a requirement (`skill`).

    `action` is what to do about it this week, from the catalogue: an action of the skill `practises`.
    """

    gate: str
    skill: str
    lack: Lack
    practises: str
    action: str


def next_steps(
    timeline: Timeline, aim: Aim, day: date, skills: Mapping[str, Standing], gates: Mapping[str, Gate]
) -> tuple[Step, ...]:
    """The next three, fewer if less is missing, none if every gate holds."""
    steps: list[Step] = []
    waiting = [gate for gate in gates.values() if gate.slug != "skills" and gate.lacks]
    for gate in sorted(waiting, key=lambda gate: gate.needs):
        lack = min(gate.lacks, key=lambda lack: lack.needs or 1)
        practises = lack.skill or _practises(lack, aim, skills)
        steps.append(Step(gate.slug, "", lack, practises, _action(timeline, practises, day)))
    covered = {step.lack.skill for step in steps}
    for lack in sorted(gates["skills"].lacks, key=lambda lack: lack.needs):
        if lack.skill not in covered:
            steps.append(Step("", lack.skill, lack, lack.skill, _action(timeline, lack.skill, day)))
    return tuple(steps[:STEPS])


def _practises(lack: Lack, aim: Aim, skills: Mapping[str, Standing]) -> str:
    """The skill whose actions help with something that is not itself a skill."""
    if lack.trial:
        return lack.trial.skill
    if lack.what == "trial":
        return _for_a_trial(aim, skills)
    if lack.what == "horizon":
        return {"quarter": "impact-focus", "year": "big-picture"}.get(lack.horizon, "long-range-vision")
    return "cross-team-trust" if lack.what in ("locals", "department") else "earned-authority"


def _for_a_trial(aim: Aim, skills: Mapping[str, Standing]) -> str:
    """A skill to begin a trial on: of the target's own tier if it has one, an unmet one before a met one."""
    tier, known = catalog().levels[aim.target].tier, catalog().skills
    able = [skill for skill, asked in aim.requirements.items() if asked != "started"]
    return min(able, key=lambda skill: (known[skill].tier != tier, bool(skills[skill].met)))


def _action(timeline: Timeline, skill: str, day: date) -> str:
    """The first action for a skill with no counting win yet, a later one for every win that counts."""
    actions = catalog().skills[skill].actions
    return actions[min(standing_of(timeline, skill, day).tally.wins, len(actions) - 1)]
