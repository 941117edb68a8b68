"""What to do next, and which action of the catalogue goes with it."""

import pytest

from insights.catalog import catalog
from insights.readiness import assess
from insights.record import Touchpoint, Trial
from tests.insights.build import DAY, ago, record, win, word
from tests.insights.test_gates import TRAITS, local, shown
from tests.insights.test_readiness import ready

WORDS = tuple(word(name, department="legal") for name in ("Ana", "Bob", "Cem"))
LOOKED_FAR = [win(0, horizon="multi-year", confirmations=WORDS) for _ in range(2)]
TRIED = Trial("t", "T", "clarity", ago(60), ago(1), "none", "succeeded")


def step_for(gate, *wins, **more):
    more = {"department": "product", "level": "senior-pm"} | more
    return next(step for step in assess(record(*wins, **more), DAY).next_steps if step.gate == gate)


@pytest.mark.parametrize(
    ("level", "practises"), [("senior-pm", "impact-focus"), ("director", "big-picture"), ("vp", "long-range-vision")]
)
def test_a_longer_horizon_is_practised_with_the_skills_that_look_as_far(level, practises):
    step = step_for("horizon", level=level)
    assert step.practises == practises
    assert step.action == catalog().skills[practises].actions[0]


def test_people_who_confirm_are_won_by_earned_authority():
    assert step_for("confirmed").practises == "earned-authority"


@pytest.mark.parametrize(("said", "nearest"), [(0, "outsider"), (1, "people"), (2, "outsider")])
def test_of_what_a_gate_lacks_the_nearest_is_named(said, nearest):
    inside = tuple(word(name, department="product") for name in ("Ana", "Bob")[:said])
    assert step_for("confirmed", win(0, confirmations=inside), level="aspiring").lack.what == nearest


def test_a_second_department_is_won_by_cross_team_trust():
    everything = [*shown(*TRAITS), *LOOKED_FAR]
    step = step_for("traits", *everything, trials=(TRIED,), touchpoints=local("sales") + local("support", 5))
    assert (step.lack.what, step.practises) == ("locals", "cross-team-trust")


def test_ones_own_department_comes_before_the_departments_of_others():
    step = step_for("traits", *shown(*TRAITS), *LOOKED_FAR, trials=(TRIED,), department="")
    assert (step.lack.what, step.practises) == ("department", "cross-team-trust")


def test_a_trial_that_runs_is_practised_with_its_own_skill():
    running = Trial("t", "T", "people-sense", ago(40))
    assert step_for("trial", trials=(running,)).practises == "people-sense"


def test_a_new_trial_is_on_an_unmet_skill_of_the_targets_tier_that_can_be_tried():
    first = "platform-thinking"
    assert step_for("trial", *LOOKED_FAR).practises == first
    assert step_for("trial", *LOOKED_FAR, *shown(first)).practises == "customer-facing"


def test_a_new_trial_is_never_on_a_skill_that_need_only_be_started():
    wins = [entry for entry in ready().wins if entry.links[0].skill != "commercial-awareness"]
    assert step_for("trial", *wins, level="aspiring").practises == "customer-insight"


def test_one_step_a_gate_and_never_two_for_one_skill():
    almost = [win(age, "commercial-awareness") for age in (40, 0)]
    wins = [*shown("customer-insight", "product-mastery"), *almost, *LOOKED_FAR]
    visits = tuple(Touchpoint(ago(7 * week), "A", "sales", "joint-work", "me") for week in range(6))
    found = assess(record(*wins, level="pm", department="product", trials=(TRIED,), touchpoints=visits), DAY)
    first, *others = found.next_steps
    assert (first.gate, first.lack.skill) == ("foundations", "commercial-awareness")
    assert others
    assert all(step.lack.skill != "commercial-awareness" for step in others)


def test_a_later_action_goes_with_what_counts_already():
    actions = catalog().skills["commercial-awareness"].actions
    for done in range(4):
        wins = [*shown("customer-insight", "product-mastery"), *LOOKED_FAR]
        wins += [win(0, "commercial-awareness") for _ in range(done)]
        found = assess(record(*wins, level="pm", department="product", trials=(TRIED,)), DAY)
        assert found.next_steps[0].action == actions[min(done, len(actions) - 1)]
