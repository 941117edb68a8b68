"""What a win is worth, what it lacks, and why a link does not count."""

from datetime import date

import pytest

from insights.grades import Lack, confirmed_by, grade, is_fresh, lacks, why_not
from insights.record import Link
from tests.insights.build import DAY, win, word


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"told": False}, "noted"),
        ({"told": False, "has_artifact": True, "measured": True}, "noted"),
        ({"told": False, "confirmations": (word(),)}, "noted"),
        ({"told": True}, "told"),
        ({"told": True, "has_artifact": True}, "backed"),
        ({"told": True, "measured": True}, "backed"),
        ({"told": True, "confirmations": (word(),)}, "confirmed"),
        ({"told": True, "has_artifact": True, "confirmations": (word(),)}, "confirmed"),
    ],
)
def test_a_win_has_the_highest_grade_that_it_earns(fields, expected):
    assert grade(win(5, **fields), DAY) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([word(verdict="confirmed")], "confirmed"),
        ([word(verdict="corrected")], "confirmed"),
        ([word(verdict="declined")], "told"),
        ([word(verdict="withdrawn")], "told"),
        ([word(age=0)], "confirmed"),
        ([word(age=-1)], "told"),
        ([word(age=3), word(age=2, verdict="withdrawn")], "told"),
        ([word(age=2, verdict="withdrawn"), word(age=3)], "told"),
        ([word(age=3, verdict="declined"), word(age=2)], "confirmed"),
        ([word(age=3), word(age=-1, verdict="withdrawn")], "confirmed"),
        ([word(age=2), word(age=2, verdict="withdrawn")], "told"),
        ([word(age=2, verdict="withdrawn"), word(age=2)], "confirmed"),
        ([word("Maya"), word(" MAYA ", verdict="withdrawn")], "told"),
        ([word("Maya"), word("Bob", verdict="withdrawn")], "confirmed"),
        ([word(counts=False)], "told"),
        ([word(age=3), word(age=2, verdict="withdrawn", counts=False)], "confirmed"),
    ],
)
def test_the_newest_word_of_each_person_stands(words, expected):
    assert grade(win(9, confirmations=tuple(words)), DAY) == expected


def test_everybody_whose_word_stands_is_named_once():
    words = (word("Ana", 5), word("Bob", 4), word("Ana", 3, "corrected"), word("Cem", 2, "declined"))
    assert [entry.name for entry in confirmed_by(win(9, confirmations=words), DAY)] == ["Ana", "Bob"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"told": False}, [Lack("told", "told")]),
        ({"told": False, "measured": True}, [Lack("told", "backed")]),
        ({"told": False, "confirmations": (word(),)}, [Lack("told", "confirmed")]),
        ({"told": True}, [Lack("backed", "backed"), Lack("confirmed", "confirmed")]),
        ({"told": True, "measured": True}, [Lack("confirmed", "confirmed")]),
        ({"told": True, "confirmations": (word(),)}, []),
    ],
)
def test_a_win_says_what_would_make_it_worth_more(fields, expected):
    assert list(lacks(win(5, **fields), DAY)) == expected


@pytest.mark.parametrize(
    ("age", "fields", "reasons"),
    [
        (0, {}, []),
        (730, {}, []),
        (731, {}, ["old"]),
        (-1, {}, ["later"]),
        (1, {"grade": "noted"}, ["untold"]),
        (1, {"review": "needs-more"}, ["needs-more"]),
        (1, {"review": "agree"}, []),
        (1, {"review": "not-seen"}, []),
        (731, {"grade": "noted", "review": "needs-more"}, ["untold", "old", "needs-more"]),
    ],
)
def test_a_link_says_every_reason_why_it_does_not_count(age, fields, reasons):
    one = win(age, "agency", **fields)
    assert list(why_not(one, one.links[0], DAY)) == reasons


@pytest.mark.parametrize(("age", "fresh"), [(-1, False), (0, True), (365, True), (366, False)])
def test_a_win_is_fresh_up_to_365_days(age, fresh):
    assert is_fresh(win(age), DAY) is fresh


def test_a_leap_day_counts_as_a_day_like_any_other():
    leap = win(0)._replace(date=date(2024, 2, 29))
    assert is_fresh(leap, date(2025, 2, 28))
    assert not is_fresh(leap, date(2025, 3, 1))
    assert not why_not(leap, Link("agency"), date(2026, 2, 28))
    assert why_not(leap, Link("agency"), date(2026, 3, 1)) == ("old",)
