"""Numbers in addresses (digits and nothing else, no more than a database holds), as typed, and as shown."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.web.numbers import NotANumber, figure, typed, typed_number, whole_number
from insights.limits import LARGEST


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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("12000", 12_000), ("12.0", 12), ("12,0", 12), ("9,5", 9.5), (" 9.5 ", 9.5), (".5", 0.5), ("007", 7)),
        *(("0,125", 0.125), ("0.125", 0.125), ("1234.567", 1234.567), ("1234,567", 1234.567), ("1.2340", 1.234)),
        *(("1.200,50", 1200.5), ("1,200.50", 1200.5), ("1,234,567", 1_234_567), ("1.234.567,8", 1_234_567.8)),
        *(("12 000", 12_000), ("12\u202f000,5", 12_000.5), ("12\u00a0000\u00a0000", 12_000_000), ("12’000", 12_000)),
        *(("-3", -3), ("\u22123", -3), ("+3", 3), ("1e3", 1000), ("2.5e-7", 2.5e-7), ("٣٤", 34), ("１２", 12)),
    ],
)
def test_what_can_be_read_one_way_is_read_that_way(text, number):
    assert typed_number(text) == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12,000", "12,000 can be twelve thousand or twelve: write 12000 or 12.0."),
        ("12.000", "12.000 can be twelve thousand or twelve: write 12000 or 12.0."),
        (
            "-1,250",
            "-1,250 can be minus one thousand two hundred and fifty or minus one point two five: write -1250 or -1.25.",
        ),
        (
            "100.017",
            "100.017 can be one hundred thousand and seventeen or one hundred point nought one seven: "
            "write 100017 or 100.0170.",
        ),
    ],
)
def test_what_can_be_read_two_ways_is_refused_with_both(text, said):
    with pytest.raises(NotANumber) as refused:
        typed_number(text)
    assert str(refused.value) == said
    for reading in said.rstrip(".").rpartition("write ")[2].split(" or "):
        typed_number(reading)


@pytest.mark.parametrize(
    "text",
    [
        *("1,5,5", "1.5.5", "1 2", "12 34", "1,2,3,4x", "1,234,56", "1.200,50,5", "1,200 000", "12,34,567", "012,000"),
        *("", "x", "--1", "1_0", "0x10", "nan", "inf", "1e400", "9" * 400, "12,", "12%", "½", "²", "(3)"),
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber) as refused:
        typed_number(text)
    assert not str(refused.value)


@pytest.mark.parametrize("text", ["0.1234567890123456789", "1234567890123456.3", "1e-400"])
def test_what_would_be_kept_as_another_number_is_refused(text):
    with pytest.raises(NotANumber, match="more digits"):
        typed_number(text)


@given(st.floats(-LARGEST, LARGEST) | st.integers(-(10**6), 10**6).map(lambda n: n / 1000))
def test_what_is_shown_in_a_field_is_read_back(number):
    assert typed_number(typed(number)) == number


@given(st.floats(-LARGEST, LARGEST))
def test_a_figure_shows_the_number_itself(number):
    assert float(figure(number).replace(",", "")) == number
    assert figure(number) not in ("-0", "-0.0")


def test_nought_has_no_sign():
    for nought in ("-0", "-0,0", "\u22120.00"):
        assert math.copysign(1, typed_number(nought)) == 1
    assert figure(-0.0) == typed(-0.0) == "0"
    assert figure(-1e-9) == "-0.000000001"
    assert (figure(1234567.125), figure(-0.00001), figure(1e15)) == (
        "1,234,567.125",
        "-0.00001",
        "1,000,000,000,000,000",
    )
