"""The six gates, every bound from both sides, and what they say when open."""

import pytest

from insights import sentences
from insights.gates import trials_for
from insights.readiness import Timeline, assess
from insights.record import Touchpoint, Trial
from insights.targets import aim_of
from tests.insights.build import DAY, ago, record, win, word

FOUNDATIONS = ("customer-insight", "product-mastery", "commercial-awareness")
TRAITS = ("cross-team-trust", "platform-thinking", "customer-facing")


def gate(slug, *wins, **more):
    return assess(record(*wins, **more), DAY).gates[slug]


def said(found, **more):
    aim = aim_of(record(**more).profile)
    return [sentences.gate_lack(lack, aim, DAY) for lack in found.lacks]


def shown(*skills):
    return [win(40, *skills), win(0, *skills, grade="backed")]


def local(department, weeks=6):
    return tuple(Touchpoint(ago(7 * week), "Ana", department, "joint-work", "me") for week in range(weeks))


@pytest.mark.parametrize(
    ("level", "track", "applying"),
    [
        ("aspiring", "manager", {"skills", "trial", "horizon", "confirmed"}),
        ("pm", "manager", {"skills", "trial", "foundations", "horizon", "confirmed"}),
        ("senior-pm", "manager", {"skills", "traits", "trial", "foundations", "horizon", "confirmed"}),
        ("senior-pm", "expert", {"skills", "traits", "trial", "foundations", "horizon", "confirmed"}),
    ],
)
def test_a_gate_is_asked_of_its_levels_only(level, track, applying):
    gates = assess(record(level=level, track=track), DAY).gates
    assert {slug for slug, found in gates.items() if found.applies} == applying
    for found in gates.values():
        assert found.met is (False if found.applies else None)
        assert bool(found.lacks) is found.applies


def test_the_skills_gate_names_every_unmet_requirement():
    found = gate("skills", *shown("earned-authority"))
    assert [lack.skill for lack in found.lacks if lack.skill == "earned-authority"] == []
    assert len(found.lacks) == 8


@pytest.mark.parametrize("skills", [FOUNDATIONS, FOUNDATIONS[:2]])
def test_the_foundations_gate_asks_for_three_skills_shown(skills):
    found = gate("foundations", *shown(*skills), level="pm")
    assert found.met is (len(skills) == 3)
    assert [lack.skill for lack in found.lacks] == list(FOUNDATIONS[len(skills) :])


@pytest.mark.parametrize(
    ("skills", "places", "department", "met"),
    [
        (TRAITS, ["sales", "support"], "product", True),
        (TRAITS[:2], ["sales", "support"], "product", False),
        (TRAITS, ["sales"], "product", False),
        (TRAITS, ["sales", "support"], "sales", False),
        (TRAITS, ["sales", "support"], "", False),
        (TRAITS, ["sales", ""], "product", False),
    ],
)
def test_the_traits_gate_asks_for_three_skills_and_two_other_departments(skills, places, department, met):
    touchpoints = tuple(touchpoint for place in places for touchpoint in local(place))
    found = gate("traits", *shown(*skills), level="senior-pm", touchpoints=touchpoints, department=department)
    assert found.met is met


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([("sales", 6), ("support", 5)], "To be a local in one more department: "
         "contact with Support in one more week (five of six so far); none of it a request of yours"),
        ([("support", 5)], "To be a local in two departments other than yours: "
         "contact with Support in one more week (five of six so far); "
         "contact with another in six weeks, joint work with another twice; none of it a request of yours"),
        ([], "To be a local in two departments other than yours: "
         "contact with each in six weeks, joint work with each twice; none of it a request of yours"),
    ],
)  # fmt: skip
def test_the_traits_gate_says_which_department_is_nearest(places, words):
    touchpoints = tuple(touchpoint for place, weeks in places for touchpoint in local(place, weeks))
    found = gate("traits", *shown(*TRAITS), level="senior-pm", touchpoints=touchpoints, department="product")
    assert said(found) == [words]


def test_only_as_many_departments_are_near_as_are_missing():
    touchpoints = local("sales", 3) + local("support", 5) + local("legal", 4)
    found = gate("traits", *shown(*TRAITS), level="senior-pm", touchpoints=touchpoints, department="product")
    assert [[contact.department for contact in lack.nearest] for lack in found.lacks] == [["support", "legal"]]


