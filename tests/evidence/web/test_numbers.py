"""Numbers from addresses: digits are numbers, all else is what stands in for one."""

import pytest

from evidence.web.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), (str(2**63 - 1), 2**63 - 1)])
def test_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "x", "-1", "+1", "1.0", "1e3", " 1", "1\n", "1_000", "²", "٣", "0" * 20, str(2**63), "9" * 5000]
)
def test_anything_else_is_none_or_what_stands_in_for_it(text):
    assert whole_number(text) is None
    assert whole_number(text, 1) == 1


def test_what_is_larger_than_the_most_is_none_either():
    assert [whole_number(text, 1, most=10) for text in ("10", "11")] == [10, 1]
