"""The next steps, in words: the same on every page that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evidence.models import User
from evidence.models.remembered import Recalled, remembered
from evidence.readiness.judgement import Step
from evidence.record.person import judged_as, profile_of, timeline_of
from insights import sentences
from insights.as_text import GATE_NAMES
from insights.catalog import catalog
from insights.readiness import Assessment, assess_aim
from insights.steps import Step as NextStep
from insights.targets import TargetError, aim_of

FIRST = Step("", "A first win that counts", is_gate=False, missing=sentences.FIRST_WIN, action="", wants_a_win=True)
"""All there is to do as long as nothing counts: three gates and all that they ask would say no more."""


@dataclass(frozen=True, slots=True)
class SteppedOn:
    """The gates and the skills that the next steps are for, by slug."""

    gates: frozenset[str]
    skills: frozenset[str]


def next_steps(user: User, day: date, recalled: Recalled | None = None) -> tuple[Step, ...]:
    """A person's next steps on `day`, three at most; none without a target. One query once they are remembered.

    A line that is captured changes none of them: it counts for nothing yet.
    """
    try:
        aim = aim_of(profile_of(user))
    except TargetError:
        return ()
    return remembered(
        user,
        "steps",
        f"{day.isoformat()} {judged_as(user)}",
        tuple[Step, ...],
        lambda: steps_in_words(assess_aim(timeline_of(user), aim, day)),
        recalled,
        version="counting_version",
    )


def steps_in_words(found: Assessment) -> tuple[Step, ...]:
    """The next steps of an assessment."""
    return (FIRST,) if _is_empty(found) else tuple(_in_words(step, found) for step in found.next_steps)


def stepped_on(found: Assessment) -> SteppedOn:
    """What the steps in words are for."""
    steps: Iterable[NextStep] = () if _is_empty(found) else found.next_steps
    return SteppedOn(
        gates=frozenset(step.gate for step in steps if step.gate),
        skills=frozenset(step.lack.skill for step in steps if step.lack.skill),
    )


def steps_heading(steps: tuple[Step, ...]) -> str:
    """What stands over them."""
    return "Your next step" if len(steps) == 1 else f"Your next {sentences.number(len(steps))} steps"


def _is_empty(found: Assessment) -> bool:
    """Whether nothing counts for any skill yet."""
    return not any(standing.tally.wins for standing in found.skills.values())


def _in_words(step: NextStep, found: Assessment) -> Step:
    if not step.skill:
        missing = sentences.step(step, found)
        return Step(step.gate, GATE_NAMES[step.gate], is_gate=True, missing=missing, action=step.action)
    return Step(
        slug=step.skill,
        name=catalog().skills[step.skill].name,
        is_gate=False,
        missing=sentences.missing_in_short(step.lack.missing, found.day),
        action=step.action,
        wants_a_win=any(lack.what == "win" for lack in step.lack.missing),
    )
