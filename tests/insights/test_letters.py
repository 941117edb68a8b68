"""What of a text can be seen, and where it may be cut."""

import pytest

from insights.letters import beginning, first_seen, is_blank, shows


def test_what_can_be_seen():
    assert all(map(shows, "a1.é💡한\u0301`"))
    assert not any(map(shows, " \n\t\x00\u00a0\u00ad\u200b\u200d\u2060\u2800\u3000\u3164\ufe0f\ufeff\U000e0020"))


def test_a_text_without_anything_to_see_is_blank():
    assert is_blank("") and is_blank(" \u200b\u00ad\n") and is_blank("\u2800\u3164")
    assert not is_blank("\u200b1")
    assert (first_seen("\u200b", "", "seen", "later"), first_seen("\u200b")) == ("seen", "")


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [
        ("plain", 3, "pla"),
        ("plain", 9, "plain"),
        ("re\u0301sume\u0301", 2, "r"),
        ("a👨\u200d👩\u200d👧", 3, "a"),
        ("a👍🏽b", 2, "a"),
        ("🇩🇪🇫🇷🇮🇹", 3, "🇩🇪"),
        ("a🇩🇪🇫🇷", 3, "a🇩🇪"),
        ("می\u200cخواهم", 3, "م"),
        ("a" + "\u0301" * 40, 9, "a" + "\u0301" * 8),
    ],
)
def test_no_letter_loses_its_marks(text, length, kept):
    assert beginning(text, length) == kept
