"""Where and what: one way to say it, for the catalogue and for the evidence file."""

import pytest

from insights.problems import MOST_GUESSES, MOST_PROBLEMS, Problem, Problems, called, nearest, quoted

SKILLS = ("agency", "clarity", "coaching")


def test_a_problem_is_its_place_and_what_is_wrong_there():
    assert str(Problem("wins[3].date", "is missing")) == "wins[3].date: is missing"


def test_past_a_hundred_they_are_only_counted():
    problems = Problems()
    for at in range(MOST_PROBLEMS + 20):
        problems.add(f"wins[{at}]", "is wrong")
    assert (len(list(problems)), problems.count) == (100, 120)


@pytest.mark.parametrize(
    ("word", "near"),
    [("agilty", "agency"), ("AGENCY", "agency"), ("claritiy", "clarity"), ("zoltan", ""), ("", ""), ("x" * 41, "")],
)
def test_what_differs_least_may_have_been_meant(word, near):
    assert nearest(word, SKILLS) == near


def test_among_too_many_nothing_is_guessed():
    assert nearest("w1", [f"w{at}" for at in range(201)]) == ""


def test_where_nothing_is_near_the_choices_are_told_if_they_are_few():
    problems = Problems()
    assert problems.meant("zoltan", SKILLS) == ""
    assert problems.meant("zoltan", SKILLS, listed=True) == ", use one of agency, clarity, coaching"
    assert problems.meant("zoltan", [f"skill-{at}" for at in range(9)], listed=True) == ""


def test_after_many_problems_nothing_is_guessed_any_more():
    problems = Problems()
    for at in range(MOST_GUESSES):
        problems.add(f"wins[{at}]", "is wrong")
    assert problems.meant("agilty", SKILLS) == ""
    assert problems.meant("agilty", SKILLS, listed=True) == ", use one of agency, clarity, coaching"


def test_words_in_a_message_stay_on_one_short_line():
    assert quoted("a\nb") == '"a\\nb"'
    assert len(quoted("x" * 1000)) == 62


@pytest.mark.parametrize(
    ("raw", "words"), [(None, "nothing"), (True, "true or false"), ([], "a list"), ({}, "an object")]
)
def test_a_wrong_value_has_a_name(raw, words):
    assert called(raw) == words
