"""What a field was, as the page of versions tells it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.web.versions import AROUND, Difference, difference, in_words_of
from evidence.wins.forms.wins import WinForm


@pytest.mark.parametrize(
    ("was", "became", "parts"),
    [
        ("Two teams changed plans", "Two teams dropped plans", ("Two teams ", "changed", " plans", "dropped")),
        ("Two teams", "Two teams changed", ("Two teams", "", "", " changed")),
        ("Two teams changed", "Two teams", ("Two teams", " changed", "", "")),
        ("planned", "planning", ("", "planned", "", "planning")),
        ("a plan", "a planner", ("a ", "plan", "", "planner")),
        ("", "New", ("", "", "", "New")),
        ("Old", "", ("", "Old", "", "")),
        ("one one", "one", ("one", " one", "", "")),
        ("三件事", "三件大事", ("", "三件事", "", "三件大事")),
    ],
)
def test_a_difference_is_told_in_whole_words(was, became, parts):
    assert difference(was, became) == Difference(*parts)


@given(st.text("ab \n", max_size=12), st.text("ab \n", max_size=12))
def test_the_parts_make_up_both_texts(was, became):
    parts = difference(was, became)
    assert parts.head + parts.gone + parts.tail == was
    assert parts.head + parts.came + parts.tail == became


def test_long_texts_are_compared_at_once_and_shown_in_short():
    for text in ("a" * 20_000, "a " * 10_000):
        began = time.perf_counter()
        parts = difference(text, f"{text[:9_999]}b{text[9_999:]}")
        assert time.perf_counter() - began < 1
        short = parts.in_short()
        assert len(short.head) <= AROUND + 2 and len(short.gone) + len(short.tail) <= 1_000 + AROUND + 4


@pytest.mark.parametrize(
    ("name", "kept", "words"),
    [
        ("kind", "outcome", "Outcome"),
        ("kind", "a-kind-that-was", "a-kind-that-was"),
        ("horizon", "quarter", "Quarter"),
        ("horizon", "", ""),
        ("date", "2026-11-20", "20 November 2026"),
        ("metric_after", 12.0, "12"),
        ("metric_after", 9.5, "9.5"),
        ("metric_after", None, ""),
        ("title", "Words", "Words"),
        ("how_agency", "Words", "Words"),
    ],
)
def test_values_are_shown_as_their_field_shows_them(name, kept, words):
    assert in_words_of(WinForm.base_fields.get(name), kept) == words
