"""How words are counted, letter by letter, in scripts with spaces between words and without."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.word_count import has_words, is_unspaced
from tests.insights import plainly

THREE = 3
LETTERS = "a1é漢ひカーｱกัลຄຳខ្មကျ၁๑〇々。、—·’ \u3000\n\u200b\U00020000"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\u3000", 0),
        ("did three things", 3),
        ("— — —", 3),
        ("Über\u00a0drei Dinge", 3),
        ("三件事都做完", 3),
        ("三件事都做", 2),
        ("三件事\u3000都做完", 2),
        ("三件事，都做完。", 3),
        ("我 做 了", 0),
        ("我们 做完 了吧", 3),
        ("一", 0),
        ("一 two three", 2),
        ("SQLを書いた", 3),
        ("SQL を書いた", 3),
        ("2026年", 1),
        ("3月に5回", 2),
        ("二〇二六年", 2),
        ("データ", 1),
        ("ﾃﾞｰﾀを見た", 3),
        ("ทำสามอย่าง", 4),
        ("อยู่ ที่ ทำ", 2),
        ("๑๒๓ก", 1),
        ("ເຮັດສາມຢ່າງ", 4),
        ("ខ្ញុំបានធ្វើ", 3),
        ("ကျွန်တော်လုပ်", 2),
        ("𠀀𠀁𠀂𠀃𠀄𠀅", 3),
        ("한국어 세 마디", 3),
        ("한국어세마디", 1),
    ],
)
def test_two_letters_without_spaces_between_words_make_one(text, words):
    assert plainly.words(text) == words
    assert [asked for asked in range(1, 9) if has_words(text, asked)] == list(range(1, words + 1))


@given(st.text(LETTERS, max_size=20), st.integers(1, 5))
def test_words_are_counted_as_they_are_letter_by_letter(text, asked):
    assert has_words(text, asked) == (plainly.words(text) >= asked)


def test_every_letter_of_these_scripts_is_known_and_nothing_else():
    every = map(chr, range(sys.maxunicode + 1))
    wrong = [hex(ord(letter)) for letter in every if is_unspaced(letter) != plainly.is_unspaced(letter)]
    unassigned = [letter for letter in wrong if chr(int(letter, 16)).isprintable()]
    assert unassigned == []


@pytest.mark.parametrize("piece", ["把", "把 ", "。", "é", "é ", "ก", "的。", "a", " "])
def test_a_long_text_is_counted_in_a_moment(piece):
    text = (piece * 20_000)[:20_000]
    started = time.perf_counter()
    has_words(f"把{text}", 20_000)
    assert time.perf_counter() - started < 0.5
