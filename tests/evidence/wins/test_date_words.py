"""Date words in front of a captured line."""

from datetime import date

import pytest

from evidence.wins.date_words import dated

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("line", "day", "title", "words"),
    [
        ("Cut the onboarding goals to two", date(2026, 11, 20), "Cut the onboarding goals to two", ""),
        ("yesterday fixed the export", date(2026, 11, 19), "Fixed the export", "yesterday"),
        ("Yesterday: fixed the export", date(2026, 11, 19), "Fixed the export", "Yesterday"),
        ("today - talked to four clinics", date(2026, 11, 20), "Talked to four clinics", "today"),
        ("Monday ran the pricing review", date(2026, 11, 16), "Ran the pricing review", "Monday"),
        ("on Monday ran the review", date(2026, 11, 16), "Ran the review", "on Monday"),
        ("Friday ran the review", date(2026, 11, 20), "Ran the review", "Friday"),
        ("last Friday ran the review", date(2026, 11, 13), "Ran the review", "last Friday"),
        ("Saturday answered tickets", date(2026, 11, 14), "Answered tickets", "Saturday"),
        ("thu: answered tickets", date(2026, 11, 19), "Answered tickets", "thu"),
        ("Tues, answered tickets", date(2026, 11, 17), "Answered tickets", "Tues"),
        ("3 Oct agreed one forecast", date(2026, 10, 3), "Agreed one forecast", "3 Oct"),
        ("3rd of tickets", date(2026, 11, 20), "3rd of tickets", ""),
        ("3rd October agreed one forecast", date(2026, 10, 3), "Agreed one forecast", "3rd October"),
        ("Oct 3: agreed one forecast", date(2026, 10, 3), "Agreed one forecast", "Oct 3"),
        ("Sept. 30, 2025 agreed", date(2025, 9, 30), "Agreed", "Sept. 30, 2025"),
        ("3 Dec agreed one forecast", date(2025, 12, 3), "Agreed one forecast", "3 Dec"),
        ("2026-10-03 agreed one forecast", date(2026, 10, 3), "Agreed one forecast", "2026-10-03"),
        # Not dates, or none that can be: the line stays whole.
        (
            "Sat in the support queue for two hours",
            date(2026, 11, 20),
            "Sat in the support queue for two hours",
            "",
        ),
        ("Wed the two forecasts into one", date(2026, 11, 20), "Wed the two forecasts into one", ""),
        ("May I ask for a number", date(2026, 11, 20), "May I ask for a number", ""),
        ("March planning is done", date(2026, 11, 20), "March planning is done", ""),
        ("31 Feb agreed", date(2026, 11, 20), "31 Feb agreed", ""),
        ("3 Dec 2026 agreed", date(2026, 11, 20), "3 Dec 2026 agreed", ""),
        ("2026-12-01 agreed", date(2026, 11, 20), "2026-12-01 agreed", ""),
        ("yesterday", date(2026, 11, 20), "yesterday", ""),
        ("Mondays at the dispatch desk", date(2026, 11, 20), "Mondays at the dispatch desk", ""),
        ("yesterday's release went out", date(2026, 11, 20), "yesterday's release went out", ""),
        (
            "31 support threads became five themes",
            date(2026, 11, 20),
            "31 support threads became five themes",
            "",
        ),
    ],
)
def test_a_date_in_front_is_understood(line, day, title, words):
    assert dated(line, FRIDAY)[:3] == (day, title, words)


def test_the_29th_of_february_without_a_year_is_last_leap_years_only_if_it_is_this_year():
    assert dated("29 Feb agreed", date(2028, 3, 1)).day == date(2028, 2, 29)
    assert dated("29 Feb agreed", FRIDAY)[:3] == (FRIDAY, "29 Feb agreed", "")


def test_white_space_is_narrowed():
    assert dated("  yesterday   fixed   it ", FRIDAY) == (date(2026, 11, 19), "Fixed it", "yesterday", "")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("tomorrow: agree one forecast", "“tomorrow” lies ahead, and a win is something done"),
        ("next Monday present the plan", "“next Monday” lies ahead, and a win is something done"),
        ("3 Dec 2026 agree", "“3 Dec 2026” lies ahead, and a win is something done"),
        ("2026-11-21 agree", "“2026-11-21” lies ahead, and a win is something done"),
        ("31 Feb agreed", "“31 Feb” is no day of the calendar"),
        ("on 2026-13-01 agreed", "“on 2026-13-01” is no day of the calendar"),
        ("14 Oct 1066 lost the battle", "“14 Oct 1066” lies before 1900"),
    ],
)
def test_why_date_words_cannot_date_a_win_is_said_and_the_line_stays_whole(line, why):
    assert dated(line, FRIDAY) == (FRIDAY, line, "", why)


@pytest.mark.parametrize(
    "line", ["Tomorrow’s plan agreed", "tomorrow", "March planning is done", "today - agreed", "Agreed"]
)
def test_other_words_are_no_date_gone_wrong(line):
    assert dated(line, FRIDAY).unfit == ""