def test_a_department_that_is_asked_too_often_is_named_with_what_would_balance_it():
    asks = tuple(Touchpoint(ago(7 * week), "Ana", "sales", "request", "me") for week in range(8))
    touchpoints = (*local("support"), *local("sales"), *asks)
    found = gate("traits", *shown(*TRAITS), level="senior-pm", touchpoints=touchpoints, department="product")
    words = "three contacts with Sales that ask for nothing; none of it a request of yours"
    assert said(found) == [f"To be a local in one more department: {words}"]


def test_gates_that_need_the_own_department_say_so():
    some = {"level": "senior-pm", "touchpoints": local("sales") + local("support")}
    for found in (gate("traits", *shown(*TRAITS), **some), gate("confirmed", **some)):
        assert found.met is False
        assert said(found)[-1].startswith("Your own department in your profile")


def trial(started, ended, coaching="minimal", outcome="succeeded", skill="coaching"):
    return Trial("t", "Planning", skill, ago(started), None if ended is None else ago(ended), coaching, outcome)


@pytest.mark.parametrize(
    ("one", "met"),
    [
        (trial(28, 0), True),
        (trial(27, 0), False),
        (trial(600, 548), True),
        (trial(600, 549), False),
        (trial(60, -1), False),
        (trial(60, 1, coaching="none"), True),
        (trial(60, 1, coaching="some"), False),
        (trial(60, 1, coaching="heavy"), False),
        (trial(60, 1, coaching=""), False),
        (trial(60, 1, outcome="failed"), False),
        (trial(60, 1, outcome=""), False),
        (trial(60, None, outcome="running"), False),
        (trial(60, 1, skill="team-building"), True),
        (trial(60, 1, skill="product-strategy"), False),  # only asked to be started
        (trial(60, 1, skill="craft-depth"), False),  # not asked of a manager
    ],
)
def test_the_trial_gate_asks_for_a_success_with_little_coaching(one, met):
    assert gate("trial", level="senior-pm", trials=(one,)).met is met


@pytest.mark.parametrize(
    ("trials", "words"),
    [
        ((), "A trial of 28 days or more on a skill that Director of Product asks to be shown or proven, "
         "ended in success with little coaching or none"),
        ((trial(28, None),), "End the running trial “Planning” (Coaching and delegating) in success, "
         "with little coaching or none"),
        ((trial(27, None),), "End the running trial “Planning” (Coaching and delegating) in success, "
         "with little coaching or none, on 21 November or later"),
        ((trial(27, -5),), "End the running trial “Planning” (Coaching and delegating) in success, "
         "with little coaching or none, on 21 November or later"),
    ],
)  # fmt: skip
def test_the_trial_gate_points_at_the_trial_that_runs(trials, words):
    assert said(gate("trial", level="senior-pm", trials=trials), level="senior-pm") == [words]


def test_of_the_trials_that_run_the_oldest_is_pointed_at_and_none_that_has_ended():
    trials = trial(90, 1, outcome="failed"), trial(9, None), trial(40, None), trial(60, 0, coaching="some")
    (lack,) = gate("trial", level="senior-pm", trials=trials).lacks
    assert (lack.trial, lack.needs) == (trials[2], 1)
    (lack,) = gate("trial", level="senior-pm", trials=trials[:1]).lacks
    assert (lack.trial, lack.needs) == (None, 4)


def test_trials_are_listed_newest_first_without_those_that_begin_later():
    trials = (trial(60, 1), trial(0, None), trial(-1, None), trial(9, None, skill="product-strategy"))
    some = record(level="senior-pm", trials=trials)
    assert [entry.started for entry in trials_for(Timeline(some), aim_of(some.profile), DAY)] == [ago(0), ago(60)]


@pytest.mark.parametrize(
    ("level", "horizons", "met"),
    [
        ("aspiring", ["quarter", "quarter"], True),
        ("aspiring", ["quarter", "week"], False),
        ("aspiring", ["quarter", ""], False),
        ("aspiring", ["year", "multi-year"], True),
        ("director", ["year", "year"], True),
        ("director", ["year", "quarter"], False),
        ("vp", ["multi-year", "multi-year"], True),
        ("vp", ["multi-year", "year"], False),
    ],
)
def test_the_horizon_gate_asks_for_two_wins_that_look_far_enough(level, horizons, met):
    wins = [win(5, horizon=horizon) for horizon in horizons]
    assert gate("horizon", *wins, level=level).met is met


