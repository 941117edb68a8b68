"""Numbers in addresses: digits and nothing else, and no more of them than a database holds."""

import pytest

from evidence.web.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9223372036854775807", 2**63 - 1), ("0" * 19, 0)]
)
def test_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x", "-1", "+1", "1.0", "1,0", "1e3", " 1", "1 ", "1_0", "0x1", "\x00", "1\n"),
        *("²", "٣", "１", "1٣"),
        *("9223372036854775808", "0" * 20, "9" * 400),
    ],
)
def test_anything_else_is_none(text):
    assert whole_number(text) is None
    assert whole_number(text, 1) == 1


def test_what_is_more_than_is_asked_for_is_none_either():
    assert whole_number("999999", 1, most=999_999) == 999_999
    assert whole_number("1000000", 1, most=999_999) == 1
