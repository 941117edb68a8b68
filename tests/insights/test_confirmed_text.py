"""What a word is given for: which changes of a text make another of it, and which make no difference."""

import pytest

from insights.confirmed_text import UNKNOWN, WinText

TEXT = WinText(
    "Newsletter no. 4", "Collected 31 threads", "Saved 1.5 M, down -5 %", "tickets a week", 40.0, 12.0, "days"
)


@pytest.mark.parametrize(
    "same",
    [
        {"title": "NEWSLETTER, no 4!"},
        {"title": "News\u00adletter no.\u00a04"},
        {"action": "“Collected”\r\n31  threads."},
        {"action": "(collected) - 31 threads"},
        {"metric_name": "Tickets-a-week"},
        {"metric_before": 40},
    ],
)
def test_case_punctuation_and_white_space_make_no_difference(same):
    assert TEXT._replace(**same).digest == TEXT.digest


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Newsletter no. 5"},
        {"action": "Collected 31 thread"},
        {"action": "Did not collect 31 threads"},
        {"action": ""},
        {"result": "Saved 15 M, down -5 %"},
        {"result": "Saved 1.5 M, down 5 %"},
        {"result": "Saved 1.5 M, down -5"},
        {"title": TEXT.action, "action": TEXT.title},
        {"metric_name": ""},
        {"metric_before": None},
        {"metric_before": -40.0},
        {"metric_after": 12.5},
        {"metric_before": 12.0, "metric_after": 40.0},
        {"metric_unit": "weeks"},
    ],
)
def test_any_other_change_makes_another_text_of_it(other):
    assert TEXT._replace(**other).digest != TEXT.digest


@pytest.mark.parametrize(
    ("one", "same"), [("É", "E\u0301"), ("STRASSE", "straße"), ("I\u0307stanbul", "İSTANBUL".lower()), ("", " … ")]
)
def test_one_letter_written_two_ways_is_one(one, same):
    assert WinText(action=one).digest == WinText(action=same).digest


def test_scripts_with_signs_on_their_letters_keep_them():
    assert WinText(action="ที่").digest != WinText(action="ท").digest
    assert WinText(action="की").digest != WinText(action="क").digest
    assert WinText(title="🎉").digest != WinText().digest


def test_there_is_no_zero_below_zero_and_no_text_that_is_unknown():
    assert WinText(metric_after=-0.0).digest == WinText(metric_after=0.0).digest != WinText().digest
    assert WinText().digest != UNKNOWN
