"""What a win tells, and who is one and the same person."""

import pytest

from insights.limits import NAME_LENGTH
from insights.record import is_told, person_key

THREE = "did three things"


@pytest.mark.parametrize(
    ("action", "result", "told"),
    [
        (THREE, "three words came", True),
        ("did two", THREE, False),
        (THREE, "two words", False),
        ("", "", False),
        ("a\tb\n c", "a\u00a0b\u2003c", True),
        ("  a  b  ", THREE, False),
        ("a,b,c", THREE, False),
        ("a b c " * 5000, THREE, True),
        ("三件事都做完", "ทำสามอย่าง", True),
        ("三件事都做", THREE, False),
        (THREE, "我 做 了", False),
    ],
)
def test_a_win_is_told_with_three_words_for_each_text(action, result, told):
    assert is_told(action, result) is told


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Reyes", "ana reyes", True),
        ("Ana Reyes", "  ANA \t Reyes ", True),
        ("Ana\u00a0Reyes", "Ana Reyes", True),
        ("Ana Reyes", "AnaReyes", False),
        ("Ana Reyes", "Ana Reyés", False),
        ("Jos\u00e9", "Jose\u0301", True),
        ("JOS\u00c9", "jose\u0301", True),
        ("Seán O’Brien", "Seán O'Brien", True),
        ("Ana-Maria", "Ana\u2011Maria", True),
        ("A\u00adna Rey\u200bes", "Ana Reyes", True),
        ("\u200eAna Reyes\ufeff", "Ana Reyes", True),
        ("Ａｎａ", "𝗔𝗻𝗮", True),
        ("Weiß", "WEISS", True),
        ("Łukasz", "Lukasz", False),
        ("がく", "かく", False),
        ("がく", "か\u3099く", True),
        ("\u200b", "\u2060", False),
    ],
)
def test_people_differ_by_name_whatever_the_case_and_the_width_of_spaces(one, other, same):
    assert (person_key(one) == person_key(other)) is same


def test_the_longest_name_has_room_in_a_row():
    assert len(person_key("\ufdfa" * NAME_LENGTH)) <= 3 * NAME_LENGTH