@pytest.mark.parametrize(
    ("age", "grade", "met"),
    [(0, "told", True), (365, "told", True), (366, "told", False), (-1, "told", False), (5, "noted", False)],
)
def test_the_horizon_gate_sees_fresh_told_wins(age, grade, met):
    assert gate("horizon", win(5, horizon="year"), win(age, grade=grade, horizon="year")).met is met


def test_the_horizon_gate_says_how_far():
    found = gate("horizon", win(5, horizon="year"), level="director")
    words = "One more told win from the last 365 days that looks a year ahead or further"
    assert said(found, level="director") == [words]


def confirmed(*words, age=5, **more):
    return win(age, confirmations=words, **more)


ANA, BOB, CEM = word("Ana"), word("Bob", department="product"), word("Cem", department="product")
INSIDE = word("Ana", department="product")


@pytest.mark.parametrize(
    ("level", "wins", "met"),
    [
        ("aspiring", [confirmed(ANA, BOB)], True),
        ("aspiring", [confirmed(ANA), confirmed(BOB)], True),
        ("aspiring", [confirmed(ANA)], False),
        ("aspiring", [confirmed(INSIDE, BOB)], False),
        ("aspiring", [confirmed(word("Ana", department=""), BOB)], False),
        ("aspiring", [confirmed(ANA, word("ANA "))], False),
        ("aspiring", [confirmed(word("Jos\u00e9"), word("Jose\u0301"))], False),
        ("pm", [confirmed(ANA, BOB)], False),
        ("pm", [confirmed(ANA, BOB, CEM)], True),
        ("pm", [confirmed(INSIDE, BOB, CEM)], False),
        ("pm", [confirmed(INSIDE, BOB, CEM), confirmed(ANA)], True),
        ("aspiring", [confirmed(ANA, BOB, age=0)], True),
        ("aspiring", [confirmed(ANA, BOB, age=365)], True),
        ("aspiring", [confirmed(ANA, BOB, age=366)], False),
        ("aspiring", [confirmed(ANA, BOB, grade="noted")], False),
        ("aspiring", [confirmed(ANA, word("Bob", age=-1))], False),
        ("aspiring", [confirmed(ANA, BOB, word("Bob", verdict="withdrawn"))], False),
        ("aspiring", [confirmed(ANA, BOB), confirmed(word("Bob", verdict="withdrawn", department="product"))], True),
        ("aspiring", [win(5, "agency", review="needs-more", confirmations=(ANA, BOB))], True),
    ],
)
def test_the_confirmed_gate_asks_for_different_people_one_from_elsewhere(level, wins, met):
    assert gate("confirmed", *wins, level=level, department="product").met is met


@pytest.mark.parametrize(
    ("wins", "words"),
    [
        ([], ["Three people who confirm a told win from the last 365 days",
              "One of those who confirm a told win from the last 365 days from a department other than yours"]),
        ([confirmed(ANA, BOB)], ["One more person who confirms a told win from the last 365 days"]),
        ([confirmed(INSIDE, BOB, CEM)],
         ["One of those who confirm a told win from the last 365 days from a department other than yours"]),
    ],
)  # fmt: skip
def test_the_confirmed_gate_says_who_is_missing(wins, words):
    assert said(gate("confirmed", *wins, level="pm", department="product")) == words


@pytest.mark.parametrize(
    ("touchpoints", "needs"),
    [
        (local("sales") + local("support"), 0),
        (local("sales") + local("support", 5), 1),
        (local("sales"), 6),
        (local("support", 5), 7),
        ((), 12),
    ],
)
def test_a_gate_knows_about_how_much_it_needs(touchpoints, needs):
    some = {"level": "senior-pm", "department": "product", "touchpoints": touchpoints}
    assert gate("traits", *shown(*TRAITS), **some).needs == needs
    assert gate("traits", *shown(*TRAITS[:2]), **some).needs == needs + 3


@pytest.mark.parametrize(
    ("wins", "needs"), [([], 3), ([confirmed(INSIDE, BOB)], 1), ([confirmed(INSIDE, BOB, CEM)], 1)]
)
def test_one_more_person_can_be_the_one_from_elsewhere(wins, needs):
    assert gate("confirmed", *wins, level="pm", department="product").needs == needs


@pytest.mark.parametrize(("trials", "needs"), [((), 4), ((trial(27, None),), 2), ((trial(28, None),), 1)])
def test_a_trial_that_runs_is_nearer_than_none(trials, needs):
    assert gate("trial", level="senior-pm", trials=trials).needs == needs
