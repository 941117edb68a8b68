"""What is taken for one text: by the search, and where people are told apart by name."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from insights.folding import folded, same_letters

SPECIAL = "\u00e9\u0301\u0327łŁøßẞıİﬁ㎒№𝗕½’´`¨\u00ad\u200b\u200d\ufe0f\u00a0\u3000がか\u3099กุ้한\u0345ᾳςΣŉﷺ—‑“ǅ\x1c\x85"
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(SPECIAL), max_size=12)


@pytest.mark.parametrize(
    ("written", "into"),
    [
        *(("Łódź", "lodz"), ("Østkyst", "ostkyst"), ("Þór Æsir", "thor aesir"), ("Straße", "strasse")),
        *(("İSTANBUL ışık", "istanbul isik"), ("Đặng", "dang"), ("Ζήτηση ΣΑΣ", "ζητηση σασ"), ("Ёлка", "елка")),
        *(("don’t", "don't"), ("don´t", "don't"), ("ʼn", "'n"), ("“so”", '"so"'), ("«so»", '"so"')),
        *(("e\u2011mail", "e-mail"), ("2024–25", "2024-25"), ("\u22123", "-3")),
        *(("hyphen\u00adation", "hyphenation"), ("zero\u200bwidth", "zerowidth"), ("\ufeffa\u2060b\u200e", "ab")),
        *(("می\u200cخواهم", "میخواهم"), ("👨\u200d👩\u200d👧 ❤\ufe0f", "👨👩👧 ❤")),
        *(
            ("𝗕𝗼𝗹𝗱", "bold"),
            ("㎒", "mhz"),
            ("№ 4", "no 4"),
            ("ﬁt", "fit"),
            ("Ｗｉｄｅ", "wide"),
            ("½", "1/2"),
            ("①", "1"),
        ),
        *((" a\u00a0\u2003 b\tc\n", "a b c"), ("a¨b", "ab")),
        *(("がか\u3099ｶﾞ", "か\u3099か\u3099カ\u3099"), ("ม้า", "ม้า"), ("क़", "क\u093c")),
    ],
)
def test_what_the_search_takes_for_one(written, into):
    assert folded(written) == into


@given(texts)
@example("a\u0345\u0301\u034f\u0327")
@example("\u0e49\u200b\u0e38")
def test_folding_knows_no_normal_form_no_case_and_no_second_time(text):
    for fold in (folded, same_letters):
        once = fold(text)
        assert fold(once) == once
        for form in ("NFC", "NFD"):
            assert fold(unicodedata.normalize(form, text)) == once
        assert fold(unicodedata.normalize("NFD", text).casefold()) == once
        assert once == " ".join(once.split())


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_for_plain_text_gives_the_same(text):
    """One letter that is not ASCII makes the whole text go the long way."""
    for fold in (folded, same_letters):
        assert fold(f"{text} ж") == f"{fold(text)} ж".lstrip()


@given(texts)
def test_what_differs_for_the_search_differs_for_people(text):
    assert folded(same_letters(text)) == folded(text)
