"""The look back and the look ahead: each week as it would have been judged, what changed when and why, what drops."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.evidence_format import read, to_record
from insights.look_back import look_ahead, look_back, week_ends
from insights.readiness import Timeline, assess
from insights.record import Record
from tests.insights.build import DAY, ago, record, win, word
from tests.insights.records import TODAY, file_of

SKILL = "root-cause"
"""A PM is asked to show it."""


def made_up(seed: int) -> Record:
    return to_record(read(json.dumps(file_of(seed)), TODAY))


def changes(*wins, day=DAY, **more):
    """What changed for SKILL in half a year, as (gained, days before DAY, why)."""
    found = look_back(Timeline(record(*wins, **more)), day)
    return [
        (change.gained, (DAY - change.day).days, change.why)
        for week in found
        for change in week.changes
        if change.skill == SKILL
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(-7, 7))
def test_every_week_is_judged_as_if_it_had_been_asked_about(seed, later):
    made, day = made_up(seed), DAY + timedelta(later)
    for week in look_back(Timeline(made), day):
        whole = assess(made, week.day)
        assert (week.verdict, len(week.met), week.of) == (whole.verdict, whole.met, whole.of)
        assert week.met == {entry.skill for entry in whole.requirements if entry.met}
        assert week.gates == whole.gates


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_every_change_is_named_with_its_day_and_a_reason_that_lies_on_it(seed):
    made = made_up(seed)
    found = look_back(Timeline(made), DAY)
    assert found[0].changes == ()
    for before, week in pairwise(found):
        assert {change.skill for change in week.changes} == before.met ^ week.met
        for change in week.changes:
            assert before.day < change.day <= week.day
            assert change.gained == assess(made, change.day).skills[change.skill].met
            assert change.gained != assess(made, change.day - timedelta(1)).skills[change.skill].met
            assert change.win is not None
            assert change.win.told
            assert (change.skill, True) in {(link.skill, link.review != "needs-more") for link in change.win.links}
            age = (change.day - change.win.date).days
            assert {"win": age == 0, "faded": age == 366, "ended": age == 731}.get(change.why, bool(change.who))


@pytest.mark.parametrize(
    ("day", "first", "last_sunday"),
    [
        (date(2026, 11, 20), date(2026, 5, 24), date(2026, 11, 15)),
        (date(2026, 11, 16), date(2026, 5, 24), date(2026, 11, 15)),
        (date(2026, 11, 15), date(2026, 5, 17), date(2026, 11, 8)),
        (date(2027, 1, 3), date(2026, 7, 5), date(2026, 12, 27)),
        (date(2028, 2, 29), date(2027, 9, 5), date(2028, 2, 27)),
    ],
)
def test_weeks_end_on_sundays_and_the_running_one_on_the_day(day, first, last_sunday):
    ends = week_ends(day)
    assert (len(ends), ends[0], ends[-2], ends[-1]) == (27, first, last_sunday, day)
    assert all(end.isoweekday() == 7 for end in ends[:-1])


def test_the_look_back_has_one_state_for_each_end_of_a_week():
    assert [week.day for week in look_back(Timeline(record()), DAY)] == week_ends(DAY)


def test_the_first_day_of_all_has_a_look_back_too():
    assert len(look_back(Timeline(record()), date.min)) == 27


def test_a_win_gains_a_requirement_on_its_day():
    assert changes(win(60, SKILL, grade="backed"), win(32, SKILL)) == [(True, 32, "win")]


def test_of_several_wins_of_the_day_the_first_by_title_is_named_and_nobody():
    wins = [win(60, SKILL, grade="backed"), *(win(3, SKILL, title=title) for title in ("B", "A", "C"))]
    (change,) = look_back(Timeline(record(*wins)), DAY)[-1].changes
    assert (change.why, change.win.title, change.who) == ("win", "A", "")


def test_what_does_not_count_for_the_skill_is_not_named():
    beside = [
        win(3, "product-sense", title="A"),
        win(3, SKILL, title="A", grade="noted"),
        win(3, SKILL, title="A", review="needs-more"),
        win(4, "product-sense", title="A"),
    ]
    wins = [win(31, SKILL, grade="backed"), win(4, SKILL, title="A", grade="noted"), win(3, SKILL, title="Z")]
    (change,) = look_back(Timeline(record(*wins, *beside)), DAY)[-1].changes
    assert change.win.title == "Z"


def test_a_win_of_the_day_before_is_not_named():
    wins = [win(32, SKILL, grade="backed"), win(5, SKILL, title="A"), win(4, SKILL, title="Z")]
    (change,) = look_back(Timeline(record(*wins)), DAY)[-1].changes
    assert (change.day, change.win.title) == (ago(4), "Z")


def test_a_word_gains_a_requirement_on_the_day_it_is_given():
    wins = win(60, SKILL, confirmations=(word("Ana", age=3),)), win(32, SKILL)
    found = look_back(Timeline(record(*wins)), DAY)[-1].changes
    assert [(change.day, change.why, change.win, change.who) for change in found] == [(ago(3), "word", wins[0], "Ana")]


def test_of_several_words_of_the_day_the_first_by_name_is_named():
    before = word("Abel", 9), word("Abel", 8, "withdrawn")
    beside = word("Al", 3, "declined"), word("Ali", 3, counts=False)
    words = *before, word("Bob", 3, "corrected"), word("Ana", 3), *beside
    (change,) = look_back(Timeline(record(win(60, SKILL, confirmations=words), win(32, SKILL))), DAY)[-1].changes
    assert (change.why, change.who) == ("word", "Ana")


def test_who_has_no_name_is_named_as_they_are_told_apart():
    words = (word("Ana", 3)._replace(name="", who="ana@example.org"),)
    (change,) = look_back(Timeline(record(win(60, SKILL, confirmations=words), win(32, SKILL))), DAY)[-1].changes
    assert change.who == "ana@example.org"


def test_a_word_of_the_day_before_is_not_what_gained_it():
    old = win(500, "product-sense", title="A", confirmations=(word("Ana", 4),))
    fresh = win(32, "product-sense", title="Z", confirmations=(word("Bob", 3),))
    (change,) = look_back(Timeline(record(old, fresh, win(60, "product-sense"))), DAY)[-1].changes
    assert (change.day, change.win, change.who) == (ago(3), fresh, "Bob")


def test_a_word_taken_back_loses_it_again():
    words = word("Ana", age=30), word("Ana", age=9, verdict="withdrawn")
    wins = win(60, SKILL, confirmations=words), win(32, SKILL)
    assert changes(*wins) == [(True, 30, "word"), (False, 9, "taken-back")]


def test_a_no_of_somebody_else_is_not_what_lost_it():
    wins = win(700, SKILL, grade="backed"), win(366 + 8, SKILL, confirmations=(word("Bob", 8, "declined"),))
    assert changes(*wins) == [(False, 8, "faded")]


def test_a_requirement_is_lost_on_the_366th_day_of_its_newest_win_and_the_731st_of_one_it_needs():
    assert changes(win(600, SKILL, grade="backed"), win(366 + 8, SKILL)) == [(False, 8, "faded")]
    assert changes(win(731 + 8, SKILL, grade="backed"), win(200, SKILL)) == [(False, 8, "ended")]


def test_what_changes_and_changes_back_within_a_week_is_no_change():
    words = word("Ana", age=4), word("Ana", age=2, verdict="withdrawn")
    assert changes(win(60, SKILL, confirmations=words), win(32, SKILL)) == []


def test_the_day_of_a_change_is_the_last_one_in_its_week():
    words = word("Ana", 4), word("Ana", 3, "withdrawn"), word("Ana", 1)
    assert changes(win(60, SKILL, confirmations=words), win(32, SKILL)) == [(True, 1, "word")]


def test_a_review_without_a_date_holds_for_every_week():
    assert changes(win(60, SKILL, grade="backed", review="needs-more"), win(32, SKILL)) == []


def falls(*wins):
    found = assess(record(*wins), DAY)
    return [
        (fall.skill, fall.drop.status, (fall.drop.day - DAY).days, fall.loses)
        for fall in look_ahead(found.skills.values(), DAY)
    ]


def test_the_look_ahead_names_the_next_drop_of_each_requirement_and_whether_it_loses_it():
    wins = win(60, SKILL, grade="backed"), win(32, SKILL), win(400, "product-sense"), win(1, "executive-depth")
    assert falls(*wins) == [(SKILL, "started", 366 - 32, True), ("product-sense", "none", 731 - 400, False)][::-1]


def test_of_the_drops_of_one_day_those_that_lose_a_requirement_come_first():
    wins = [win(60, "customer-insight", SKILL, grade="backed"), win(32, "customer-insight", SKILL)]
    assert [(skill, loses) for skill, _, _, loses in falls(*wins)] == [(SKILL, True), ("customer-insight", False)]


def test_the_look_ahead_ends_after_a_year():
    wins = win(731 - 365, SKILL), win(731 - 366, "product-sense")
    assert falls(*wins) == [(SKILL, "none", 365, False)]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_a_skill_drops_on_the_day_that_was_said_and_not_before(seed):
    made = made_up(seed)
    made = Record(made.profile, tuple(win for win in made.wins if win.date <= DAY))
    quiet = [win._replace(confirmations=tuple(w for w in win.confirmations if w.date <= DAY)) for win in made.wins]
    made = Record(made.profile, tuple(quiet))
    for fall in look_ahead(assess(made, DAY).skills.values(), DAY):
        eve = assess(made, fall.drop.day - timedelta(1)).skills[fall.skill]
        then = assess(made, fall.drop.day).skills[fall.skill]
        assert (eve.status, then.status) == (fall.now, fall.drop.status)
        assert fall.loses == (bool(eve.met) and not then.met)
