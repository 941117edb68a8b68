"""The leaning of a person: what their answers make of later suggestions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.leaning import LOOKED_AT, MOST, leaning


@pytest.mark.parametrize(
    ("yes", "no", "shift"),
    [(1, 0, 0.16), (0, 1, -0.16), (3, 1, 0.2), (12, 0, 0.6), (0, 12, -0.6), (46, 50, -0.032)],
)
def test_a_skill_is_shifted_by_what_was_answered(yes, no, shift):
    assert leaning([("agency", True)] * yes + [("agency", False)] * no) == {"agency": shift}


def test_as_many_times_yes_as_no_is_no_leaning():
    assert leaning([("agency", True), ("agency", False), ("clarity", True)]) == {"clarity": 0.16}


def test_only_the_newest_answers_count():
    assert leaning([("agency", True)] * LOOKED_AT + [("clarity", True)]).keys() == {"agency"}


@given(st.lists(st.tuples(st.sampled_from(["agency", "clarity", "coaching"]), st.booleans())))
def test_no_leaning_is_stronger_than_the_most(answers):
    assert all(0 < abs(shift) < MOST for shift in leaning(answers).values())
