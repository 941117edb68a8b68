"""Counts and marks inside the results that no sentence shows alone: what counts, what is asked, how much is missing."""

from insights.gates import GATES
from insights.readiness import Timeline, assess
from insights.standing import standing_of
from insights.statuses import Tally
from tests.insights.build import DAY, ago, record, win, word

SKILL = "root-cause"


def test_what_no_longer_counts_is_not_in_the_tally():
    wins = [win(age, SKILL) for age in (900, 731, 730, 40, 0)]
    tally = Timeline(record(*wins)).tally(SKILL, DAY)
    assert (tally.wins, tally.oldest, tally.newest, tally.span) == (3, ago(730), ago(0), 730)


def test_a_timeline_knows_the_skills_that_something_can_count_for_and_the_wins_with_words():
    worded = win(9, SKILL, grade="confirmed")
    timeline = Timeline(record(win(1, SKILL), worded, win(1, "agency", grade="noted"), win(1, "clarity")))
    assert set(timeline.skills()) == {SKILL, "clarity"}
    assert timeline.worded(SKILL, DAY) == [worded]


def test_nothing_and_a_single_win_span_no_days():
    assert Tally().span == 0
    assert Timeline(record(win(5, SKILL))).tally(SKILL, DAY).span == 0


def test_a_start_asks_for_no_time_between_wins():
    (missing,) = standing_of(Timeline(record()), SKILL, DAY, "started").missing
    assert (missing.count, missing.apart, missing.first) == (1, 0, True)


def test_all_six_gates_are_judged_in_their_order():
    assert tuple(assess(record(), DAY).gates) == GATES


def test_what_holds_a_gate_open_says_only_what_belongs_to_it():
    gates = assess(record(level="senior-pm"), DAY).gates.values()
    lacks = {lack.what: lack for gate in gates for lack in gate.lacks}
    counts = {"skill": 0, "locals": 2, "department": 0, "trial": 0, "horizon": 2, "people": 3, "outsider": 1}
    assert {what: lack.count for what, lack in lacks.items()} == counts
    assert {what for what, lack in lacks.items() if lack.asked != "none"} == {"skill"}
    assert {what for what, lack in lacks.items() if lack.horizon} == {"horizon"}
    assert (lacks["department"].needs, lacks["trial"].needs) == (1, 4)


def test_a_gate_names_the_status_that_each_open_skill_is_asked_for():
    found = assess(record(level="senior-pm", target="director"), DAY)
    asked = {lack.skill: lack.asked for lack in found.gates["skills"].lacks}
    assert asked == dict(found.aim.requirements)
    assert {lack.asked for lack in found.gates["foundations"].lacks} == {"shown"}


def test_one_outsider_is_missing_and_needs_nothing_more_where_people_are_missing_anyway():
    words = [word(name, department="product") for name in ("Ana", "Bob", "Cem")]
    for said, needs in ((words, 1), (words[:1], 0)):
        made = record(win(1, SKILL, confirmations=tuple(said)), department="product")
        (outsider,) = [lack for lack in assess(made, DAY).gates["confirmed"].lacks if lack.what == "outsider"]
        assert (outsider.count, outsider.needs) == (1, needs)
